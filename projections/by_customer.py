"""Rows of several tables customer by customer, as they are at one position of the log, never all in memory."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from psycopg import Connection, IsolationLevel
from psycopg.rows import tuple_row
from psycopg.sql import SQL, Identifier

from eventlog.branch import Branch
from eventlog.database import connect
from eventlog.reading import read_customer, read_log
from projections.folding import Folding, Table, sort_key
from projections.schema import read_positions
from projections.table import ReadTable, Row

ROWS_AT_A_TIME = 5_000


class Placed(NamedTuple):
    """A row, and the position of the last event that changed it."""

    row: Any
    position: int


Rows = dict[str, list[Placed]]
"""Table -> one customer's rows, sorted by key."""


@dataclass(frozen=True)
class Snapshot:
    """The tables as they were at one moment, whatever others record and take in meanwhile."""

    connection: Connection[Any]
    branch: Branch
    position: int
    """The highest position up to which all tables have taken the log in."""
    is_even: bool
    """Whether no table has taken in more."""

    def rows(self, tables: Sequence[ReadTable], position: int) -> Iterator[tuple[str, Rows]]:
        """Every customer with rows in the first table, in the order of their numbers, as at a position.

        From the stored tables where these stand there, else from each customer's events: the same rows, more slowly.
        """
        if self.is_even and position == self.position:
            yield from _stored(self.connection, self.branch, tables)
            return
        for customer_no in _customers(self.connection, self.branch, position):
            found = _folded(self.connection, self.branch, tables, customer_no, position)
            if found[tables[0].name]:
                yield customer_no, found


@contextmanager
def snapshot(conninfo: str, branch: Branch) -> Iterator[Snapshot]:
    """Hold the present moment on a connection of its own. Raises `TablesNotBuilt`."""
    with connect(conninfo, autocommit=True) as connection:
        connection.isolation_level = IsolationLevel.REPEATABLE_READ
        with connection.transaction():
            positions = set(read_positions(connection, branch.read_schema).values())
            yield Snapshot(connection, branch, min(positions), len(positions) == 1)


def _stored(connection: Connection[Any], branch: Branch, tables: Sequence[ReadTable]) -> Iterator[tuple[str, Rows]]:
    first, *others = (_grouped(connection, branch, table) for table in tables)
    waiting = [next(other, None) for other in others]
    for customer_no, placed in first:
        found = {tables[0].name: placed}
        for i, (table, other) in enumerate(zip(tables[1:], others, strict=True)):
            while (group := waiting[i]) is not None and group[0] < customer_no:
                waiting[i] = next(other, None)
            at_hand = group is not None and group[0] == customer_no
            found[table.name] = group[1] if group is not None and at_hand else []
        yield customer_no, found


def _grouped(connection: Connection[Any], branch: Branch, table: ReadTable) -> Iterator[tuple[str, list[Placed]]]:
    names = [column.name for column in table.columns]
    at = names.index("customer_no")
    with connection.cursor(f"rows of {table.name}", row_factory=tuple_row) as cursor:
        cursor.itersize = ROWS_AT_A_TIME
        cursor.execute(
            SQL("SELECT {}, changed_at_position FROM {} ORDER BY {}").format(
                SQL(", ").join(map(Identifier, names)),
                Identifier(branch.read_schema, table.name),
                SQL(", ").join(map(Identifier, dict.fromkeys(["customer_no", *table.key]))),
            ),
            binary=True,
        )
        for customer_no, rows in groupby(cursor, key=itemgetter(at)):
            yield customer_no, [Placed(table.row(*values), position) for *values, position in rows]


def _customers(connection: Connection[Any], branch: Branch, position: int) -> list[str]:
    found: set[str] = set()
    after = 0
    while events := read_log(
        connection, branch, after=after, limit=ROWS_AT_A_TIME, up_to=position, topics=["customer.enrolled"]
    ):
        found |= {str(recorded.event.about_customer) for recorded in events}
        after = events[-1].position
    return sorted(found)


def _folded(
    connection: Connection[Any], branch: Branch, tables: Sequence[ReadTable], customer_no: str, position: int
) -> Rows:
    folding = Folding([Table(table) for table in tables])
    folding.apply(read_customer(connection, branch, customer_no, up_to=position))
    return {table.definition.name: _placed(table) for table in folding.tables}


def _placed(table: Table) -> list[Placed]:
    definition = table.definition
    rows: list[tuple[Row, int]] = list(zip(table.settled, table.settled_at, strict=True))
    for group in table.groups.values():
        rows += zip(group.rows, group.positions, strict=True)
    return sorted((Placed(*row) for row in rows), key=lambda placed: sort_key(definition.key_of(placed.row)))
