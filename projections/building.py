"""Fill a schema with the tables as the log makes them from its beginning, in one process or several."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import AbstractContextManager, contextmanager

from eventlog.branch import Branch
from eventlog.collecting import without_collecting
from eventlog.processes import helpers, interrupts_left_to_parent
from projections.folding import Folding, Table
from projections.live import next_limit, read_events
from projections.schema import create_constraints, create_keys, create_status, create_tables, projector
from projections.table import ReadTable
from projections.tables import TABLES
from projections.write_behind import WriteBehind

Count = Callable[[int], None]
"""Told how many more events were folded."""

Progress = Callable[[str, int], AbstractContextManager[Count]]
"""Given what is done and of about how many events, opens the display of it."""

MOST_EVENTS = 2_000
ROWS_A_BATCH = 20_000
"""What was decoded and folded is then still in the processor's cache when it is written."""


def build(
    conninfo: str, branch: Branch, schema: str, *, up_to: int, jobs: int = 1, progress: Progress | None = None
) -> None:
    """Make `schema` with all tables at position `up_to`: rows first, then keys, constraints, comments and rights.

    With several jobs each folds the events of its own part of the customers. Raises `ProjectionStopped`.
    """
    with projector(conninfo) as connection:
        create_tables(connection, schema)
        with (progress or _silently)("events folded", up_to) as count:  # positions have few gaps
            if jobs == 1:
                fold_part(conninfo, branch, schema, up_to, None, count)
            else:
                _fold_parts(conninfo, branch, schema, up_to, jobs, count)
        with ThreadPoolExecutor(2) as pool:  # while this process rests, the server may use two cores
            list(pool.map(lambda table: _finish(conninfo, schema, table), TABLES.values()))
        create_status(connection, branch, schema, up_to)


def fold_part(
    conninfo: str, branch: Branch, schema: str, up_to: int, part: tuple[int, int] | None, count: Count
) -> None:
    """Fold the whole log, or one part of the customers' events, into tables that are being built."""
    with (
        projector(conninfo) as reading,
        projector(conninfo) as writing,
        projector(conninfo) as loading,
        WriteBehind(writing, loading, schema, share=part[1] if part else 1) as written,
        without_collecting(),
    ):
        folding = Folding([Table(table) for table in TABLES.values()], written.load)
        after, limit = 0, MOST_EVENTS
        while events := read_events(reading, branch, after=after, limit=limit, up_to=up_to, part=part):
            made = folding.rows_made
            folding.apply(events)
            written.relieve(folding)
            after = events[-1].position
            limit = next_limit(limit, len(events), folding.rows_made - made, MOST_EVENTS, ROWS_A_BATCH)
            count(len(events))
        written.finish(folding)


def _finish(conninfo: str, schema: str, table: ReadTable) -> None:
    with projector(conninfo) as connection:
        create_keys(connection, schema, table)
        create_constraints(connection, schema, table)


@contextmanager
def _silently(_: str, __: int) -> Iterator[Count]:
    yield lambda _: None


def _fold_parts(conninfo: str, branch: Branch, schema: str, up_to: int, jobs: int, count: Count) -> None:
    parts = [(k, jobs) for k in range(jobs)]  # no more than that: each part reads the log through once
    with helpers(jobs - 1) as pool:
        with interrupts_left_to_parent():
            work = [(part, pool.submit(_fold_counted, conninfo, branch, schema, up_to, part)) for part in parts]
        # This process is one of them, and works before the others have started: from the end, till they meet.
        for part, elsewhere in reversed(work):
            if elsewhere.cancel():
                fold_part(conninfo, branch, schema, up_to, part, count)
        for done in as_completed(elsewhere for _, elsewhere in work if not elsewhere.cancelled()):
            count(done.result())


def _fold_counted(conninfo: str, branch: Branch, schema: str, up_to: int, part: tuple[int, int]) -> int:
    counts: list[int] = []
    fold_part(conninfo, branch, schema, up_to, part, counts.append)
    return sum(counts)
