"""Read the log: all of it in order, one stream, or one customer's whole history."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, LiteralString, NamedTuple
from uuid import UUID

from psycopg import Connection
from psycopg.rows import tuple_row
from psycopg.sql import SQL, Composable, Identifier

from domain.kernel.event import Recorded
from eventlog.append.codec import decode
from eventlog.branch import Branch
from eventlog.errors import CorruptEvent

BATCH = 20_000
"""Events read at a time."""

_COLUMNS: LiteralString = (
    "SELECT notification_id, originator_id, originator_version, topic, state, recorded_at, recorded_login,"
    " customer_id, customer_seq FROM {} WHERE "
)


def read_log(
    connection: Connection[Any],
    branch: Branch,
    *,
    after: int = 0,
    limit: int,
    up_to: int | None = None,
    topics: Sequence[str] | None = None,
    part: tuple[int, int] | None = None,
) -> list[Recorded]:
    """The next `limit` events after a position, in order, at most up to a position.

    `part` (k, n) takes only the k-th of n parts of the customers; all events of a customer, and all of a stream that
    names none, fall in one part. Raises CorruptEvent naming the position of an event that cannot be read.
    """
    where: list[Composable] = [SQL("notification_id > %(after)s")]
    if up_to is not None:
        where.append(SQL("notification_id <= %(up_to)s"))
    if topics is not None:
        where.append(SQL("topic = ANY(%(topics)s)"))
    number, parts = part or (0, 1)
    if parts > 1:
        # Said by what it is not: the planner thinks that few rows equal a number, and sorts the log for every batch.
        where.append(
            SQL(
                "mod(uuid_hash(coalesce(customer_id, originator_id))::bigint + 2147483648, %(parts)s)"
                " <> ALL(%(other_parts)s)"
            )
        )
    return _read(
        connection,
        branch,
        SQL(" AND ").join(where) + SQL(" ORDER BY notification_id LIMIT %(limit)s"),
        {
            "after": after,
            "up_to": up_to,
            "topics": topics and list(topics),
            "parts": parts,
            "other_parts": [other for other in range(parts) if other != number],
            "limit": limit,
        },
    )


def read_topics(
    connection: Connection[Any], branch: Branch, topics: Sequence[str], *, after: int = 0, up_to: int | None = None
) -> Iterator[Recorded]:
    """Every event of these topics in order, after a position and at most up to one; never many in memory at once."""
    while batch := read_log(connection, branch, after=after, limit=BATCH, up_to=up_to, topics=topics):
        yield from batch
        after = batch[-1].position


def read_stream(
    connection: Connection[Any], branch: Branch, stream_id: UUID, *, up_to: int | None = None
) -> list[Recorded]:
    """All events of one stream, at most up to a position."""
    return _read_by(connection, branch, "originator_id", "originator_version", [stream_id], up_to)


def read_streams(connection: Connection[Any], branch: Branch, stream_ids: Sequence[UUID]) -> list[Recorded]:
    """All events of several streams, in the order of the log."""
    return _read_by(connection, branch, "originator_id", "notification_id", stream_ids, None)


def read_customer(
    connection: Connection[Any], branch: Branch, customer_no: str, *, up_to: int | None = None
) -> list[Recorded]:
    """The customer's whole history, in whatever streams it stands, at most up to a position.

    Raises CorruptEvent where `customer_seq` has a hole, for then something is missing.
    """
    events = _read_by(
        connection, branch, "customer_id", "customer_seq", [branch.stream("customer", customer_no)], up_to
    )
    for number, recorded in enumerate(events, 1):
        if recorded.customer_seq != number:
            raise CorruptEvent(f"the history of customer {customer_no} lacks its event {number}: run the verification")
    return events


class Touched(NamedTuple):
    """A history with events in a period: a customer's, or that of a stream that names no customer."""

    id: UUID
    of_customer: bool
    events: int


def touched_histories(
    connection: Connection[Any],
    branch: Branch,
    since: date,
    until: date,
    *,
    up_to: int,
    customer_no: str | None = None,
) -> list[Touched]:
    """The histories that events of a period belong to, in the order of their first event in it; both ends count.

    Between two instants (`datetime`) it is the period in which events were recorded, between two days the one in
    which they were effective. The latter reads every event, for the log has no index of what is inside them.
    """
    recorded = isinstance(since, datetime)
    where: list[Composable] = [
        SQL("notification_id <= %(up_to)s"),
        SQL("recorded_at BETWEEN %(since)s AND %(until)s")
        if recorded
        else SQL("(convert_from(state, 'UTF8')::jsonb ->> 'effective_on')::date BETWEEN %(since)s AND %(until)s"),
    ]
    if customer_no is not None:
        where.append(SQL("customer_id = %(customer)s"))
    rows = connection.execute(
        SQL(
            "SELECT coalesce(customer_id, originator_id), customer_id IS NOT NULL, count(*) FROM {}"
            " WHERE {} GROUP BY 1, 2 ORDER BY min(notification_id)"
        ).format(_table(branch), SQL(" AND ").join(where)),
        {
            "since": since,
            "until": until,
            "up_to": up_to,
            "customer": customer_no and branch.stream("customer", customer_no),
        },
    )
    return [Touched(*row) for row in rows]


