"""The log's stored bytes as leaves of the tree, in the order of positions."""

from collections.abc import Iterator
from hashlib import sha256
from struct import pack
from typing import Any, NamedTuple

from psycopg import Connection, Cursor
from psycopg.rows import tuple_row
from psycopg.sql import SQL, Identifier
from psycopg.types.string import ByteaBinaryLoader

from eventlog.branch import Branch
from eventlog.sealing.verify_evidence import LEAF_TAG

BATCH = 5_000
BEFORE_ALL = -(2**63)
"""Less than any position, also one that the log itself never gives."""

_BEFORE_LEAF = b"\0" + LEAF_TAG


class Leaves(NamedTuple):
    """Neighbouring leaves: the positions of their events, 8 bytes each, and their hashes, 32 bytes each.

    `heads`, where asked for, gives for each event of a customer that one's id and the event's number in its history.
    """

    positions: bytes
    hashes: bytes
    heads: list[tuple[bytes, int]]

    def __len__(self) -> int:
        return len(self.positions) // 8

    @property
    def last_position(self) -> int:
        """The position of the last of them."""
        return int.from_bytes(self.positions[-8:])


class _Sized(dict[bytes, bytes]):
    """Texts that come again and again, with their length before them."""

    def __missing__(self, text: bytes) -> bytes:
        sized = self[text] = pack(">H", len(text)) + text
        return sized


def read_leaves(
    connection: Connection[Any],
    branch: Branch,
    *,
    after: int = BEFORE_ALL,
    up_to: int | None = None,
    heads: bool = False,
) -> Iterator[Leaves]:
    """The leaves after a position, at most up to another, at most `BATCH` at a time; the hashes are made here."""
    statement = SQL(
        "SELECT notification_id, originator_id, originator_version, customer_id, customer_seq, recorded_at, topic,"
        " recorded_login, state FROM {} WHERE notification_id > %(after)s"
        " AND (%(up_to)s::bigint IS NULL OR notification_id <= %(up_to)s) ORDER BY notification_id LIMIT %(limit)s"
    ).format(Identifier(branch.log_schema, "stored_events"))
    sized = _Sized()
    while True:
        rows = (
            _raw(connection)
            .execute(statement, {"after": after, "up_to": up_to, "limit": BATCH}, binary=True)
            .fetchall()
        )
        if not rows:
            return
        # `Sealed.manifest`, from the columns as they are on the wire: big-endian as in the manifest.
        hashes = [
            sha256(
                b"".join(
                    (
                        _BEFORE_LEAF,
                        position,
                        stream,
                        version,
                        b"\x18" + customer + number if customer else b"\0",
                        recorded,
                        sized[topic],
                        sized[login],
                        sha256(state).digest(),
                    )
                )
            ).digest()
            for position, stream, version, customer, number, recorded, topic, login, state in rows
        ]
        leaves = Leaves(
            b"".join([row[0] for row in rows]),
            b"".join(hashes),
            [(row[3], int.from_bytes(row[4])) for row in rows if row[3]] if heads else [],
        )
        yield leaves
        if len(rows) < BATCH:
            return
        after = leaves.last_position


def _raw(connection: Connection[Any]) -> Cursor[tuple[Any, ...]]:
    """Gives values as the bytes that the database sends."""
    cursor = connection.cursor(row_factory=tuple_row)
    for kind in ("int8", "uuid", "timestamptz", "text"):
        cursor.adapters.register_loader(kind, ByteaBinaryLoader)
    return cursor
