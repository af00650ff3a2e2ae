"""Wait for what is recorded next, without asking all the time and without missing any."""

from collections.abc import Iterator
from typing import Any

from psycopg import Connection
from psycopg.sql import SQL, Identifier

from domain.kernel.event import Recorded
from eventlog.branch import Branch
from eventlog.read.reading import read_log

LONGEST_WAIT = 5.0
"""Seconds after which a follower looks even if nobody called."""


def wake_ups(connection: Connection[Any], branch: Branch, *, longest: float = LONGEST_WAIT) -> Iterator[None]:
    """Yield once at the start, then whenever something was appended, and at least every `longest` seconds.

    `connection` must be in autocommit mode. A call that comes while the caller works is not lost.
    """
    connection.execute(SQL("LISTEN {}").format(Identifier(branch.channel)))
    while True:
        yield
        for _ in connection.notifies(timeout=longest, stop_after=1):
            pass


def follow(connection: Connection[Any], branch: Branch, *, after: int = 0, batch: int = 1000) -> Iterator[Recorded]:
    """Every event after a position, in order, each once, for ever.

    Nothing can appear behind what was read: positions are drawn under the lock that orders the appends.
    """
    for _ in wake_ups(connection, branch):
        while events := read_log(connection, branch, after=after, limit=batch):
            yield from events
            after = events[-1].position
