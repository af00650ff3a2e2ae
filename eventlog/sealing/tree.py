"""The Merkle tree from the prover's side: roots, and proofs for those who check them (RFC 6962)."""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from eventlog.sealing.verify_evidence import EMPTY_ROOT, hash_node


class Tree(Protocol):
    """`subtree(a, b)`: the hash over the leaves a to b (exclusive), for the ranges that RFC 6962 splits a tree into."""

    def subtree(self, start: int, end: int) -> bytes: ...


class LeafTree:
    """A tree whose leaf hashes are at hand. `known` gives the hash of some ranges without their leaves."""

    def __init__(self, leaf: Callable[[int], bytes], known: Callable[[int, int], bytes | None] | None = None) -> None:
        self._leaf = leaf
        self._known = known
        self._hashes: dict[tuple[int, int], bytes] = {}

    def subtree(self, start: int, end: int) -> bytes:
        if end - start == 1:
            return self._leaf(start)
        found = self._hashes.get((start, end)) or (self._known and self._known(start, end))
        if not found:
            middle = start + _split(end - start)
            found = hash_node(self.subtree(start, middle), self.subtree(middle, end))
            self._hashes[start, end] = found
        return found


def tree_of(leaves: Sequence[bytes]) -> LeafTree:
    """The tree over these leaf hashes."""
    return LeafTree(leaves.__getitem__)


def root(tree: Tree, size: int) -> bytes:
    """The hash of the tree's first `size` leaves."""
    return tree.subtree(0, size) if size else EMPTY_ROOT


def inclusion_proof(tree: Tree, index: int, size: int) -> list[bytes]:
    """What leads from leaf `index` to the root of `size` leaves (RFC 6962, 2.1.1)."""
    path: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(tree.subtree(middle, end))
            end = middle
        else:
            path.append(tree.subtree(start, middle))
            start = middle
    return path[::-1]


def consistency_proof(tree: Tree, old_size: int, size: int) -> list[bytes]:
    """What shows that the first `size` leaves continue the first `old_size`, which are at least 1 (RFC 6962, 2.1.2)."""
    path: list[bytes] = []
    start, end, whole = 0, size, True
    while old_size < end:
        middle = start + _split(end - start)
        if old_size <= middle:
            path.append(tree.subtree(middle, end))
            end = middle
        else:
            path.append(tree.subtree(start, middle))
            start, whole = middle, False
    if not whole:
        path.append(tree.subtree(start, end))
    return path[::-1]


class GrowingRoot:
    """The root of leaves that come one by one, of which only the last of each level are kept."""

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        self.size = 0
        self._right: list[bytes] = []  # perfect subtrees, the largest first
        for leaf in leaves:
            self.add(leaf)

    def add(self, leaf: bytes) -> None:
        """Append a leaf, or a perfect subtree as large as all that were added before."""
        hashes, size = self._right, self.size
        while size & 1:
            leaf = hash_node(hashes.pop(), leaf)
            size >>= 1
        hashes.append(leaf)
        self.size += 1

    @property
    def root(self) -> bytes:
        """The hash of what was added so far."""
        hashes = self._right
        if not hashes:
            return EMPTY_ROOT
        reached = hashes[-1]
        for left in reversed(hashes[:-1]):
            reached = hash_node(left, reached)
        return reached


def _split(leaves: int) -> int:
    """The largest power of two below `leaves`."""
    return 1 << (leaves - 1).bit_length() - 1
