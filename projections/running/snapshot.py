"""Rows of several tables customer by customer, as they are at one position of the log, never all in memory."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from psycopg import Connection, IsolationLevel
from psycopg.rows import tuple_row
from psycopg.sql import SQL, Identifier

from domain.customers.events import CustomerEnrolled
from eventlog.branch import Branch
from eventlog.database import connect
from eventlog.read.reading import read_customer, read_topics
from projections.fold.fold import Folding, Table, rows_with_positions, sort_key
from projections.fold.table import ReadTable
from projections.fold.view import View
from projections.running.fold_log import fold_log
from projections.running.schema import read_positions
from projections.running.view_rows import TEMPORARY, put_aside

ROWS_AT_A_TIME = 5_000


class Placed(NamedTuple):
    """A row, and the position of the last event that changed it."""

    row: Any
    position: int


CustomerRows = dict[str, list[Placed]]
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

    def rows(self, tables: Sequence[ReadTable | View], position: int) -> Iterator[tuple[str, CustomerRows]]:
        """Every customer with rows in the first table, in the order of their numbers, as at a position.

        From the stored tables where these stand there, else from each customer's events: the same rows, more slowly.
        A view is asked over its tables as they were at the position. Rows that name no customer are left out.
        """
        if self.is_even and position == self.position:
            first, *others = tables
            whole = ((number, {first.name: placed}) for number, placed in self._grouped(first, self.branch.read_schema))
            yield from _joined(whole, {other.name: self._grouped(other, self.branch.read_schema) for other in others})
            return
        views = [table for table in tables if isinstance(table, View)]
        sources = {source.name: source for view in views for source in view.sources}
        put_aside(
            self.connection, (fold_log(self.connection, self.branch, each, position) for each in sources.values())
        )
        folded = self._folded([table for table in tables if isinstance(table, ReadTable)], position)
        yield from _joined(folded, {view.name: self._grouped(view, TEMPORARY) for view in views})

    def _grouped(self, table: ReadTable | View, schema: str) -> Iterator[tuple[str, list[Placed]]]:
        names = [column.name for column in table.columns]
        at = names.index("customer_no")
        rows = table.rows(self.branch, schema) if isinstance(table, View) else Identifier(schema, table.name)
        with self.connection.cursor(f"rows of {table.name}", row_factory=tuple_row) as cursor:
            cursor.itersize = ROWS_AT_A_TIME
            cursor.execute(
                SQL("SELECT {}, changed_at_position FROM {} WHERE customer_no IS NOT NULL ORDER BY {}").format(
                    SQL(", ").join(map(Identifier, names)),
                    rows,
                    SQL(", ").join(map(Identifier, dict.fromkeys(["customer_no", *table.key]))),
                ),
                binary=True,
            )
            for customer_no, found in groupby(cursor, key=itemgetter(at)):
                yield customer_no, [Placed(table.row(*values), position) for *values, position in found]

    def _folded(self, tables: Sequence[ReadTable], position: int) -> Iterator[tuple[str, CustomerRows]]:
        for customer_no in enrolled_customers(self.connection, self.branch, position):
            folding = Folding([Table(table) for table in tables])
            folding.apply(read_customer(self.connection, self.branch, customer_no, up_to=position))
            found = {table.definition.name: _placed(table) for table in folding.tables}
            if found[tables[0].name]:
                yield customer_no, found


@contextmanager
def snapshot(conninfo: str, branch: Branch) -> Iterator[Snapshot]:
    """Hold the present moment on a connection of its own. Raises `TablesNotBuilt`."""
    with connect(conninfo, autocommit=True) as connection:
        connection.isolation_level = IsolationLevel.REPEATABLE_READ
        with connection.transaction():
            connection.execute("SET LOCAL idle_in_transaction_session_timeout = 0")  # as long as the work on it takes
            positions = set(read_positions(connection, branch.read_schema).values())
            yield Snapshot(connection, branch, min(positions), len(positions) == 1)


def _joined(
    whole: Iterator[tuple[str, CustomerRows]], others: Mapping[str, Iterator[tuple[str, list[Placed]]]]
) -> Iterator[tuple[str, CustomerRows]]:
    """To each customer's rows those of the other tables, which come in the same order and may know other customers."""
    waiting = {name: next(other, None) for name, other in others.items()}
    for customer_no, found in whole:
        for name, other in others.items():
            while (group := waiting[name]) is not None and group[0] < customer_no:
                waiting[name] = next(other, None)
            found[name] = group[1] if group is not None and group[0] == customer_no else []
        yield customer_no, found


def enrolled_customers(connection: Connection[Any], branch: Branch, position: int) -> list[str]:
    """The numbers of all customers enrolled by a position, in order."""
    enrolled = read_topics(connection, branch, [CustomerEnrolled.topic], up_to=position)
    return sorted({str(recorded.event.about_customer) for recorded in enrolled})


def _placed(table: Table) -> list[Placed]:
    definition = table.definition
    rows, positions = rows_with_positions(table)
    found = (Placed(*each) for each in zip(map(definition.row._make, rows), positions, strict=True))
    return sorted(found, key=lambda placed: sort_key(definition.key_of(placed.row)))
