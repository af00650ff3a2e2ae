"""A whole table as the log makes it up to a position, in memory."""

from datetime import date
from typing import Any

from psycopg import Connection

from eventlog.branch import Branch
from eventlog.reading import read_log
from projections.folding import Folding, Table
from projections.table import ReadTable

BATCH = 20_000
"""Events read at a time."""


def fold_log(
    connection: Connection[Any], branch: Branch, definition: ReadTable, position: int, as_of: date | None = None
) -> Table:
    """The table as the log makes it up to a position, of what was effective by the end of a day if one is given."""
    folding = Folding([Table(definition)])
    after, topics = 0, sorted(definition.handles)
    while events := read_log(connection, branch, after=after, limit=BATCH, up_to=position, topics=topics):
        after = events[-1].position
        folding.apply([e for e in events if as_of is None or e.event.effective_on <= as_of])
    return folding.tables[0]
