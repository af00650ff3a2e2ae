"""Bring a branch's read tables up to the log."""

from eventlog.read.reading import head
from eventlog.runtime.progress import Progress, no_progress
from projections.fold.errors import TablesInUse, TablesNotBuilt, WorkIsRunning
from projections.running.follow import run_once
from projections.running.rebuild import REBUILD, rebuild
from projections.running.schema import await_end, read_positions
from service.session import Session

WORTH_REBUILDING = 10_000
"""Positions behind at which building anew is faster, if that is also more than half of the log."""


def catch_up(session: Session, *, jobs: int = 1) -> int:
    """Take in what the log has and the tables have not, by the faster of two ways; returns the position reached."""
    connection, branch = session.connection, session.branch
    try:
        behind = head(connection, branch) - min(read_positions(connection, branch.read_schema).values())
        if behind < WORTH_REBUILDING or behind < head(connection, branch) / 2:
            return run_once(connection, branch)
    except TablesNotBuilt:
        try:
            return rebuild(session.database.operator, branch, jobs=jobs)
        except WorkIsRunning:  # another command builds them at this moment
            await_end(connection, branch, REBUILD)
            return run_once(connection, branch)
    try:
        return rebuild(session.database.operator, branch, jobs=jobs)
    except TablesInUse:  # readers hold the old tables: slower then, but they are not kept waiting
        return run_once(connection, branch)


def take_in(session: Session, progress: Progress) -> None:
    """Show in the tables, which are built, what a command recorded of many: who asks next finds it there."""
    connection, branch = session.connection, session.branch
    reached = min(read_positions(connection, branch.read_schema).values())
    new = head(connection, branch) - reached
    with (progress if new else no_progress)("events taken into the read tables", new) as count:

        def tell(position: int) -> None:
            nonlocal reached
            count(position - reached)
            reached = position

        run_once(connection, branch, tell)
