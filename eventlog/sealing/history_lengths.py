"""How many events each customer's history has: the second tree, whose root every checkpoint carries."""

from bisect import bisect_left
from collections.abc import Mapping
from functools import cached_property
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import tuple_row
from psycopg.sql import SQL, Identifier

from eventlog.branch import Branch
from eventlog.sealing.scanning import Leaves
from eventlog.sealing.tree import inclusion_proof, root, tree_of
from eventlog.sealing.verify_evidence import hash_leaf, head_manifest


class Heads:
    """By the customer's id, in the order of its bytes, the number of the last event of its history."""

    def __init__(self, last: Mapping[bytes, int]) -> None:
        self._last = dict(last)

    def __len__(self) -> int:
        return len(self._last)

    def advance(self, leaves: Leaves) -> None:
        """Take further events in."""
        self._last.update(leaves.heads)  # in the order of positions, in which the numbers rise
        self.__dict__.pop("_tree", None)

    @property
    def root(self) -> bytes:
        """The root of the tree over all customers."""
        return root(self._tree[1], len(self))

    def events_of(self, customer_id: UUID) -> int:
        """How many events the customer's history has; 0 of one that has none."""
        return self._last.get(customer_id.bytes, 0)

    def proof(self, customer_id: UUID) -> tuple[int, list[bytes]]:
        """The number of the customer's leaf, and what leads from it to the root."""
        ids, tree = self._tree
        index = bisect_left(ids, customer_id.bytes)
        return index, inclusion_proof(tree, index, len(self))

    @cached_property
    def _tree(self) -> Any:
        ids = sorted(self._last)
        return ids, tree_of([hash_leaf(head_manifest(UUID(bytes=one), self._last[one])) for one in ids])


def read_heads(connection: Connection[Any], branch: Branch, up_to: int) -> Heads:
    """The histories as they were at a position."""
    with connection.cursor(binary=True, row_factory=tuple_row) as cursor:
        cursor.execute(
            SQL(
                "SELECT uuid_send(customer_id), max(customer_seq) FROM {}"
                " WHERE customer_id IS NOT NULL AND notification_id <= %s GROUP BY customer_id"
            ).format(Identifier(branch.log_schema, "stored_events")),
            [up_to],
        )
        return Heads(dict(cursor.fetchall()))
