"""What the read tables hold of a set of complaints, to reconcile an import with."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from psycopg import Connection
from psycopg.sql import SQL, Identifier

from eventlog.branch import Branch


class ComplaintTotals(NamedTuple):
    """Counts over complaints and over what was done with them."""

    complaints: int
    acknowledged: int
    """Complaints ever acknowledged."""
    answers: int
    closings: int
    disputed: int
    """Complaints ever disputed."""
    accepted: int


def complaint_totals(connection: Connection[Any], branch: Branch, complaint_nos: Sequence[str]) -> ComplaintTotals:
    """Count these complaints in `complaints` as they stand: each reopening tells of a closing before it."""
    row = connection.execute(
        SQL(
            "SELECT count(*), count(acknowledged_at), coalesce(sum(times_responded), 0),"
            " coalesce(sum(times_reopened), 0) + count(closed_at), count(disputed_at), count(accepted_at)"
            " FROM {} WHERE complaint_no = ANY(%s)"
        ).format(Identifier(branch.read_schema, "complaints")),
        [list(complaint_nos)],
    ).fetchone()
    return ComplaintTotals(*map(int, row or [0] * len(ComplaintTotals._fields)))
