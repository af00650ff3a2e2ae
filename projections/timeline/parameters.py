"""From an event to what its sentence tells, as JSON keeps it."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from domain.kernel.event import Event

Parameters = dict[str, Any]

Telling = tuple[str, Callable[[Any], Parameters]]
"""The sentence's kind, and what the sentence tells."""


def fields(*names: str) -> Callable[[Event], Parameters]:
    """Take these fields over as they are, leaving out what is not known."""

    def take(event: Event) -> Parameters:
        return {n: v if type(v) in _PLAIN else plain(v) for n in names if (v := getattr(event, n)) is not None}

    return take


def plain(value: object) -> object:
    """A value as JSON holds it; amounts and days as text, so that nothing is rounded."""
    if isinstance(value, Decimal):
        return f"{value:f}"  # never 0E-12
    return value if isinstance(value, (str, int)) else str(value)


_PLAIN = {str, int, bool}
