"""Lines of orders and returns as people give them: `SKU:QTY:AMOUNT`, `LINE_NO:QTY`, or a CSV file."""

import csv
import re
import sys
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import typer

from domain.text import PLAIN_NUMBER, escaped

_WHOLE = re.compile(r"-?[0-9]{1,15}")
COLUMNS = ("sku", "qty", "amount")


class TypedLine(NamedTuple):
    """A line as it was given, its numbers read."""

    sku: str
    qty: int
    amount: Decimal


def parse_line(text: str) -> TypedLine:
    """SKU:QTY:AMOUNT; the SKU itself may hold colons."""
    return _line(
        text.rsplit(":", 2), f"{escaped(text)} is not a line; write SKU:QTY:AMOUNT such as 6901028075831:5:250.00"
    )


def parse_money(text: str) -> Decimal:
    """A plain amount such as 230.00."""
    if not PLAIN_NUMBER.fullmatch(text):
        raise typer.BadParameter(f"{escaped(text)} is not an amount; write it plain, such as 230.00")
    return Decimal(text)


def parse_exceptions(texts: Sequence[str]) -> dict[int, int]:
    """LINE_NO:QTY, each line once."""
    quantities: dict[int, int] = {}
    for text in texts:
        number, _, qty = text.partition(":")
        if not (_WHOLE.fullmatch(number) and _WHOLE.fullmatch(qty)):
            raise typer.BadParameter(f"{escaped(text)} is not a quantity of a line; write LINE_NO:QTY such as 2:5")
        if int(number) in quantities:
            raise typer.BadParameter(f"line {number} is given twice")
        quantities[int(number)] = int(qty)
    return quantities


def read_lines(path: Path) -> list[TypedLine]:
    """The lines of a CSV file with the columns sku, qty and amount."""
    advice = f"write {','.join(COLUMNS)}, numbers plain"
    return [_line(cells, f"line {number}: {advice}") for number, cells in read_cells(path, COLUMNS)]


def read_cells(path: Path, columns: Sequence[str]) -> list[tuple[int, list[str]]]:
    """The rows of a CSV file (UTF-8) with just these columns, each with its line; `-` is what is piped in."""
    try:
        if str(path) == "-":
            return _read(sys.stdin, columns)
        with path.open(encoding="utf-8-sig", newline="") as file:
            return _read(file, columns)
    except OSError as error:
        raise typer.BadParameter(f"{escaped(str(path))}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise typer.BadParameter(f"{escaped(str(path))} is not UTF-8; save it as UTF-8") from None


def _read(file: Iterable[str], columns: Sequence[str]) -> list[tuple[int, list[str]]]:
    rows = csv.reader(file, strict=True)
    try:
        if (header := next(rows, [])) != list(columns):
            raise typer.BadParameter(f"the first line must be {','.join(columns)}, not {escaped(','.join(header))}")
        return [(rows.line_num, row) for row in rows]
    except csv.Error as error:
        raise typer.BadParameter(f"line {rows.line_num}: {error}") from None


def _line(cells: Sequence[str], advice: str) -> TypedLine:
    if len(cells) != len(COLUMNS) or not _WHOLE.fullmatch(cells[1]) or not PLAIN_NUMBER.fullmatch(cells[2]):
        raise typer.BadParameter(advice)
    return TypedLine(cells[0], int(cells[1]), Decimal(cells[2]))
