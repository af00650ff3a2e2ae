"""The rows of a table as the log makes them up to a position, by the shortest way there is."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from psycopg import Connection
from psycopg.rows import tuple_row

from eventlog.branch import Branch
from projections.fold.errors import TablesNotBuilt
from projections.fold.fold import Folding, Table, rows_with_positions
from projections.fold.table import Key, ReadTable, Row
from projections.running.fold_log import batches_for
from projections.running.query import Wanted, fitting_rows, wanted_statement
from projections.running.schema import read_positions
from projections.running.store import load_groups

MOST_AHEAD = 1_000_000
"""Positions that a stored table may lack: the groups that they touch are brought forward in memory."""

MOST_FOLDED = 5_000_000
"""Positions of a log that is folded at once; of a longer one a part of the customers at a time."""

ROWS_AT_A_TIME = 5_000


def stored_or_folded(
    connection: Connection[Any], branch: Branch, table: ReadTable, wanted: Wanted, position: int, as_of: date | None
) -> Iterator[Row]:
    """The wanted rows as they are at a position, of what was effective by the end of a day if one is given.

    They come in no order, and never all are in memory. The stored table gives them, with the groups brought forward
    that later events touched; where it is not there, is past the position, or a day bounds what counts, the log does.
    To be read in one transaction that repeats its reads, and to the end before the connection is used again.
    """
    stands = _stands_at(connection, branch, table)
    if as_of is None and stands is not None and 0 <= position - stands <= MOST_AHEAD:
        yield from _brought_forward(connection, branch, table, wanted, stands, position)
        return
    # No group of a part has events of another part, unless it counts what many customers' events say.
    apart = "customer_no" in table.group or not (table.adds_up or table.needs_whole_log)
    parts = 1 + position // MOST_FOLDED if apart else 1
    for part in range(parts):
        folding = Folding([Table(table)])
        for events in batches_for(connection, branch, table, position, as_of, part=(part, parts)):
            folding.apply(events)
        yield from _rows_in_memory(folding, wanted)


def _stands_at(connection: Connection[Any], branch: Branch, table: ReadTable) -> int | None:
    if table.from_log is not None:  # nothing of it is stored: its view shows the log's end
        return None
    try:
        return read_positions(connection, branch.read_schema)[table.name]
    except TablesNotBuilt:
        return None


def _brought_forward(
    connection: Connection[Any], branch: Branch, table: ReadTable, wanted: Wanted, stands: int, position: int
) -> Iterator[Row]:
    later = Table(table, stands)
    later.elsewhere = True

    def load(definition: ReadTable, groups: dict[Key, Any]) -> None:
        load_groups(connection, branch.read_schema, definition, groups)

    folding = Folding([later], load)
    for events in batches_for(connection, branch, table, position, after=stands):
        folding.apply(events)
    statement, parameters = wanted_statement(branch, table, wanted)
    with connection.cursor(f"rows of {table.name}", row_factory=tuple_row) as cursor:
        cursor.itersize = ROWS_AT_A_TIME
        for values in cursor.execute(statement, parameters, binary=True):
            row = table.row(*values)
            if tuple(getattr(row, name) for name in table.group) not in later.groups:
                yield row
    yield from _rows_in_memory(folding, wanted)


def _rows_in_memory(folding: Folding, wanted: Wanted) -> Iterator[Row]:
    (table,) = folding.tables
    return fitting_rows(map(table.definition.row._make, rows_with_positions(table)[0]), wanted)
