"""Build all tables anew beside the old ones and change them over in one step, so that no reader sees them empty."""

from typing import Any

from psycopg import Connection, errors

from eventlog.branch import Branch
from eventlog.read.reading import head
from eventlog.runtime.progress import Progress
from projections.fold.errors import TablesInUse
from projections.running.build import build
from projections.running.follow import MOST_EVENTS, advance
from projections.running.schema import alone, lock_tables, projector
from projections.running.swap import empty_schema, refuse_dependents, replace_tables

REBUILD = "rebuild"
"""What is done by one command at a time."""

ATTEMPTS = 10
"""How often the change-over is tried, a second each, while open transactions read the old tables."""


def rebuild(conninfo: str, branch: Branch, *, jobs: int = 1, progress: Progress | None = None) -> int:
    """Fold the whole log into new tables and put them in the old ones' place; return the position reached.

    Until the end readers see the old tables. What a rebuild that is killed leaves behind, the next one drops.
    Raises `TablesInUse` where others' views stand on the old tables or their transactions do not end, and
    `ProjectionStopped` at an event that cannot be taken in.
    """
    schema = branch.next_schema
    with projector(conninfo) as connection, alone(connection, branch, REBUILD):
        refuse_dependents(connection, branch.read_schema)
        empty_schema(connection, schema)
        build(conninfo, branch, schema, up_to=head(connection, branch), jobs=jobs, progress=progress)
        new = 1
        while new:
            with connection.transaction():
                new, _, _ = advance(connection, branch, schema, MOST_EVENTS)
        for _ in range(ATTEMPTS):
            try:
                return _change_over(connection, branch, schema)
            except errors.LockNotAvailable:
                continue
    raise TablesInUse(f"open transactions keep reading {branch.read_schema}; end them and rebuild again")


def _change_over(connection: Connection[Any], branch: Branch, schema: str) -> int:
    """With the live projector held off, take in the last events and move the tables."""
    with connection.transaction():
        connection.execute("SET LOCAL lock_timeout = '1s'")
        lock_tables(connection, branch)
        new = 1
        while new:
            new, position, _ = advance(connection, branch, schema, MOST_EVENTS)
        replace_tables(connection, branch.read_schema, schema)
        return position
