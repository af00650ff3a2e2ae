"""From rows to the text that COPY takes, column by column: several times faster than row by row."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from pydantic_core import to_json

from projections.fold.table import Column, ReadTable, Row

NULL = "\\N"
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def copy_text(table: ReadTable, rows: Sequence[Row], positions: Sequence[int]) -> bytes:
    """The rows with their `changed_at_position`, as UTF-8 lines in COPY's text format."""
    if not rows:
        return b""
    columns = zip(*rows, strict=True)
    cells = [_cells(column, values) for column, values in zip(table.columns, columns, strict=True)]
    return ("\n".join(map("\t".join, zip(*cells, _numbers(positions), strict=True))) + "\n").encode()


def _cells(column: Column, values: Sequence[Any]) -> Iterable[str]:
    write = _WRITERS[column.kind]
    if not column.nullable or None not in values:
        return write(values)
    if not (known := [v for v in values if v is not None]):
        return [NULL] * len(values)
    written = iter(write(known))
    return [NULL if v is None else next(written) for v in values]


def _escaped(values: Sequence[str]) -> Iterable[str]:
    together = "".join(values)
    if any(c in together for c in "\\\t\n\r"):
        return [v.translate(_ESCAPES) for v in values]
    return values


def _jsons(values: Sequence[Any]) -> Iterable[str]:
    return _escaped([to_json(v).decode() for v in values])


def _arrays(values: Sequence[Sequence[str]]) -> Iterable[str]:
    return _escaped(["{" + ",".join(to_json(v).decode() for v in value) + "}" for value in values])


def _numbers(values: Sequence[int]) -> Iterable[str]:
    return to_json(values)[1:-1].decode().split(",")


def _instants(values: Sequence[date]) -> Iterable[str]:
    return to_json(values)[2:-2].decode().split('","')


_WRITERS: dict[type, Callable[[Sequence[Any]], Iterable[str]]] = {
    str: _escaped,
    int: _numbers,
    Decimal: lambda values: map(str, values),
    bool: lambda values: ["t" if v else "f" for v in values],
    date: _instants,
    datetime: _instants,
    dict: _jsons,
    list: _arrays,
}
"""What writes a column's values, none of them null. JSON's writer is several times faster than Python's own."""
