"""Merge what was counted apart of one group, by several processes or before and after parts of it were stored."""

from typing import Any

from psycopg import Connection
from psycopg.rows import tuple_row
from psycopg.sql import SQL, Composed, Identifier

from projections.fold.fold import Table
from projections.fold.table import ReadTable
from projections.running.store import store, take_changes

GROUPS_AT_A_TIME = 5_000


def merge_parts(connection: Connection[Any], schema: str, table: ReadTable) -> None:
    """Put the rows of the whole in the place of those of its parts, if parts add up; in the caller's transaction."""
    if not table.adds_up:
        return
    columns = [column.name for column in table.columns]
    at = [columns.index(name) for name in table.group]
    statement = SQL(
        "SELECT {columns}, changed_at_position FROM {table} WHERE ({group}) IN"
        " (SELECT {group} FROM {table} GROUP BY {key} HAVING count(*) > 1 OR min(changed_at_position) < 0)"
        " ORDER BY {group}"
    ).format(
        columns=_names(columns),
        table=Identifier(schema, table.name),
        group=_names(table.group),
        key=_names(table.key),
    )
    merged = Table(table)
    with connection.cursor("parts", row_factory=tuple_row) as cursor:
        cursor.execute(statement, binary=True)
        for *values, position in cursor:
            key = tuple(values[i] for i in at)
            if key not in merged.groups:
                if len(merged.groups) == GROUPS_AT_A_TIME:
                    store(connection, schema, take_changes(merged))
                merged.groups[key] = table.new_group()
                merged.groups[key].stored = True
            table.load(merged.groups[key], table.row(*values), position)
    store(connection, schema, take_changes(merged))


def _names(names: list[str] | tuple[str, ...]) -> Composed:
    return SQL(", ").join(map(Identifier, names))
