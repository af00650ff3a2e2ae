"""python -m tests.eventlog.sealing: attack many logs, verify many untouched ones, and show how many were found."""

import tempfile
from collections import Counter
from pathlib import Path
from random import Random
from typing import Annotated

import typer

from cli.app.output.progress import progress
from cli.app.output.tables import Part, print_part
from eventlog.database import Database
from eventlog.server.default import DefaultServer
from eventlog.server.passwords import OPERATOR, SEALING, SUPERUSER
from tests.eventlog.sealing.attacks import ATTACKS, MISSED_WITHOUT_SEALS
from tests.eventlog.sealing.random_logs import drop_log, make_log
from tests.eventlog.sealing.trying import false_alarms, try_attack


def main(
    seeds: Annotated[int, typer.Option(min=1, help="Logs to attack, each in every way.")] = 1_000,
    clean: Annotated[int, typer.Option(min=0, help="Untouched logs to verify.")] = 1_000,
) -> None:
    """Every attack on every log, at random positions below the last kept checkpoint; exit 1 if one goes unnoticed."""
    found, named, missed, alarms = Counter[str](), Counter[str](), Counter[str](), 0
    with tempfile.TemporaryDirectory(prefix="indelible-attacks-") as place:
        Path(place).chmod(0o711)
        server = DefaultServer(Path(place, "home"))
        server.start()
        database = Database(
            operator=server.conninfo(OPERATOR), sealer=server.conninfo(SEALING), admin=server.conninfo(SUPERUSER)
        )
        try:
            with progress("logs attacked", seeds) as count:
                for seed in range(seeds):
                    log = make_log(database, f"attacked_{seed}", Random(seed), Path(place, f"{seed}"))
                    for attack in ATTACKS:
                        tried = try_attack(database, log, attack, Random(f"{seed} {attack}"))
                        found[attack] += bool(tried.findings)
                        named[attack] += tried.is_named
                    drop_log(database, log)
                    bare = make_log(database, f"bare_{seed}", Random(seed), Path(place), sealed=False)
                    for attack in MISSED_WITHOUT_SEALS:
                        missed[attack] += not try_attack(database, bare, attack, Random(f"{seed} {attack}")).findings
                    drop_log(database, bare)
                    count(1)
            with progress("untouched logs verified", clean) as count:
                for seed in range(clean):
                    log = make_log(database, f"clean_{seed}", Random(f"clean {seed}"), Path(place, f"clean {seed}"))
                    alarms += bool(false_alarms(database, log))
                    drop_log(database, log)
                    count(1)
        finally:
            server.stop()
    columns = ("attack", "logs", "found", "placed", "missed without seals")
    print_part(Part(columns, [(a, seeds, found[a], named[a], missed.get(a)) for a in ATTACKS]))
    print(f"{clean} untouched logs: {alarms} false alarms")
    if alarms or any(named[attack] < seeds for attack in ATTACKS):
        raise typer.Exit(1)


if __name__ == "__main__":
    typer.run(main)
