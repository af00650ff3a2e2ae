"""Lines of orders and returns as people give them: `SKU:QTY:AMOUNT`, `LINE_NO:QTY`, or a CSV file."""

import re
import sys
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import typer

from domain.kernel.text import PLAIN_NUMBER, escaped
from domain.orders.lines import ReturnLine, check_lines, in_currency
from service.files.list_file import read_rows

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
        text.rsplit(":", 2),
        typer.BadParameter(f"{escaped(text)} is not a line; write SKU:QTY:AMOUNT such as 6901028075831:5:250.00"),
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


def read_lines(path: Path, digits: int) -> list[TypedLine]:
    """The lines of a CSV file with the columns sku, qty and amount, in a currency of `digits` decimals.

    Raises `ListFileIsWrong`.
    """
    advice = f"write {','.join(COLUMNS)}, numbers plain"
    lines: list[TypedLine] = []
    for row in read_rows(path, COLUMNS, sys.stdin.buffer):
        line = _line(row.cells, row.wrong(advice))
        judged: ReturnLine = {"line_no": row.line, "sku": line.sku, "qty": line.qty, "amount": line.amount}
        with row.checked():
            check_lines(row.file, [judged], "qty")
            in_currency([judged], digits)
        lines.append(line)
    return lines


def _line(cells: Sequence[str], wrong: Exception) -> TypedLine:
    if len(cells) != len(COLUMNS) or not _WHOLE.fullmatch(cells[1]) or not PLAIN_NUMBER.fullmatch(cells[2]):
        raise wrong
    return TypedLine(cells[0], int(cells[1]), Decimal(cells[2]))
