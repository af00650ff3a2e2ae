"""A whole table as the log makes it up to a position, in memory, and the events it is made from."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from psycopg import Connection

from domain.kernel.event import Recorded
from eventlog.branch import Branch
from eventlog.read.reading import read_log
from eventlog.runtime.progress import Count
from projections.fold.fold import Folding, Table
from projections.fold.table import ReadTable

BATCH = 20_000
"""Events read at a time."""


def fold_log(
    connection: Connection[Any],
    branch: Branch,
    definition: ReadTable,
    position: int,
    as_of: date | None = None,
    count: Count = lambda _: None,
) -> Table:
    """The table as the log makes it up to a position, of what was effective by the end of a day if one is given.

    `count` is told how many positions were passed.
    """
    folding = Folding([Table(definition)])
    for events in batches_for(connection, branch, definition, position, as_of, count):
        folding.apply(events)
    return folding.tables[0]


def batches_for(
    connection: Connection[Any],
    branch: Branch,
    definition: ReadTable,
    position: int,
    as_of: date | None = None,
    count: Count = lambda _: None,
    *,
    after: int = 0,
    part: tuple[int, int] | None = None,
) -> Iterator[list[Recorded]]:
    """The events, within the same bounds, that the table is made from, so many at a time.

    `part` is that of `read_log`.
    """
    topics = sorted(definition.handles)
    while events := read_log(connection, branch, after=after, limit=BATCH, up_to=position, topics=topics, part=part):
        count(events[-1].position - after)
        after = events[-1].position
        yield [e for e in events if as_of is None or e.event.effective_on <= as_of]
    count(position - after)
