"""Hold the stored events against the leaves that were sealed, a part of the log at a time."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any, NamedTuple

from psycopg import Connection
from psycopg.rows import tuple_row
from psycopg.sql import SQL, Identifier

from eventlog.branch import Branch
from eventlog.sealing.scanning import BEFORE_ALL, Leaves, read_leaves
from eventlog.sealing.tree_store import BLOCK, split, unpack_positions

_BLOCKS = 4
"""Blocks compared at a time: about as many events as are read at a time."""

MOST_DIFFERENCES = 1_000
"""Differences of a kind named in one part: the first ones, and the last."""


class Differences(NamedTuple):
    """Positions at which an event is gone, is not as it was sealed, or was put in between; the first of each."""

    missing: list[int]
    changed: list[int]
    added: list[int]


class Part(NamedTuple):
    """What a part of the tree was found to be: the roots of its whole blocks, as its sealed leaves make them."""

    block_roots: dict[int, bytes]
    false_roots: list[int]  # blocks whose kept root is not that of their leaves
    differences: Differences


def compare(connection: Connection[Any], branch: Branch, start: int, end: int, count: Callable[[int], None]) -> Part:
    """Compare leaves `start` to `end` (exclusive), multiples of the block size but for the last, with their events."""
    part = Part({}, [], Differences([], [], []))
    after = _last_position(connection, branch, start)
    while start < end:
        until = min(end, start + _BLOCKS * BLOCK)
        positions, hashes = _sealed(connection, branch, start, until, part)
        up_to = int.from_bytes(positions[-8:])
        found = list(read_leaves(connection, branch, after=after, up_to=up_to))
        if b"".join(one.positions for one in found) != positions or b"".join(one.hashes for one in found) != hashes:
            _name(part.differences, positions, hashes, found)
        count(until - start)
        start, after = until, up_to
    return part


def _sealed(connection: Connection[Any], branch: Branch, start: int, end: int, part: Part) -> tuple[bytes, bytes]:
    """Positions and hashes of the leaves; the roots of their whole blocks are made and compared with those kept."""
    with connection.cursor(binary=True, row_factory=tuple_row) as cursor:
        runs = cursor.execute(
            SQL(
                "SELECT first_index + leaves, positions, hashes, block_root FROM {}"
                " WHERE first_index >= %s AND first_index < %s ORDER BY first_index"
            ).format(Identifier(branch.log_schema, "seal_runs")),
            [start, end],
        ).fetchall()
    hashes = b"".join(run[2] for run in runs)
    kept = {ends - BLOCK: block_root for ends, _, _, block_root in runs if block_root}
    for block in range(start, end - BLOCK + 1, BLOCK):
        made = _root(split(hashes[32 * (block - start) : 32 * (block - start + BLOCK)]))
        part.block_roots[block] = made
        if kept.get(block) != made:
            part.false_roots.append(block)
    return b"".join(run[1] for run in runs), hashes


def _root(level: list[bytes]) -> bytes:
    """The root of as many leaves as a power of two; `tree.root`, three times faster."""
    while len(level) > 1:
        level = [sha256(b"\1" + left + right).digest() for left, right in zip(level[::2], level[1::2], strict=True)]
    return level[0]


def _name(differences: Differences, positions: bytes, hashes: bytes, found: list[Leaves]) -> None:
    sealed = dict(zip(unpack_positions(positions), split(hashes), strict=True))
    stored = {
        position: leaf
        for leaves in found
        for position, leaf in zip(unpack_positions(leaves.positions), split(leaves.hashes), strict=True)
    }
    _add(differences.missing, [position for position in sealed if position not in stored])
    _add(differences.changed, [position for position, leaf in sealed.items() if stored.get(position, leaf) != leaf])
    _add(differences.added, [position for position in stored if position not in sealed])


def _add(named: list[int], further: list[int]) -> None:
    named += further
    if len(named) > MOST_DIFFERENCES:
        named[MOST_DIFFERENCES - 1 :] = named[-1:]


def _last_position(connection: Connection[Any], branch: Branch, size: int) -> int:
    """The position of the last of the first `size` leaves, where a run ends there; else before all."""
    row = connection.execute(
        SQL("SELECT max(last_position) FROM {} WHERE first_index < %s").format(
            Identifier(branch.log_schema, "seal_runs")
        ),
        [size],
    ).fetchone()
    return row[0] if row and row[0] is not None else BEFORE_ALL
