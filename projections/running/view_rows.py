"""A view's rows over other rows of its tables than those that are stored, by the same statement."""

from collections.abc import Iterable
from typing import Any

from psycopg import Connection
from psycopg.rows import tuple_row
from psycopg.sql import SQL, Identifier

from eventlog.branch import Branch
from projections.fold.fold import Table, rows_with_positions
from projections.fold.table import Row
from projections.fold.view import View
from projections.running.copy import copy_text
from projections.running.schema import definition

TEMPORARY = "pg_temp"
"""The schema of tables that nobody but the connection sees, and that end with it."""


def rows_over(connection: Connection[Any], branch: Branch, view: View, tables: Iterable[Table]) -> list[Row]:
    """The view's rows over other rows of its tables, in tables that live for the question; autocommit mode."""
    with connection.transaction(force_rollback=True), connection.cursor(row_factory=tuple_row) as cursor:
        put_aside(connection, tables)
        return [view.row(*row) for row in cursor.execute(view.statement(branch, TEMPORARY))]


def put_aside(connection: Connection[Any], tables: Iterable[Table]) -> None:
    """Make the tables as `TEMPORARY` ones, in place of what was put aside before."""
    for table in tables:
        name = Identifier(TEMPORARY, table.definition.name)
        rows, positions = rows_with_positions(table)
        connection.execute(SQL("DROP TABLE IF EXISTS {}").format(name))
        connection.execute(definition(TEMPORARY, table.definition))
        with connection.cursor().copy(SQL("COPY {} FROM STDIN").format(name)) as copy:
            copy.write(copy_text(table.definition, rows, positions))
        connection.execute(SQL("ANALYZE {}").format(name))
