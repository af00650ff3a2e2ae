"""What a home remembers about its server between commands."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

PREPARATION = 3
"""Counts what a cluster is prepared with: raised with the roles and logins, it makes older homes be prepared again."""


@dataclass(frozen=True)
class State:
    """Kept in `server.json`."""

    socket_directory: str = ""
    port: int | None = None  # TCP on loopback; None = socket only
    prepared: int = 0  # the PREPARATION it had; the first was written as `true`


def read_state(path: Path) -> State:
    """What was remembered; nothing in a new home."""
    try:
        return State(**json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return State()


def write_state(path: Path, state: State) -> None:
    """Remember the state, whole or not at all."""
    unfinished = path.with_suffix(".unfinished")
    unfinished.write_text(json.dumps(asdict(state)), encoding="utf-8")
    unfinished.rename(path)
