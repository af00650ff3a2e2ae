"""Rows of one read table as it stands, or of one just folded: the same filter, the same order."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from operator import attrgetter
from typing import Any

from psycopg import Connection, IsolationLevel
from psycopg.rows import tuple_row
from psycopg.sql import SQL, Composable, Composed, Identifier, Literal

from eventlog.branch import Branch
from projections.fold.table import ReadTable, Row
from projections.fold.view import View
from projections.running.schema import read_positions


@dataclass(frozen=True)
class Wanted:
    """Which rows of a table, in which order (columns that are never null), and at most how many."""

    by: tuple[str, ...]
    equal: Mapping[str, object] = field(default_factory=dict)
    """Columns that have a value; where that is None, they are not asked about."""
    not_since: Mapping[str, datetime] = field(default_factory=dict)
    """Columns that are null or earlier than an instant."""
    below: Mapping[str, Decimal] = field(default_factory=dict)
    """Columns that are known and less than a number."""
    since: Mapping[str, date] = field(default_factory=dict)
    """Columns that are there and not earlier than a day or an instant."""
    before: Mapping[str, date] = field(default_factory=dict)
    """Columns that are there and earlier than a day or an instant."""
    limit: int | None = None

    def __post_init__(self) -> None:
        """Keep the values that are given."""
        given = {name: value for name, value in self.equal.items() if value is not None}
        object.__setattr__(self, "equal", given)


@dataclass(frozen=True)
class Lag:
    """What a table has not taken in yet, and for how long the oldest of it has waited."""

    events: int
    seconds: float


def stored_rows(
    connection: Connection[Any], branch: Branch, table: ReadTable | View, wanted: Wanted
) -> tuple[list[Row], int, Lag]:
    """The wanted rows of the stored table or view, its position, and its lag. Raises `TablesNotBuilt`."""
    chosen, parameters = wanted_statement(branch, table, wanted)
    order = SQL(", ").join(Identifier(name) for name in wanted.by)
    statement = chosen + SQL(" ORDER BY {} LIMIT {}").format(order, Literal(wanted.limit))
    connection.isolation_level = IsolationLevel.REPEATABLE_READ  # rows and position of one moment
    with connection.transaction(), connection.cursor(binary=True, row_factory=tuple_row) as cursor:
        read_positions(connection, branch.read_schema)
        rows = [table.row(*values) for values in cursor.execute(statement, parameters)]
        status = SQL(
            "SELECT position, lag_events, lag_seconds FROM {} WHERE table_name = ANY(%s) ORDER BY position LIMIT 1"
        ).format(Identifier(branch.read_schema, "read_status"))
        ((position, *behind),) = cursor.execute(status, [list(table.stands_on)])
    return rows, position, Lag(*behind)


def wanted_statement(branch: Branch, table: ReadTable | View, wanted: Wanted) -> tuple[Composed, list[object]]:
    """What selects the wanted rows of the stored table or view, in no order, and its parameters."""
    conditions: list[Composable] = [SQL("true")]
    conditions += [SQL("{} = %s").format(Identifier(name)) for name in wanted.equal]
    conditions += [SQL("({0} IS NULL OR {0} < %s)").format(Identifier(name)) for name in wanted.not_since]
    conditions += [SQL("{} < %s").format(Identifier(name)) for name in wanted.below]
    conditions += [SQL("{} >= %s").format(Identifier(name)) for name in wanted.since]
    conditions += [SQL("{} < %s").format(Identifier(name)) for name in wanted.before]
    statement = SQL("SELECT {} FROM {} WHERE {}").format(
        SQL(", ").join(Identifier(column.name) for column in table.columns),
        Identifier(branch.read_schema, table.name),
        SQL(" AND ").join(conditions),
    )
    bounds = (
        *wanted.not_since.values(),
        *wanted.below.values(),
        *wanted.since.values(),
        *wanted.before.values(),
    )
    return statement, [*map(_plain, wanted.equal.values()), *bounds]


def wanted_rows(rows: Iterable[Row], wanted: Wanted) -> list[Row]:
    """The wanted ones of rows in memory, in their order."""
    return sorted(fitting_rows(rows, wanted), key=attrgetter(*wanted.by))[: wanted.limit]


def fitting_rows(rows: Iterable[Row], wanted: Wanted) -> Iterator[Row]:
    """The wanted ones of rows, as they come."""
    return (
        row
        for row in rows
        if all(getattr(row, name) == value for name, value in wanted.equal.items())
        and all((at := getattr(row, name)) is None or at < instant for name, instant in wanted.not_since.items())
        and all((n := getattr(row, name)) is not None and n < most for name, most in wanted.below.items())
        and all((at := getattr(row, name)) is not None and at >= bound for name, bound in wanted.since.items())
        and all((at := getattr(row, name)) is not None and at < bound for name, bound in wanted.before.items())
    )


def _plain(value: object) -> object:
    """The driver would send a `StrEnum` as an enumeration of the database."""
    return str(value) if isinstance(value, str) else value
