"""What the read tables hold of a set of promises, to reconcile an import with."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from psycopg import Connection
from psycopg.sql import SQL, Identifier

from eventlog.branch import Branch


class PromiseTotals(NamedTuple):
    """Counts over promises."""

    promises: int
    kept: int
    """In time or late."""
    kept_late: int


def promise_totals(connection: Connection[Any], branch: Branch, promise_nos: Sequence[str]) -> PromiseTotals:
    """Count these promises in `promises` as they stand."""
    row = connection.execute(
        SQL(
            "SELECT count(*), count(*) FILTER (WHERE status IN ('kept', 'kept_late')),"
            " count(*) FILTER (WHERE status = 'kept_late') FROM {} WHERE promise_no = ANY(%s)"
        ).format(Identifier(branch.read_schema, "promises")),
        [list(promise_nos)],
    ).fetchone()
    return PromiseTotals(*(row or (0, 0, 0)))
