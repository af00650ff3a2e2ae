"""Keep the tables up to date: take the next events in, a batch at a time, each batch in one transaction."""

from collections.abc import Callable, Sequence
from typing import Any

from psycopg import Connection, errors

from domain.kernel.event import Recorded
from eventlog.branch import Branch
from eventlog.errors import CorruptEvent
from eventlog.read.following import wake_ups
from eventlog.read.reading import read_log
from eventlog.runtime.gc_pause import gc_pause
from projections.catalogue import STORED
from projections.fold.errors import ProjectionStopped
from projections.fold.fold import Folding, Table
from projections.fold.table import Key, ReadTable
from projections.running.schema import as_projector, lock_tables, read_positions, write_position, write_problem
from projections.running.store import load_groups, store, take_changes

Reached = Callable[[int], None]
"""Given the position that has been reached."""

MOST_EVENTS = 5_000
ROWS_A_BATCH = 100_000
"""A batch aims at this many rows, so that long documents do not fill the memory."""


def run_once(connection: Connection[Any], branch: Branch, reached: Reached | None = None) -> int:
    """Take in all events there are; return the position reached. `connection` is in autocommit mode.

    Any number may run at once. Raises `TablesNotBuilt`, and `ProjectionStopped` naming the position of an event that
    cannot be taken in; all before it is taken in then, and `read_status` tells.
    """
    schema = branch.read_schema
    with as_projector(connection), gc_pause():
        limit = MOST_EVENTS
        while True:
            try:
                with connection.transaction():
                    lock_tables(connection, branch)
                    new, position, limit = advance(connection, branch, schema, limit)
            except ProjectionStopped as stopped:
                if limit > 1:  # take in what comes before it
                    limit //= 2
                    continue
                write_problem(connection, schema, str(stopped))
                raise
            if not new:
                return position
            if reached:
                reached(position)


def follow(connection: Connection[Any], branch: Branch) -> None:
    """Take in what is there, then whatever is recorded, until interrupted."""
    for _ in wake_ups(connection, branch):
        run_once(connection, branch)


def advance(connection: Connection[Any], branch: Branch, schema: str, limit: int) -> tuple[int, int, int]:
    """Take in at most `limit` events, in the caller's transaction, which holds the tables' lock.

    Returns how many there were, the position reached, and how many to ask for next.
    """
    # A follower keeps its plans, also those of constraints, while tables that were empty grow: find rows by their keys.
    connection.execute("SET LOCAL enable_seqscan = off")
    positions = read_positions(connection, schema)

    def load(table: ReadTable, groups: dict[Key, Any]) -> None:
        load_groups(connection, schema, table, groups)

    folding = Folding([Table(table, positions[table.name]) for table in STORED], load)
    for table in folding.tables:
        table.elsewhere = True
    start = min(positions.values())
    events = read_events(connection, branch, after=start, limit=limit)
    if not events:
        return 0, start, limit
    folding.apply(events)
    for table in folding.tables:
        try:
            store(connection, schema, take_changes(table))
        except (errors.IntegrityError, errors.DataError) as error:
            raise ProjectionStopped(
                f"{table.definition.name} refuses what positions {events[0].position} to {events[-1].position} make"
                f" of it: {type(error).__name__}"
            ) from None
    write_position(connection, schema, events[-1].position)
    return len(events), events[-1].position, next_limit(limit, len(events), folding.rows_made)


def read_events(
    connection: Connection[Any],
    branch: Branch,
    *,
    after: int,
    limit: int,
    up_to: int | None = None,
    part: tuple[int, int] | None = None,
    topics: Sequence[str] | None = None,
) -> list[Recorded]:
    """The next events of the log; raises `ProjectionStopped` where one of them cannot be read."""
    try:
        return read_log(connection, branch, after=after, limit=limit, up_to=up_to, part=part, topics=topics)
    except CorruptEvent as error:
        raise ProjectionStopped(str(error)) from None


def next_limit(limit: int, events: int, rows: int, most: int = MOST_EVENTS, aim: int = ROWS_A_BATCH) -> int:
    """How many events to read next, so that they make about `aim` rows; it at most doubles or halves."""
    wanted = aim * events // max(rows, 1)
    return max(1, min(most, limit * 2, max(wanted, limit // 2)))
