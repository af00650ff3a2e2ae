"""Fill a schema with the tables as the log makes them from its beginning, in one process or several."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import NamedTuple

from eventlog.branch import Branch
from eventlog.runtime.gc_pause import gc_pause
from eventlog.runtime.processes import divide_work
from eventlog.runtime.progress import Count, Progress, no_progress
from projections.catalogue import STORED
from projections.fold.fold import Folding, Table
from projections.fold.table import ReadTable
from projections.running.follow import next_limit, read_events
from projections.running.merge import merge_parts
from projections.running.schema import create_constraints, create_keys, create_status, create_tables, projector
from projections.running.write_behind import WriteBehind

MOST_EVENTS = 2_000
ROWS_A_BATCH = 20_000
"""What was decoded and folded is then still in the processor's cache when it is written."""


def build(
    conninfo: str, branch: Branch, schema: str, *, up_to: int, jobs: int = 1, progress: Progress | None = None
) -> None:
    """Make `schema` with all tables at position `up_to`: rows first, then keys, constraints, comments and rights.

    With several jobs each folds the events of its own part of the customers, and one of them the tables that cannot
    be folded in parts. Raises `ProjectionStopped`.
    """
    with projector(conninfo) as connection:
        create_tables(connection, schema)
        with (progress or no_progress)("events folded", up_to) as count:  # positions have few gaps
            if jobs == 1:
                fold_share(conninfo, branch, schema, up_to, Share(), count)
            else:
                _fold_shares(conninfo, branch, schema, up_to, jobs, count)
        tables = iter(STORED)
        with ThreadPoolExecutor(2) as pool:  # while this process rests, the server may use two cores
            list(pool.map(lambda _: _finish(conninfo, schema, tables), range(2)))
        create_status(connection, branch, schema, up_to)


class Share(NamedTuple):
    """What one process folds: the k-th of n parts of the customers, or all; tables that need all, others, or both."""

    part: tuple[int, int] | None = None
    whole_log: bool | None = None


def fold_share(conninfo: str, branch: Branch, schema: str, up_to: int, share: Share, count: Count) -> None:
    """Fold the whole log, or one share of the work, into tables that are being built."""
    tables = [table for table in STORED if share.whole_log in (None, table.needs_whole_log)]
    topics = sorted(frozenset[str]().union(*(table.handles for table in tables))) if share.whole_log else None
    with (
        projector(conninfo) as reading,
        projector(conninfo) as writing,
        projector(conninfo) as loading,
        WriteBehind(writing, loading, schema, share=share.part[1] if share.part else 1) as written,
        gc_pause(),
    ):
        folding = Folding([Table(table) for table in tables], written.load)
        after, limit = 0, MOST_EVENTS
        while events := read_events(
            reading, branch, after=after, limit=limit, up_to=up_to, part=share.part, topics=topics
        ):
            made = folding.rows_made
            folding.apply(events)
            written.relieve(folding)
            after = events[-1].position
            limit = next_limit(limit, len(events), folding.rows_made - made, MOST_EVENTS, ROWS_A_BATCH)
            count(0 if topics else len(events))  # those events are counted with their customers
        written.finish(folding)


def _finish(conninfo: str, schema: str, tables: Iterator[ReadTable]) -> None:
    """Give the tables, each taken from those that nobody has finished yet, their keys and constraints."""
    with projector(conninfo) as connection:
        for table in tables:
            with connection.transaction():
                merge_parts(connection, schema, table)
                create_keys(connection, schema, table)
                create_constraints(connection, schema, table)


def _fold_shares(conninfo: str, branch: Branch, schema: str, up_to: int, jobs: int, count: Count) -> None:
    divide_work(
        jobs,
        [*(Share((k, jobs), whole_log=False) for k in range(jobs)), Share(whole_log=True)],
        partial(_fold_counted, conninfo, branch, schema, up_to),
        lambda share: fold_share(conninfo, branch, schema, up_to, share, count),
        count,
    )


def _fold_counted(conninfo: str, branch: Branch, schema: str, up_to: int, share: Share) -> int:
    counts: list[int] = []
    fold_share(conninfo, branch, schema, up_to, share, counts.append)
    return sum(counts)
