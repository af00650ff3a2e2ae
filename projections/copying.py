"""From rows to the text that COPY takes, column by column: several times faster than row by row."""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from projections.table import Column, ReadTable, Row

NULL = "\\N"
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def copy_text(table: ReadTable, rows: Sequence[Row], positions: Sequence[int]) -> bytes:
    """The rows with their `changed_at_position`, as UTF-8 lines in COPY's text format."""
    if not rows:
        return b""
    columns = zip(*rows, strict=True)
    cells = [_cells(column, values) for column, values in zip(table.columns, columns, strict=True)]
    return ("\n".join(map("\t".join, zip(*cells, map(str, positions), strict=True))) + "\n").encode()


def _cells(column: Column, values: Sequence[Any]) -> Iterable[str]:
    write = _WRITERS[column.kind]
    if not column.nullable or None not in values:
        return write(values)
    known = iter(write([v for v in values if v is not None]))
    return [NULL if v is None else next(known) for v in values]


def _escaped(values: Sequence[str]) -> Iterable[str]:
    together = "".join(values)
    if any(c in together for c in "\\\t\n\r"):
        return [v.translate(_ESCAPES) for v in values]
    return values


def _jsons(values: Sequence[Any]) -> Iterable[str]:
    return _escaped([json.dumps(v, ensure_ascii=False) for v in values])


def _arrays(values: Sequence[Sequence[str]]) -> Iterable[str]:
    return _escaped(["{" + ",".join(json.dumps(v, ensure_ascii=False) for v in value) + "}" for value in values])


_WRITERS: dict[type, Callable[[Sequence[Any]], Iterable[str]]] = {
    str: _escaped,
    int: lambda values: map(str, values),
    Decimal: lambda values: map(str, values),
    bool: lambda values: ["t" if v else "f" for v in values],
    date: lambda values: map(date.isoformat, values),
    datetime: lambda values: map(datetime.isoformat, values),
    dict: _jsons,
    list: _arrays,
}
