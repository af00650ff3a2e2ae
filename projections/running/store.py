"""Groups of rows in and out of PostgreSQL."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from psycopg import Connection
from psycopg.rows import tuple_row
from psycopg.sql import SQL, Composable, Identifier

from projections.fold.fold import Table
from projections.fold.table import Key, ReadTable
from projections.running.copy import copy_text


@dataclass(frozen=True)
class GroupWrite:
    """What brings a stored table to the state in memory: delete the rows of some groups, then COPY."""

    table: ReadTable
    delete: Sequence[Key]
    text: bytes


def take_changes(table: Table, groups: Sequence[tuple[Key, Any]] | None = None, *, apart: bool = False) -> GroupWrite:
    """The change that stores these groups of the table (None: all), and what is settled; then they are forgotten.

    `apart` says that they may be parts of groups, others of which are folded and stored elsewhere.
    """
    delete: list[Key] = []
    rows, positions = table.settled, table.settled_at
    table.settled, table.settled_at = [], []
    contents = table.definition.contents
    for key, group in list(table.groups.items()) if groups is None else groups:
        found, changed_at = contents(key, group, apart=apart)
        if group.changed:
            if group.stored:
                delete.append(key)
            rows += found
            positions += changed_at
        table.rows -= len(found)
        del table.groups[key]
    return GroupWrite(table.definition, delete, copy_text(table.definition, rows, positions))


def store(connection: Connection[Any], schema: str, change: GroupWrite) -> None:
    """Carry the change out, in the caller's transaction."""
    table = Identifier(schema, change.table.name)
    if change.delete:
        connection.execute(
            SQL("DELETE FROM {} AS t USING {} WHERE {}").format(table, *_wanted(change.table)), _arrays(change.delete)
        )
    if change.text:
        with connection.cursor().copy(SQL("COPY {} FROM STDIN").format(table)) as copy:
            copy.write(change.text)


def load_groups(connection: Connection[Any], schema: str, table: ReadTable, groups: dict[Key, Any]) -> None:
    """Fill the groups with the rows that the database holds."""
    names = [Identifier("t", column.name) for column in table.columns]
    statement = SQL("SELECT {}, t.changed_at_position FROM {} AS t, {} WHERE {} ORDER BY {}").format(
        SQL(", ").join(names),
        Identifier(schema, table.name),
        *_wanted(table),
        SQL(", ").join(Identifier("t", name) for name in table.key),
    )
    at = [[column.name for column in table.columns].index(name) for name in table.group]
    with connection.cursor(binary=True, row_factory=tuple_row) as cursor:
        for *values, position in cursor.execute(statement, _arrays(list(groups))):
            group = groups[tuple(values[i] for i in at)]
            table.load(group, table.row(*values), position)
            group.stored = True


def _wanted(table: ReadTable) -> tuple[Composable, Composable]:
    """The groups' keys as a table `k` of parameters, and the condition that joins `t` to it."""
    types = {column.name: column.sql_type for column in table.columns}
    arrays = SQL(", ").join(SQL("%s::{}[]").format(SQL(types[name])) for name in table.group)
    names = [Identifier(name) for name in table.group]
    return (
        SQL("unnest({}) AS k({})").format(arrays, SQL(", ").join(names)),
        SQL(" AND ").join(SQL("t.{0} = k.{0}").format(name) for name in names),
    )


def _arrays(keys: Sequence[Key]) -> list[list[Any]]:
    return [list(values) for values in zip(*keys, strict=True)]
