"""The log's stored bytes as leaves of the tree, in the order of positions."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any, LiteralString, NamedTuple

from psycopg import Connection
from psycopg.rows import tuple_row
from psycopg.sql import SQL, Identifier

from eventlog.branch import Branch
from eventlog.sealing.verify_evidence import LEAF_TAG, hash_leaf

BATCH = 5_000

# `Sealed.manifest` without the content's hash, put together by the database from the columns as they are stored.
_MANIFEST: LiteralString = (
    "%(tag)s::bytea || int8send(notification_id) || uuid_send(originator_id) || int8send(originator_version)"
    " || CASE WHEN customer_id IS NULL THEN '\\x00'::bytea"
    " ELSE '\\x18'::bytea || uuid_send(customer_id) || int8send(customer_seq) END"
    " || timestamptz_send(recorded_at)"
    " || int2send(octet_length(convert_to(topic, 'UTF8'))::int2) || convert_to(topic, 'UTF8')"
    " || int2send(octet_length(convert_to(recorded_login, 'UTF8'))::int2) || convert_to(recorded_login, 'UTF8')"
)
_CUSTOMER = slice(49, 65)  # of the manifest, where byte 48 says that there is one
_SEQ = slice(65, 73)


class Leaf(NamedTuple):
    """An event as the tree has it. `customer_id` is empty where the event names none."""

    position: int
    hash: bytes
    customer_id: bytes
    customer_seq: int


def read_leaves(
    connection: Connection[Any], branch: Branch, *, after: int = 0, up_to: int | None = None
) -> Iterator[list[Leaf]]:
    """The leaves after a position, at most up to another, in lists of at most `BATCH`; hashes are made here."""
    statement = SQL(
        "SELECT notification_id, {}, state FROM {} WHERE notification_id > %(after)s"
        " AND (%(up_to)s::bigint IS NULL OR notification_id <= %(up_to)s) ORDER BY notification_id LIMIT %(limit)s"
    ).format(SQL(_MANIFEST), Identifier(branch.log_schema, "stored_events"))
    parameters = {"tag": LEAF_TAG, "after": after, "up_to": up_to, "limit": BATCH}
    while True:
        with connection.cursor(binary=True, row_factory=tuple_row) as cursor:
            leaves = [_leaf(*row) for row in cursor.execute(statement, parameters)]
        if not leaves:
            return
        yield leaves
        parameters["after"] = leaves[-1].position


def _leaf(position: int, manifest: bytes, state: bytes) -> Leaf:
    hashed = hash_leaf(manifest + sha256(state).digest())
    if not manifest[48]:
        return Leaf(position, hashed, b"", 0)
    return Leaf(position, hashed, manifest[_CUSTOMER], int.from_bytes(manifest[_SEQ]))
