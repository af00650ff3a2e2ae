"""How fast the whole log is verified, beside reading and hashing the same stored bytes."""

import tempfile
from hashlib import sha256
from pathlib import Path

from psycopg.rows import tuple_row
from psycopg.sql import SQL, Identifier

from benchmarks.figures import Figure
from benchmarks.logs import Logs
from benchmarks.measuring import Spent, Watch, in_turn
from benchmarks.server import Place
from benchmarks.sizes import Sizes
from eventlog.branch import Branch
from eventlog.database import connect
from eventlog.runtime.gc_pause import gc_pause
from eventlog.sealing.keys import SigningKey
from eventlog.sealing.scanning import BATCH
from eventlog.sealing.sealer import seal
from eventlog.sealing.verification import auditor, verify

KEY = SigningKey("indelible/bench", bytes(32))


def measure_verify(place: Place, logs: Logs, sizes: Sizes) -> list[Figure]:
    """Events a second of a whole log verified against its checkpoint: in one process, and in two where they pay."""
    figures = []
    for what, branch in (("small events", logs.small(sizes.many)), ("real orders", logs.orders.branch)):
        with (
            tempfile.TemporaryDirectory() as kept,
            connect(place.database.sealer, autocommit=True) as connection,
        ):
            sealing = seal(connection, branch, KEY, [Path(kept)])
        if sealing is None:
            raise RuntimeError("there is nothing to verify")
        head = sealing.checkpoint

        def run(jobs: int, branch: Branch = branch, head=head) -> Spent:  # type: ignore[no-untyped-def]
            watch = Watch()
            conninfo = place.database.operator
            with auditor(conninfo) as connection:
                verified = verify(connection, branch, {"kept": head}, conninfo=conninfo, jobs=jobs)
            if verified.findings or verified.sealed != head.size:
                raise RuntimeError("an untouched log was found changed")
            return watch.spent()

        sides = {
            "2 processes": lambda run=run: run(2),
            "1 process": lambda run=run: run(1),
            "sha256 and scan": lambda branch=branch: scan_and_hash(place, branch),
        }
        spent = in_turn(f"verify {what}", sizes.repeat, sides, lambda: None)
        reference = head.size / spent["sha256 and scan"].wall
        figures += [
            Figure(
                f"verify {what}, {side}",
                "events/s",
                head.size / spent[side].wall,
                against="sha256 and scan",
                reference=reference,
                least_ratio=0.5,
                note=f"{head.size:,} events",
            )
            for side in ("2 processes", "1 process")
        ]
    return figures


def scan_and_hash(place: Place, branch: Branch) -> Spent:
    """Read every event's stored bytes in order, and hash them: the least that any verification does."""
    statement = SQL(
        "SELECT notification_id, state FROM {} WHERE notification_id > %s ORDER BY notification_id LIMIT %s"
    ).format(Identifier(branch.log_schema, "stored_events"))
    watch, after = Watch(), 0
    with connect(place.database.operator, autocommit=True) as connection, gc_pause():
        while True:
            with connection.cursor(binary=True, row_factory=tuple_row) as cursor:
                rows = cursor.execute(statement, [after, BATCH]).fetchall()
            if not rows:
                return watch.spent()
            for _, state in rows:
                sha256(state).digest()
            after = rows[-1][0]
