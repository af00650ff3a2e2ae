"""Proofs for use without the database: that an event is in the log, that one checkpoint continues another."""

from base64 import b64encode
from typing import Any, NamedTuple

from psycopg import Connection
from psycopg.rows import namedtuple_row
from psycopg.sql import SQL, Identifier

from eventlog.branch import Branch
from eventlog.sealing.tree import consistency_proof, inclusion_proof, root
from eventlog.sealing.tree_store import SealedTree
from eventlog.sealing.verify_evidence import (
    Checkpoint,
    NotProven,
    Sealed,
    check_consistency,
    check_inclusion,
    hash_leaf,
    read_checkpoint,
)


class NotSealed(Exception):
    """There is no seal over the event yet."""


class Proof(NamedTuple):
    """An event's leaf, and what leads from it to the head of a checkpoint."""

    sealed: Sealed
    number: int
    hashes: list[bytes]
    note: str

    def text(self) -> str:
        """As c2sp.org/tlog-proof has it; the extra data are the leaf's manifest."""
        hashes = "".join(f"{b64encode(one).decode()}\n" for one in self.hashes)
        extra = b64encode(self.sealed.manifest()).decode()
        return f"c2sp.org/tlog-proof@v1\nextra {extra}\nindex {self.number}\n{hashes}\n{self.note}"


def prove_event(connection: Connection[Any], branch: Branch, position: int) -> Proof:
    """Prove the event at a position under the last checkpoint.

    Raises NotSealed, and NotProven where the stored event is not as it was sealed.
    """
    tree = SealedTree(connection, branch)
    note = tree.checkpoint()
    if note is None or position > (head := read_checkpoint(note)).position:
        raise NotSealed
    index = tree.require_index(position)
    sealed = read_sealed(connection, branch, position)
    hashes = inclusion_proof(tree, index, head.size)
    check_inclusion(hash_leaf(sealed.manifest()), index, head.size, hashes, head.root)
    return Proof(sealed, index, hashes, note)


def prove_consistency(connection: Connection[Any], branch: Branch, old: Checkpoint, new: Checkpoint) -> list[bytes]:
    """Prove that the later checkpoint only adds to the earlier one. Raises NotProven where it does not."""
    tree = SealedTree(connection, branch)
    if old.origin != new.origin:
        raise NotProven(f"the checkpoints are of two logs, {old.origin} and {new.origin}")
    for one in (old, new):
        if one.size > tree.size or root(tree, one.size) != one.root:
            raise NotProven(f"the checkpoint of {one.size} events is not one of this log as it is sealed now")
    hashes = consistency_proof(tree, old.size, new.size)
    check_consistency(old.size, new.size, hashes, old.root, new.root)
    return hashes


def find_position(connection: Connection[Any], branch: Branch, event_id: str) -> int | None:
    """The position of the event with this id; the whole log is searched."""
    row = connection.execute(
        SQL("SELECT notification_id FROM {} WHERE position(%s IN state) > 0 ORDER BY notification_id").format(
            Identifier(branch.log_schema, "stored_events")
        ),
        [b'"event_id":"%s"' % event_id.encode()],
    ).fetchone()
    return row[0] if row else None


def is_stored(connection: Connection[Any], branch: Branch, position: int) -> bool:
    """Whether there is an event at this position, or there was when the log was sealed."""
    statement = SQL("SELECT 1 FROM {} WHERE notification_id = %s").format(
        Identifier(branch.log_schema, "stored_events")
    )
    if connection.execute(statement, [position]).fetchone():
        return True
    return SealedTree(connection, branch).index_of(position) is not None


def read_sealed(connection: Connection[Any], branch: Branch, position: int) -> Sealed:
    """What the leaf of the stored event at a position is made of. Raises NotProven where there is none."""
    with connection.cursor(row_factory=namedtuple_row) as cursor:
        row: Any = cursor.execute(
            SQL(
                "SELECT notification_id AS position, originator_id AS stream_id, originator_version AS version,"
                " customer_id, customer_seq, recorded_at, topic, recorded_login, sha256(state) AS content"
                " FROM {} WHERE notification_id = %s"
            ).format(Identifier(branch.log_schema, "stored_events")),
            [position],
        ).fetchone()
    if row is None:
        raise NotProven(f"the event at position {position} is gone")
    return Sealed(*row)
