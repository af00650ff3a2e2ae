"""Who seals: the login that seals, nobody else, and it does nothing else."""

from pathlib import Path
from typing import Any

import pytest
from psycopg import Connection, errors
from psycopg.sql import SQL, Identifier

from eventlog.append.recorder import LogRecorder
from eventlog.branch import Branch
from eventlog.errors import EnvironmentProblem
from eventlog.roles import AUDITOR, SEALER, WRITER
from eventlog.sealing.sealer import seal
from tests.eventlog.filling import of_customer, visit
from tests.eventlog.sealing.random_logs import KEY


def test_whoever_records_does_not_seal(
    operator: Connection[Any], sealing_login: Connection[Any], recorder: LogRecorder, branch: Branch, tmp_path: Path
) -> None:
    recorder.append(of_customer(branch, 0, visit(), visit()))
    with pytest.raises(EnvironmentProblem, match="INDELIBLE_SEALER_URL"):
        seal(operator, branch, KEY, [tmp_path])
    assert not [*tmp_path.iterdir()]
    assert seal(sealing_login, branch, KEY, [tmp_path])


@pytest.mark.parametrize(
    ("role", "statement"),
    [
        (SEALER, "INSERT INTO {log} (originator_id) VALUES (gen_random_uuid())"),
        (SEALER, "UPDATE {runs} SET leaves = 1"),
        (SEALER, "DELETE FROM {checkpoints}"),
        (AUDITOR, "INSERT INTO {checkpoints} (size, note) VALUES (1, '')"),
        (AUDITOR, "DELETE FROM {log}"),
        (WRITER, "INSERT INTO {checkpoints} (size, note) VALUES (1, '')"),
    ],
)
def test_nobody_may_do_more_than_their_part(
    superuser: Connection[Any], branch: Branch, role: str, statement: Any
) -> None:
    names = {"log": "stored_events", "runs": "seal_runs", "checkpoints": "checkpoints"}
    tables = {name: Identifier(branch.log_schema, table) for name, table in names.items()}
    superuser.execute(SQL("SET ROLE {}").format(Identifier(role)))
    with pytest.raises(errors.InsufficientPrivilege):
        superuser.execute(SQL(statement).format(**tables))
