"""The one document that a command with --json prints."""

import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any


def print_envelope(
    data: Any, *, position: int | None = None, as_of: date | None = None, known_at: datetime | None = None
) -> None:
    """Print the answer with the point in the log and the two times that it holds for."""
    print(as_json({"position": position, "as_of": as_of, "known_at": known_at, "data": data}))


def as_json(data: Any) -> str:
    """One line; days and instants in ISO 8601, amounts as text, so that no reader rounds them."""
    return json.dumps(data, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> str:
    match value:
        case date():
            return value.isoformat()
        case Decimal():
            return f"{value:f}"  # never 0E-12
    return str(value)
