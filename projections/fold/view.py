"""What a view is: columns with their meaning, and one statement over read tables."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, LiteralString

from psycopg.sql import SQL, Composed, Identifier, Literal

from eventlog.branch import Branch
from projections.fold.table import Column, ReadTable, columns_of


@dataclass(frozen=True, eq=False)
class View:
    """Rows that follow from read tables, not from the log: always as fresh as these, and stored nowhere.

    For what no fold can say, because one fact of one table changes rows that others made: a price told late changes
    every month in which the article was sold. `query` names its `sources` in braces, and `{zone}`; beside
    the columns it gives `changed_at_position`, the last change of the orders and prices that a row rests on.
    """

    name: str
    meaning: str
    row: type[Any]
    key: tuple[str, ...]
    sources: tuple[ReadTable, ...]
    query: LiteralString

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns in their order."""
        return columns_of(self.row)

    @property
    def stands_on(self) -> tuple[str, ...]:
        """The tables whose positions say how fresh it is."""
        return tuple(table.name for table in self.sources)

    def statement(self, branch: Branch, schema: str) -> Composed:
        """The rows over the tables of a schema."""
        names = SQL(", ").join(Identifier(column.name) for column in self.columns)
        return SQL("SELECT {} FROM {}").format(names, self.rows(branch, schema))

    def rows(self, branch: Branch, schema: str) -> Composed:
        """The query over the tables of a schema, to select from."""
        tables = {table.name: Identifier(schema, table.name) for table in self.sources}
        return SQL("({}) AS rows").format(SQL(self.query).format(**tables, zone=Literal(branch.zone)))
