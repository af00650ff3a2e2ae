"""A view's rows over other rows of its tables than those that are stored, by the same statement."""

from collections.abc import Mapping, Sequence
from typing import Any

from psycopg import Connection
from psycopg.rows import tuple_row
from psycopg.sql import SQL, Identifier

from eventlog.branch import Branch
from projections.copying import copy_text
from projections.schema import definition
from projections.table import ReadTable, Row, Rows
from projections.view import View

_TEMPORARY = "pg_temp"


def rows_over(connection: Connection[Any], branch: Branch, view: View, tables: Mapping[str, Rows]) -> list[Row]:
    """The view's rows over other rows of its tables, in tables that live for the question; autocommit mode."""
    with connection.transaction(force_rollback=True), connection.cursor(row_factory=tuple_row) as cursor:
        for table in view.sources:
            _fill(connection, table, tables[table.name])
        return [view.row(*row) for row in cursor.execute(view.statement(branch, _TEMPORARY))]


def _fill(connection: Connection[Any], table: ReadTable, rows: Sequence[Row]) -> None:
    connection.execute(definition(_TEMPORARY, table))
    with connection.cursor().copy(SQL("COPY {} FROM STDIN").format(Identifier(_TEMPORARY, table.name))) as copy:
        copy.write(copy_text(table, rows, [0] * len(rows)))
    connection.execute(SQL("ANALYZE {}").format(Identifier(_TEMPORARY, table.name)))
