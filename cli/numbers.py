"""Numbers as people type them."""

import re
from decimal import Decimal

import typer

from domain.text import escaped

_DECIMAL = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,9})?", re.ASCII)


def parse_decimal(text: str) -> Decimal:
    """A plain number such as 85 or 12.5, exact."""
    if not _DECIMAL.fullmatch(text):
        raise typer.BadParameter(f"{escaped(text)} is not a number; write 85 or 12.5")
    return Decimal(text)
