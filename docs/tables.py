"""Writes `docs/tables.md`: the contract with those who read the tables, column by column."""

from collections.abc import Iterator

from projections.catalogue import TABLES, VIEWS
from projections.fold.table import ReadTable
from projections.fold.view import View
from projections.running.schema import CHANGED_AT

_INTRODUCTION = """# Read tables

What follows from the log, as plain tables in the schema `read_<branch>`, for whoever may `SELECT` there (role
`indelible_reader_<branch>`; `indelible_reader` in all branches). Written from the code by `make docs`; do not edit it.

- Each table is a fold over the log: the same log gives the same rows, for ever. A rebuild changes the tables over in
  one step; no reader sees them empty or half-built. Views of others that stand on these tables are never dropped
  silently: a rebuild refuses and names them.
- `read_status` says how fresh each table is: `table_name`, `position`, `head`, `lag_events`, `lag_seconds`, `state`
  (current, behind, stopped), `problem`, `applied_at`, `rebuilt_at`.
- Instants are `timestamptz`, days and months are the branch's, text sorts by code point (`COLLATE "C"`).
- A repeatable-read transaction that began before a rebuild was finished, and first touches a table after it, may find
  that table empty: begin such transactions anew.
"""


def tables_page() -> str:
    """The whole document."""
    return "\n".join([_INTRODUCTION, *_tables(), *_views()])


def _tables() -> Iterator[str]:
    return (line for table in TABLES.values() for line in _table(table))


def _views() -> Iterator[str]:
    return (line for view in VIEWS.values() for line in _view(view))


def _table(table: ReadTable) -> Iterator[str]:
    yield from _columns(table)
    yield f"| `changed_at_position` | bigint |  | {CHANGED_AT} |"
    yield ""
    if table.from_log:
        yield "A view over the log, which reads each event when it is asked for: it never lags behind."
        yield ""
    yield f"Changed by {', '.join(f'`{topic}`' for topic in sorted(table.handles))}."
    yield ""


def _view(view: View) -> Iterator[str]:
    yield from _columns(view)
    yield ""
    yield f"A view, as fresh as {', '.join(f'`{name}`' for name in view.stands_on)}."
    yield ""


def _columns(table: ReadTable | View) -> Iterator[str]:
    yield f"## {table.name}"
    yield ""
    yield f"{table.meaning}. Key: {', '.join(f'`{name}`' for name in table.key)}."
    yield ""
    yield "| column | type | null | meaning |"
    yield "|---|---|---|---|"
    for column in table.columns:
        yield f"| `{column.name}` | {column.sql_type} | {'yes' if column.nullable else ''} | {column.meaning} |"
