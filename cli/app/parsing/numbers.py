"""Numbers as people type them."""

from decimal import Decimal

import typer

from domain.kernel.text import PLAIN_NUMBER, escaped


def parse_decimal(text: str) -> Decimal:
    """A plain number such as 85 or 12.5, exact."""
    if not PLAIN_NUMBER.fullmatch(text):
        raise typer.BadParameter(f"{escaped(text)} is not a number; write 85 or 12.5")
    return Decimal(text)
