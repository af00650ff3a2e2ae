"""Rows for people as aligned tables, for programs as CSV or as data for JSON."""

import csv
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, tzinfo
from decimal import Decimal
from typing import Any

from cli.app.output.envelope import as_json
from domain.kernel.text import visible


@dataclass(frozen=True)
class Part:
    """Rows under their columns. `single` tells of one thing, printed from top to bottom.

    `none` says to people why there are no rows; they see numbers with at most so many `decimals`.
    """

    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]
    single: bool = False
    none: str | None = None
    decimals: int | None = None

    def data(self) -> Any:
        """For JSON: an object for each row, or the one object."""
        objects = [dict(zip(self.columns, row, strict=True)) for row in self.rows]
        return objects[0] if self.single else objects

    def only(self, columns: Sequence[str]) -> "Part":
        """The part with these columns."""
        places = [self.columns.index(name) for name in columns]
        return replace(self, columns=columns, rows=[[row[i] for i in places] for row in self.rows])


def in_zone(part: Part, zone: tzinfo) -> Part:
    """The part with its instants told in that zone, and what it holds by name sorted by name."""

    def zoned(value: Any) -> Any:
        match value:
            case datetime():
                return value.astimezone(zone)
            case dict():
                return dict(sorted(value.items()))  # the database keeps them in an order of its own
        return value

    return replace(part, rows=[[zoned(value) for value in row] for row in part.rows])


def print_part(part: Part, title: str | None = None) -> None:
    """Print for people, aligned and never cut; what data holds is shown, never obeyed."""
    from rich.cells import cell_len  # imported here: who reads JSON and CSV need not wait for it

    if title:
        print(f"{title}:")
    if part.none and not part.rows:
        print(part.none)
        return
    if part.single:
        cells = [[name, shown(value, part.decimals)] for name, value in zip(part.columns, part.rows[0], strict=True)]
    else:
        cells = [list(part.columns), *([shown(value, part.decimals) for value in row] for row in part.rows)]
    widths = [max(map(cell_len, column)) for column in zip(*cells, strict=True)]
    numbers = [
        not part.single and any(isinstance(row[i], int | Decimal) for row in part.rows) for i in range(len(widths))
    ]
    if not part.single:
        cells.insert(1, ["─" * width for width in widths])
    for row in cells:
        padded = (
            " " * (width - cell_len(cell)) + cell if is_number else cell + " " * (width - cell_len(cell))
            for cell, width, is_number in zip(row, widths, numbers, strict=True)
        )
        print("  ".join(padded).rstrip())


def print_csv(part: Part, *, header: bool = True) -> None:
    """Print for programs: a header and every row, values as they are."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    if header:
        writer.writerow(part.columns)
    writer.writerows([_field(value) for value in row] for row in part.rows)


def shown(value: Any, decimals: int | None = None) -> str:
    """A value as people read it, on one line; a number with at most so many decimals."""
    match value:
        case None | []:
            return "-"
        case bool():
            return "yes" if value else "no"
        case datetime():
            return f"{value:%Y-%m-%d}" if value.time() == time() else f"{value:%Y-%m-%d %H:%M:%S}"
        case Decimal():
            too_fine = decimals is not None and decimals < -int(value.as_tuple().exponent)
            return f"{value:.{decimals}f}" if too_fine else f"{value:f}"  # never 0E-12
        case dict():
            return visible(", ".join(f"{k} {shown(v)}" for k, v in value.items()))
        case list() | tuple():
            return visible(", ".join(map(str, value)))
    return visible(str(value))


def _field(value: Any) -> Any:
    match value:
        case datetime():
            return value.isoformat()
        case Decimal():
            return f"{value:f}"
        case bool() | dict() | list() | tuple():
            return as_json(value)
    return value
