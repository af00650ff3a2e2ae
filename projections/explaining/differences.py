"""What differs between two states of a group of a read table, field by field."""

from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from projections.fold.table import Key, ReadTable, Row, Rows


class Difference(NamedTuple):
    """A field of the row `key` that is not what it was; None also where there is no row."""

    key: Key
    field: str
    before: Any
    after: Any


def differences(table: ReadTable, before: Rows, after: Rows) -> Iterator[Difference]:
    """Compare row by key; of a row that came or went, tell the fields that say something.

    A row cut from another (`ReadTable.stretches`) is compared with the one that held at its start, and what only runs
    on from the row before it is not told again.
    """
    old = {table.key_of(row): row for row in before}
    for i, row in enumerate(after):
        key = table.key_of(row)
        if key in old or table.stretches is None:
            yield from _between(table, key, old.pop(key, None), row, table.key)
        else:
            last = after[i - 1] if i else None
            runs_on = [c.name for c in table.columns if last and getattr(last, c.name) == getattr(row, c.name)]
            earlier = _went_on(table.stretches, before, row)
            yield from _between(table, key, earlier, row, (*table.key, *table.stretches, *runs_on))
    for key, row in old.items():
        yield from _between(table, key, row, None, table.key)


def _went_on(stretches: tuple[str, str], rows: Rows, new: Row) -> Row | None:
    """The row that held where the new one begins."""
    since, until = stretches
    start = getattr(new, since)
    for row in rows:
        end = getattr(row, until)
        if getattr(row, since) <= start and (end is None or start < end):
            return row  # type: ignore[no-any-return]
    return None


def _between(
    table: ReadTable, key: Key, before: Row | None, after: Row | None, apart: Collection[str]
) -> Iterator[Difference]:
    for column in table.columns:
        if column.name not in apart:
            was, is_now = (None if row is None else getattr(row, column.name) for row in (before, after))
            if was != is_now:
                yield Difference(key, column.name, was, is_now)
