"""How fresh the read tables are."""

from datetime import datetime
from typing import Any, NamedTuple

from psycopg import Connection
from psycopg.sql import SQL, Identifier

from eventlog.branch import Branch
from projections.catalogue import TABLES
from projections.running.schema import as_projector, read_positions


class TableStatus(NamedTuple):
    """A row of the view `read_status`, as readers see it."""

    table_name: str
    position: int
    head: int
    lag_events: int
    lag_seconds: float
    state: str
    problem: str | None
    applied_at: datetime
    rebuilt_at: datetime


def read_status(connection: Connection[Any], branch: Branch) -> list[TableStatus]:
    """Each table's status, in the order tables are shown. Raises `TablesNotBuilt`."""
    with as_projector(connection):
        read_positions(connection, branch.read_schema)
        rows = connection.execute(
            SQL("SELECT {} FROM {}").format(
                SQL(", ").join(map(Identifier, TableStatus._fields)), Identifier(branch.read_schema, "read_status")
            )
        ).fetchall()
    order = list(TABLES)
    return sorted((TableStatus(*row) for row in rows), key=lambda status: order.index(status.table_name))
