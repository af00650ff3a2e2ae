"""The one document that a command with --json prints."""

import json
from datetime import date, datetime
from typing import Any


def print_envelope(
    data: Any, *, position: int | None = None, as_of: date | None = None, known_at: datetime | None = None
) -> None:
    """Print the answer with the point in the log and the two times that it holds for."""
    document = {"position": position, "as_of": as_of, "known_at": known_at, "data": data}
    print(json.dumps(document, ensure_ascii=False, default=str))
