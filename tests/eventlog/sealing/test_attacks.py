"""A superuser who changes the log is found, and where; a log that nobody touched raises no alarm."""

from pathlib import Path
from random import Random

import pytest

from eventlog.database import Database
from tests.eventlog.sealing.attacks import ATTACKS, MISSED_WITHOUT_SEALS
from tests.eventlog.sealing.random_logs import make_log
from tests.eventlog.sealing.trying import false_alarms, try_attack

SEEDS = range(20)
CLEAN = range(50)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_attack_is_found_and_placed(shared_database: Database, tmp_path: Path, seed: int) -> None:
    log = make_log(shared_database, f"attacked_{seed}", Random(seed), tmp_path)
    tried = [try_attack(shared_database, log, attack, Random(f"{seed} {attack}")) for attack in ATTACKS]
    assert [one for one in tried if not one.is_named] == []


@pytest.mark.parametrize("seed", CLEAN)
def test_an_untouched_log_raises_no_alarm(shared_database: Database, tmp_path: Path, seed: int) -> None:
    log = make_log(shared_database, f"clean_{seed}", Random(f"clean {seed}"), tmp_path)
    assert log.kept
    assert false_alarms(shared_database, log) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_without_seals_nobody_would_see_it(shared_database: Database, tmp_path: Path, seed: int) -> None:
    log = make_log(shared_database, f"bare_{seed}", Random(seed), tmp_path, sealed=False)
    tried = [try_attack(shared_database, log, attack, Random(f"{seed} {attack}")) for attack in MISSED_WITHOUT_SEALS]
    assert [one for one in tried if one.findings] == []