def read_histories(
    connection: Connection[Any], branch: Branch, histories: Sequence[Touched], *, up_to: int
) -> list[list[Recorded]]:
    """The events of each history from its beginning."""
    events: dict[UUID, list[Recorded]] = {history.id: [] for history in histories}
    for key, of_customer in (("customer_id", True), ("originator_id", False)):
        ids = [history.id for history in histories if history.of_customer is of_customer]
        for recorded in _read_by(connection, branch, key, "notification_id", ids, up_to) if ids else ():
            events[(of_customer and recorded.customer_id) or recorded.stream_id].append(recorded)
    return list(events.values())


def head(connection: Connection[Any], branch: Branch) -> int:
    """The last position of the log; 0 where it is empty."""
    row = connection.execute(SQL("SELECT max(notification_id) FROM {}").format(_table(branch))).fetchone()
    return (row and row[0]) or 0


def recorded_at(connection: Connection[Any], branch: Branch, position: int) -> datetime | None:
    """When the last event up to the position was recorded; None where there is none."""
    row = connection.execute(
        SQL("SELECT recorded_at FROM {} WHERE notification_id <= %s ORDER BY notification_id DESC LIMIT 1").format(
            _table(branch)
        ),
        [position],
    ).fetchone()
    return row and row[0]


def position_known_at(connection: Connection[Any], branch: Branch, instant: datetime) -> int:
    """The highest position that was recorded by `instant`; 0 where none was.

    Clocks may jump, so positions are not assumed to follow time: a bisection finds a near answer, and a search over
    what comes after it, cheap through the block range index, the exact one.
    """
    names = {"table": _table(branch)}
    near = connection.execute(SQL(_NEAR).format(**names), {"instant": instant, "head": head(connection, branch)})
    row = near.fetchone()
    low = row[0] if row else 0
    with connection.transaction():
        for method in ("seqscan", "indexscan", "indexonlyscan"):
            connection.execute(SQL("SET LOCAL {} = off").format(Identifier("enable_" + method)))
        connection.execute("SET LOCAL max_parallel_workers_per_gather = 0")  # starting them takes longer than the work
        row = connection.execute(
            # As an expression the position is in no other index than that one.
            SQL(
                "SELECT max(notification_id + 0) FROM {table} WHERE recorded_at <= %s AND notification_id + 0 >= %s"
            ).format(**names),
            [instant, low],
        ).fetchone()
    return (row and row[0]) or 0


def _read_by(
    connection: Connection[Any], branch: Branch, key: str, order: str, ids: Sequence[UUID], up_to: int | None
) -> list[Recorded]:
    where = SQL("{} = ANY(%(ids)s)").format(Identifier(key))
    if up_to is not None:
        where += SQL(" AND notification_id <= %(up_to)s")
    where += SQL(" ORDER BY {}").format(Identifier(order))
    return _read(connection, branch, where, {"ids": list(ids), "up_to": up_to})


def _read(connection: Connection[Any], branch: Branch, where: Composable, parameters: dict[str, Any]) -> list[Recorded]:
    with connection.cursor(binary=True, row_factory=tuple_row) as cursor:
        cursor.execute(SQL(_COLUMNS).format(_table(branch)) + where, parameters)
        rows = cursor.fetchall()
    return [_recorded(branch, *row) for row in rows]


def _recorded(
    branch: Branch,
    position: int,
    stream_id: UUID,
    version: int,
    topic: str,
    state: bytes,
    recorded_at: datetime,
    login: str,
    customer_id: UUID | None,
    customer_seq: int | None,
) -> Recorded:
    try:
        event = decode(topic, state)
    except CorruptEvent as error:
        raise CorruptEvent(f"position {position}: {error}") from None
    about = event.about_customer
    if customer_id != (about and branch.stream("customer", about)):
        raise CorruptEvent(f"position {position}: its customer_id is not that of the customer its content names")
    return Recorded(position, stream_id, version, recorded_at, login, customer_id, customer_seq, event)


def _table(branch: Branch) -> Identifier:
    return Identifier(branch.log_schema, "stored_events")


_NEAR: LiteralString = """
WITH RECURSIVE halves (low, high) AS (
    SELECT 0::bigint, %(head)s::bigint
    UNION ALL
    SELECT CASE WHEN known THEN middle ELSE low END, CASE WHEN known THEN high ELSE middle - 1 END
    FROM halves,
         LATERAL (SELECT (low + high + 1) / 2) AS half (middle),
         LATERAL (SELECT coalesce((SELECT recorded_at <= %(instant)s FROM {table} WHERE notification_id >= middle
                                   ORDER BY notification_id LIMIT 1), false)) AS probe (known)
    WHERE low < high
)
SELECT low FROM halves WHERE low >= high
"""
