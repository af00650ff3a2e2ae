"""Append thousands of events at once by COPY, under the same lock and the same rules as one."""

from collections.abc import Sequence
from typing import Any

from psycopg import Cursor
from psycopg.rows import DictRow
from psycopg.sql import SQL, Identifier

from eventlog.append.new_event import NewEvent
from eventlog.errors import VersionConflict

_TYPES = ["uuid", "int8", "text", "bytea", "uuid", "int8"]


def copy_events(
    cursor: Cursor[DictRow], table: Identifier, events: Sequence[NewEvent], reads: Sequence[tuple[Any, int]]
) -> list[int]:
    """COPY `events` after checking versions and giving each its `customer_seq`. The caller holds the lock.

    Returns the positions. Raises VersionConflict where a stream or one of `reads` has moved.
    """
    versions = _heads(
        cursor, table, "originator_id", "originator_version", {e.stream_id for e in events} | {s for s, _ in reads}
    )
    if any(versions.get(stream, 0) != version for stream, version in reads):
        raise VersionConflict
    numbers = _heads(cursor, table, "customer_id", "customer_seq", {e.customer_id for e in events if e.customer_id})
    statement = SQL(
        "COPY {} (originator_id, originator_version, topic, state, customer_id, customer_seq)"
        " FROM STDIN (FORMAT binary)"
    ).format(table)
    with cursor.copy(statement) as copy:
        copy.set_types(_TYPES)
        for stream_id, version, customer_id, topic, state in events:
            if versions.get(stream_id, 0) != version - 1:
                raise VersionConflict
            versions[stream_id] = version
            number = None
            if customer_id is not None:
                number = numbers[customer_id] = numbers.get(customer_id, 0) + 1
            copy.write_row((stream_id, version, topic, state, customer_id, number))
    # Positions are drawn one after the other while the lock is held, so the last one tells them all.
    row = cursor.execute(
        "SELECT currval(pg_get_serial_sequence(%s, 'notification_id'))", [table.as_string(cursor)]
    ).fetchone()
    last: int = row["currval"]  # type: ignore[index]
    return list(range(last - len(events) + 1, last + 1))


def _heads(cursor: Cursor[DictRow], table: Identifier, key: str, number: str, ids: set[Any]) -> dict[Any, int]:
    """The highest `number` so far of each id; ids that do not occur are left out."""
    statement = SQL(
        "SELECT id, head FROM unnest(%s::uuid[]) AS id,"
        " LATERAL (SELECT max({number}) AS head FROM {table} WHERE {key} = id) AS last WHERE head IS NOT NULL"
    ).format(table=table, key=Identifier(key), number=Identifier(number))
    return {row["id"]: row["head"] for row in cursor.execute(statement, [list(ids)], binary=True)}
