"""How long work tells how far it has come, whoever shows it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

Count = Callable[[int], None]
"""Told how much more is done."""

Progress = Callable[[str, int], AbstractContextManager[Count]]
"""Given what is done and about how much of it, opens the display and gives what is told how much more is done."""


@contextmanager
def no_progress(_: str, __: int) -> Iterator[Count]:
    """Where nobody looks on."""
    yield lambda _: None
