"""The tree as the database keeps it: runs of leaves, roots of whole blocks, recorded checkpoints."""

from collections.abc import Sequence
from functools import cached_property, lru_cache
from struct import unpack
from typing import Any

from psycopg import Connection
from psycopg.rows import tuple_row
from psycopg.sql import SQL, Identifier

from eventlog.branch import Branch
from eventlog.sealing.scanning import Leaves
from eventlog.sealing.tree import LeafTree, root, tree_of
from eventlog.sealing.verify_evidence import NotProven

BLOCK = 1024
"""Leaves of a block: no run goes beyond one, and the root of a whole one is kept."""


class SealedTree(LeafTree):
    """The first `size` leaves, as they were sealed. Nothing here looks at the events themselves."""

    def __init__(self, connection: Connection[Any], branch: Branch) -> None:
        super().__init__(self._leaf_hash, self._block_root)
        self._connection = connection
        self._runs = Identifier(branch.log_schema, "seal_runs")
        self._checkpoints = Identifier(branch.log_schema, "checkpoints")
        last = self._one(SQL("SELECT first_index + leaves, last_position FROM {} ORDER BY first_index DESC LIMIT 1"))
        self.size: int = last[0] if last else 0
        self.last_position: int = last[1] if last else 0
        self._block = lru_cache(maxsize=64)(self._read_block)

    def index_of(self, position: int) -> int | None:
        """The number of the leaf of the event at this position; None if it is not sealed."""
        found = self._one(
            SQL("SELECT first_index, positions FROM {} WHERE last_position >= %s ORDER BY last_position LIMIT 1"),
            [position],
        )
        if not found:
            return None
        first, positions = found[0], unpack_positions(found[1])
        return first + positions.index(position) if position in positions else None

    def require_index(self, position: int) -> int:
        """The number of the leaf of an event at a position that is sealed. Raises NotProven where there is none."""
        index = self.index_of(position)
        if index is None:
            raise NotProven(f"position {position}: the log had no event there when it was sealed")
        return index

    def cut_at_gap(self) -> int | None:
        """Where runs were taken out, keep to those before; returns the last position that the tree went up to."""
        last = self.last_position
        (gap,) = self._one(
            SQL(
                "SELECT min(least(first_index, due)) FROM (SELECT first_index,"
                " coalesce(lag(first_index + leaves) OVER (ORDER BY first_index), 0) AS due FROM {}) AS runs"
                " WHERE first_index <> due"
            )
        )
        if gap is None:
            return None
        self.size = gap
        self.last_position = self.position_at(gap)
        return last

    def leaves(self, start: int, end: int) -> list[tuple[int, bytes]]:
        """Position and hash of leaves `start` to `end` (exclusive)."""
        blocks = range(start // BLOCK, -(-end // BLOCK))
        return [pair for block in blocks for pair in self._block(block)][start % BLOCK :][: end - start]

    def position_at(self, size: int) -> int:
        """The position of the last of the first `size` leaves; 0 of none."""
        return self.leaves(size - 1, size)[0][0] if size else 0

    def checkpoint(self) -> str | None:
        """The last checkpoint that was recorded, as the signed note it is."""
        found = self._one(SQL("SELECT note FROM {} ORDER BY size DESC LIMIT 1"), table=self._checkpoints)
        return found[0] if found else None

    def record_checkpoint(self, size: int, note: str) -> None:
        """Record a checkpoint that was published; one that is recorded already stays."""
        self._connection.execute(
            SQL("INSERT INTO {} (size, note) VALUES (%s, %s) ON CONFLICT DO NOTHING").format(self._checkpoints),
            [size, note],
        )

    def append(self, leaves: Leaves) -> None:
        """Store further leaves, whole blocks with their roots; all or none."""
        with self._connection.transaction():
            done = 0
            while done < len(leaves):
                block, within = divmod(self.size, BLOCK)
                count = min(BLOCK - within, len(leaves) - done)
                positions = leaves.positions[8 * done : 8 * (done + count)]
                hashes = leaves.hashes[32 * done : 32 * (done + count)]
                whole = within + count == BLOCK
                before = [one for _, one in self._block(block)] if whole and within else []
                block_root = root(tree_of(before + split(hashes)), BLOCK) if whole else None
                last_position = int.from_bytes(positions[-8:])
                self._connection.execute(
                    SQL(
                        "INSERT INTO {} (first_index, leaves, last_position, positions, hashes, block_root)"
                        " VALUES (%s, %s, %s, %s, %s, %s)"
                    ).format(self._runs),
                    [self.size, count, last_position, positions, hashes, block_root],
                )
                self._block.cache_clear()
                if block_root:
                    self._block_roots[block * BLOCK] = block_root
                self.size += count
                self.last_position = last_position
                done += count

    @cached_property
    def _block_roots(self) -> dict[int, bytes]:
        with self._connection.cursor(binary=True, row_factory=tuple_row) as cursor:
            cursor.execute(
                SQL("SELECT first_index + leaves, block_root FROM {} WHERE block_root IS NOT NULL").format(self._runs)
            )
            return {end - BLOCK: block_root for end, block_root in cursor}

    def _block_root(self, start: int, end: int) -> bytes | None:
        return self._block_roots.get(start) if end - start == BLOCK else None

    def _leaf_hash(self, index: int) -> bytes:
        block, within = self._block(index // BLOCK), index % BLOCK
        if within >= len(block):
            raise NotProven("hashes that were kept beside the events are gone")
        return block[within][1]

    def _read_block(self, block: int) -> list[tuple[int, bytes]]:
        with self._connection.cursor(binary=True, row_factory=tuple_row) as cursor:
            cursor.execute(
                SQL(
                    "SELECT positions, hashes FROM {} WHERE first_index >= %s AND first_index < %s ORDER BY first_index"
                ).format(self._runs),
                [block * BLOCK, (block + 1) * BLOCK],
            )
            return [
                pair
                for positions, hashes in cursor
                for pair in zip(unpack_positions(positions), split(hashes), strict=True)
            ]

    def _one(self, statement: SQL, parameters: Sequence[Any] = (), table: Identifier | None = None) -> Any:
        with self._connection.cursor(binary=True, row_factory=tuple_row) as cursor:
            return cursor.execute(statement.format(table or self._runs), parameters).fetchone()


def split(hashes: bytes) -> list[bytes]:
    """Hashes as a run keeps them."""
    return [hashes[i : i + 32] for i in range(0, len(hashes), 32)]


def unpack_positions(packed: bytes) -> tuple[int, ...]:
    """Positions as a run keeps them."""
    return unpack(f">{len(packed) // 8}q", packed)
