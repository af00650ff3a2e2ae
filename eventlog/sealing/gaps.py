"""What can be checked of events without any seal: that streams and histories count from 1 without holes."""

from typing import Any

from psycopg import Connection
from psycopg.sql import SQL, Identifier

from eventlog.branch import Branch


def first_hole(connection: Connection[Any], branch: Branch, after: int) -> int | None:
    """The first position after `after` whose number in its stream or its customer's history is not the next one."""
    holes = [_first_hole(connection, branch, after, *columns) for columns in _COUNTED]
    return min((hole for hole in holes if hole is not None), default=None)


_COUNTED = (("originator_id", "originator_version"), ("customer_id", "customer_seq"))


def _first_hole(connection: Connection[Any], branch: Branch, after: int, whose: str, number: str) -> int | None:
    names = {
        "log": Identifier(branch.log_schema, "stored_events"),
        "whose": Identifier(whose),
        "number": Identifier(number),
    }
    row = connection.execute(
        SQL(
            "SELECT min(position) FROM (SELECT notification_id AS position, {number} AS told,"
            " row_number() OVER (PARTITION BY {whose} ORDER BY notification_id) AS due FROM {log}"
            " WHERE {whose} IN (SELECT {whose} FROM {log} WHERE notification_id > %s)) AS counted WHERE told <> due"
        ).format(**names),
        [after],
    ).fetchone()
    return row[0] if row else None
