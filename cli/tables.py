"""Rows for people as aligned tables, for programs as CSV or as data for JSON."""

import csv
import io
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, tzinfo
from decimal import Decimal
from typing import Any

from cli.envelope import as_json
from domain.text import visible

_NEVER_WRAPS = 100_000
"""Columns of a page that is no terminal: whoever reads it there wants every column whole."""


@dataclass(frozen=True)
class Part:
    """Rows under their columns. `single` tells of one thing, printed from top to bottom."""

    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]
    single: bool = False

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

    def told(value: Any) -> Any:
        match value:
            case datetime():
                return value.astimezone(zone)
            case dict():
                return dict(sorted(value.items()))  # the database keeps them in an order of its own
        return value

    return replace(part, rows=[[told(value) for value in row] for row in part.rows])


def print_part(part: Part, title: str | None = None) -> None:
    """Print for people; what data holds is shown, never obeyed."""
    # Imported here: programs read JSON and CSV, and need not wait for it.
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else _NEVER_WRAPS
    page = io.StringIO()  # rich would leave with a code of its own when the reader has gone
    console = Console(file=page, width=width, markup=False, highlight=False, emoji=False, color_system=None)
    if title:
        print(f"{title}:")
    if part.single:
        table = Table(box=None, show_header=False, pad_edge=False)
        table.add_column()
        table.add_column(overflow="fold")
        for name, value in zip(part.columns, part.rows[0], strict=True):
            table.add_row(name, Text(_shown(value)))
    else:
        table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
        for i, name in enumerate(part.columns):
            is_number = any(isinstance(row[i], int | Decimal) for row in part.rows)
            table.add_column(name, justify="right" if is_number else "left", overflow="fold")
        for row in part.rows:
            table.add_row(*(Text(_shown(value)) for value in row))
    console.print(table)
    print(page.getvalue(), end="")


def print_csv(part: Part) -> None:
    """Print for programs: a header and every row, values as they are."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(part.columns)
    writer.writerows([_field(value) for value in row] for row in part.rows)


def _shown(value: Any) -> str:
    match value:
        case None:
            return "-"
        case bool():
            return "yes" if value else "no"
        case datetime():
            return f"{value:%Y-%m-%d}" if value.time() == time() else f"{value:%Y-%m-%d %H:%M:%S}"
        case dict():
            return visible(", ".join(f"{k} {v}" for k, v in value.items()))
        case list() | tuple():
            return visible(", ".join(map(str, value)))
    return visible(str(value))


def _field(value: Any) -> Any:
    match value:
        case datetime():
            return value.isoformat()
        case bool() | dict() | list() | tuple():
            return as_json(value)
    return value
