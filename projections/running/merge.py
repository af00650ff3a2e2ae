"""Join what several processes made of one group: where each folded some of the customers, each has a row of it."""

from itertools import groupby
from typing import Any

from psycopg import Connection
from psycopg.rows import tuple_row
from psycopg.sql import SQL, Identifier

from projections.fold.table import ReadTable, Row
from projections.running.copy import copy_text
from projections.running.store import GroupWrite, store


def join_rows(connection: Connection[Any], schema: str, table: ReadTable) -> None:
    """Put one row in the place of all that a group has, if the table says how; in the caller's transaction."""
    if table.joined is None:
        return
    names = SQL(", ").join(Identifier(column.name) for column in table.columns)
    key = SQL(", ").join(map(Identifier, table.key))
    statement = SQL(
        "SELECT {0}, changed_at_position FROM {1}"
        " WHERE ({2}) IN (SELECT {2} FROM {1} GROUP BY {2} HAVING count(*) > 1) ORDER BY {2}"
    ).format(names, Identifier(schema, table.name), key)
    with connection.cursor(binary=True, row_factory=tuple_row) as cursor:
        found = [(table.row(*values), position) for *values, position in cursor.execute(statement)]
    joined: list[Row] = []
    positions: list[int] = []
    for _, group in groupby(found, key=lambda each: table.key_of(each[0])):
        rows, changed_at = zip(*group, strict=True)
        joined.append(table.joined(rows))
        positions.append(max(changed_at))
    store(connection, schema, GroupWrite(table, [*map(table.key_of, joined)], copy_text(table, joined, positions)))
