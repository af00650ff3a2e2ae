"""The Merkle tree: its roots, and proofs that hold for what they prove and for nothing else."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree  # type: ignore[import-untyped]  # it ships no types

from eventlog.sealing.tree import GrowingRoot, LeafTree, consistency_proof, inclusion_proof, root, tree_of
from eventlog.sealing.verify_evidence import NotProven, check_consistency, check_inclusion, hash_leaf

# The leaves that the implementations of Certificate Transparency test with, and their roots (RFC 6962).
INPUTS = ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
ROOTS = (
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
MOST = 70
LEAVES = [hash_leaf(b"leaf %d" % number) for number in range(MOST)]
TREE = tree_of(LEAVES)
SIZES = st.integers(1, MOST)
HASHES = st.binary(min_size=32, max_size=32)


def test_the_roots_are_those_of_the_standard() -> None:
    tree = tree_of([hash_leaf(bytes.fromhex(one)) for one in INPUTS])
    assert [root(tree, size).hex() for size in range(9)] == list(ROOTS)
    assert [
        GrowingRoot(hash_leaf(bytes.fromhex(one)) for one in INPUTS[:size]).root.hex() for size in range(9)
    ] == list(ROOTS)


def test_the_roots_are_those_of_another_implementation() -> None:
    other, growing, leaves = InmemoryTree(algorithm="sha256"), GrowingRoot(), []
    for size in range(1, 301):
        entry = b"entry %d" % size
        other.append_entry(entry)
        leaves.append(hash_leaf(entry))
        growing.add(leaves[-1])
        expected = other.get_root()
        assert (root(tree_of(leaves), size), growing.root, growing.size) == (expected, expected, size)


def test_a_perfect_subtree_may_be_added_as_one() -> None:
    halves = GrowingRoot([root(tree_of(LEAVES[:32]), 32), root(tree_of(LEAVES[32:64]), 32)])
    assert halves.root == root(TREE, 64)


def test_a_range_that_is_known_needs_no_leaves() -> None:
    def absent(index: int) -> bytes:
        raise AssertionError(f"leaf {index} was read")

    left = root(TREE, 64)
    tree = LeafTree(lambda i: LEAVES[i] if i >= 64 else absent(i), lambda a, b: left if (a, b) == (0, 64) else None)
    assert root(tree, 70) == root(TREE, 70)


def test_every_leaf_is_proven_in_trees_of_every_size() -> None:
    for size in range(1, MOST + 1):
        for index in range(size):
            check_inclusion(LEAVES[index], index, size, inclusion_proof(TREE, index, size), root(TREE, size))


def test_every_tree_is_proven_to_continue_every_smaller_one() -> None:
    for size in range(1, MOST + 1):
        for old in range(1, size + 1):
            check_consistency(old, size, consistency_proof(TREE, old, size), root(TREE, old), root(TREE, size))


def flipped(value: bytes, bit: int) -> bytes:
    return (int.from_bytes(value) ^ 1 << bit).to_bytes(len(value))


@st.composite
def spoiled(draw: st.DrawFn, proof: list[bytes]) -> list[bytes]:
    """The proof with one hash changed, dropped, added, of another length, or two swapped."""
    where = draw(st.integers(0, len(proof) - 1)) if proof else 0
    ways = [[*proof[:where], draw(HASHES), *proof[where:]], [*proof, b""], [b"", *proof]]
    if proof:
        ways += [
            [*proof[:where], flipped(proof[where], draw(st.integers(0, 255))), *proof[where + 1 :]],
            [*proof[:where], *proof[where + 1 :]],
            [*proof[:where], proof[where][:-1], *proof[where + 1 :]],
            [*proof[:where], proof[where], *proof[where:]],
        ]
    if len(proof) > 1:
        ways.append([*proof[1:], proof[0]])
    return draw(st.sampled_from(ways))


@given(st.data(), SIZES)
def test_a_spoiled_proof_of_a_leaf_is_refused(data: st.DataObject, size: int) -> None:
    index = data.draw(st.integers(0, size - 1))
    proof, head = inclusion_proof(TREE, index, size), root(TREE, size)
    bit, other = data.draw(st.integers(0, 255)), data.draw(st.integers(-1, size).filter(lambda i: i != index))
    wrong = [
        (LEAVES[index], index, size, data.draw(spoiled(proof)), head),
        (flipped(LEAVES[index], bit), index, size, proof, head),
        (LEAVES[index], index, size, proof, flipped(head, bit)),
        (LEAVES[index], other, size, proof, head),
        (b"", index, size, proof, b""),
    ]
    for arguments in wrong:
        with pytest.raises(NotProven):
            check_inclusion(*arguments)


@given(st.data(), SIZES)
def test_a_spoiled_proof_that_a_tree_continues_another_is_refused(data: st.DataObject, size: int) -> None:
    old = data.draw(st.integers(1, size))
    proof, before, head = consistency_proof(TREE, old, size), root(TREE, old), root(TREE, size)
    bit = data.draw(st.integers(0, 255))
    wrong = [
        (old, size, data.draw(spoiled(proof)), before, head),
        (old, size, proof, flipped(before, bit), head),
        (old, size, proof, before, flipped(head, bit)),
        (0, size, proof, sha256().digest(), head),
        (size + 1, size, proof, before, head),
    ]
    for arguments in wrong:
        with pytest.raises(NotProven):
            check_consistency(*arguments)
