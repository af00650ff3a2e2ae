"""Compare the tables, row by row and field by field, with what the log makes of them from its beginning."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from psycopg import Connection
from psycopg.rows import tuple_row
from psycopg.sql import SQL, Identifier

from eventlog.branch import Branch
from eventlog.runtime.progress import Progress
from projections.catalogue import STORED
from projections.fold.fold import sort_key
from projections.fold.table import ReadTable, Row
from projections.running.build import build
from projections.running.schema import alone, projector, read_positions
from projections.running.swap import empty_schema

MOST_DIFFERENCES = 1_000
"""After this many the comparison of a table stops: the tables are wrong, and a longer list tells no more."""


@dataclass(frozen=True)
class Difference:
    """Where a table is not what the log makes of it. No `field`: the whole row is missing on one side (None)."""

    table: str
    key: dict[str, Any]
    field: str | None
    live: Any
    folded: Any


@dataclass(frozen=True)
class Verification:
    """What was compared, and what differs."""

    position: int
    rows: int
    differences: list[Difference]


def verify(conninfo: str, branch: Branch, *, jobs: int = 1, progress: Progress | None = None) -> Verification:
    """Fold the log anew up to where the tables stand, and compare. Live updates may go on meanwhile.

    Raises `TablesNotBuilt`, `TablesInUse` where another verification runs, and `ProjectionStopped`.
    """
    schema = branch.check_schema
    counts: list[int] = []
    differences: list[Difference] = []
    # One snapshot for the positions and all rows: what is applied later is not seen.
    with (
        projector(conninfo) as folded,
        alone(folded, branch, "verification"),
        projector(conninfo) as live,
        live.transaction(),
    ):
        live.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        live.execute("SET LOCAL idle_in_transaction_session_timeout = 0")  # it waits until the log is folded
        position = min(read_positions(live, branch.read_schema).values())
        empty_schema(folded, schema)
        try:
            build(conninfo, branch, schema, up_to=position, jobs=jobs, progress=progress)
            with folded.transaction():
                for table in STORED:
                    comparison = _Comparison(table)
                    differences += comparison.run(_rows(live, branch.read_schema, table), _rows(folded, schema, table))
                    counts.append(comparison.rows)
        finally:
            empty_schema(folded, schema)
    return Verification(position, sum(counts), differences)


class _Comparison:
    """Walks through two tables in the order of their key. `rows` counts those that were on both sides."""

    def __init__(self, table: ReadTable) -> None:
        self.table = table
        self.fields = [*(column.name for column in table.columns), "changed_at_position"]
        self.at = [self.fields.index(name) for name in table.key]
        self.rows = 0

    def run(self, live: Iterator[Row], folded: Iterator[Row]) -> list[Difference]:
        differences: list[Difference] = []
        ours, theirs = next(live, None), next(folded, None)
        while (ours or theirs) and len(differences) < MOST_DIFFERENCES:
            if ours == theirs:
                self.rows += 1
                ours, theirs = next(live, None), next(folded, None)
            elif theirs is None or (ours is not None and self._order(ours) < self._order(theirs)):
                differences.append(self._difference(ours, None, ours, None))
                ours = next(live, None)
            elif ours is None or self._order(ours) > self._order(theirs):
                differences.append(self._difference(theirs, None, None, theirs))
                theirs = next(folded, None)
            else:
                self.rows += 1
                differences += [
                    self._difference(ours, field, mine, other)
                    for field, mine, other in zip(self.fields, ours, theirs, strict=True)
                    if mine != other
                ]
                ours, theirs = next(live, None), next(folded, None)
        return differences

    def _order(self, row: Row) -> tuple[tuple[bool, Any], ...]:
        return sort_key(tuple(row[i] for i in self.at))

    def _difference(self, row: Row | None, field: str | None, live: Any, folded: Any) -> Difference:
        assert row is not None  # noqa: S101 - one side has the row
        key = {name: row[i] for name, i in zip(self.table.key, self.at, strict=True)}
        return Difference(self.table.name, key, field, live, folded)


def _rows(connection: Connection[Any], schema: str, table: ReadTable) -> Iterator[Row]:
    """All rows in the order of the key, a few thousand in memory at a time."""
    with connection.cursor("rows", row_factory=tuple_row) as cursor:
        cursor.itersize = 5_000
        cursor.execute(
            SQL("SELECT {} FROM {} ORDER BY {}").format(
                SQL(", ").join(map(Identifier, [*(c.name for c in table.columns), "changed_at_position"])),
                Identifier(schema, table.name),
                SQL(", ").join(map(Identifier, table.key)),
            ),
            binary=True,
        )
        yield from cursor
