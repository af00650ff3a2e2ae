"""Verify the whole log: every stored event against its seal, the seals against the checkpoints that were kept."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import chain, pairwise
from typing import Any, NamedTuple

from psycopg import Connection
from psycopg.sql import SQL, Identifier

from eventlog.branch import Branch
from eventlog.database import connect
from eventlog.roles import AUDITOR
from eventlog.runtime.gc_pause import gc_pause
from eventlog.runtime.processes import helpers, interrupts_left_to_parent
from eventlog.runtime.progress import Count, Progress, no_progress
from eventlog.sealing.comparing import Differences, Part, compare
from eventlog.sealing.findings import Finding, Tampering, finding_of
from eventlog.sealing.gaps import first_hole
from eventlog.sealing.history_lengths import read_heads
from eventlog.sealing.scanning import read_leaves
from eventlog.sealing.tree import GrowingRoot, LeafTree, root
from eventlog.sealing.tree_store import BLOCK, SealedTree, split
from eventlog.sealing.verify_evidence import Checkpoint

MANY = 400_000
"""Events from which a second process pays."""


class Verified(NamedTuple):
    """How many events are sealed, up to which position; how many came later; with how many checkpoints compared."""

    sealed: int
    position: int
    unsealed: int
    checkpoints: int
    findings: list[Finding]


def verify(
    connection: Connection[Any],
    branch: Branch,
    kept: Mapping[str, Checkpoint],
    *,
    conninfo: str | None = None,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Verified:
    """Compare all events with their seals, and the seals with `kept` checkpoints, named as the reader knows them.

    With a `conninfo` and several jobs, processes share the work. The log may grow meanwhile.
    """
    tree = SealedTree(connection, branch)
    kept_up_to = tree.cut_at_gap()
    with (progress or no_progress)("events verified", tree.size) as count:
        part = _compare_all(connection, branch, tree, conninfo, jobs, count)
    found = finding_of(part.differences, tree.last_position)
    findings = [] if found is None else [found]
    findings += _check_checkpoints(connection, branch, tree, part, kept)
    if part.false_roots and not findings:
        first = tree.leaves(part.false_roots[0], part.false_roots[0] + 1)[0][0]
        findings.append(Finding("a kept hash over events is false", None, first - 1, None, (Tampering.SEALS,)))
    if kept_up_to is not None:
        what = "hashes that were kept beside the events are gone"
        findings.append(Finding(what, None, tree.last_position, kept_up_to, (Tampering.SEALS,)))
    hole = first_hole(connection, branch, tree.last_position)
    if hole is not None:
        what = f"the event at position {hole}, not sealed yet, does not continue its stream or its customer's history"
        findings.append(Finding(what, hole, None, None, (Tampering.DELETE, Tampering.INSERT)))
    return Verified(tree.size, tree.last_position, _unsealed(connection, branch, tree), len(kept), findings)


def _check_checkpoints(
    connection: Connection[Any], branch: Branch, tree: SealedTree, part: Part, kept: Mapping[str, Checkpoint]
) -> Iterator[Finding]:
    """Hold the tree of the sealed leaves, and where that fails the tree of the events, against each checkpoint."""
    sealed = LeafTree(
        lambda index: tree.subtree(index, index + 1),
        lambda start, end: part.block_roots.get(start) if end - start == BLOCK else None,
    )
    by_size = sorted(kept.items(), key=lambda item: item[1].size)
    false = {name for name, one in by_size if one.size > tree.size or root(sealed, one.size) != one.root}
    stored, events = _stored_roots(connection, branch, {kept[name].size for name in false}) if false else ({}, 0)
    good = 0
    for name, one in by_size:
        if name not in false and one.position != tree.position_at(one.size):
            what = f"{name} tells another last position than the log: it is not what was signed"
            yield Finding(what, None, good, one.position, (Tampering.NOT_SIGNED,))
        elif name not in false:
            good = one.position
        elif one.size > events:
            what = f"the log is shorter than {name}: {events} events, where {one.size} were signed"
            yield Finding(what, None, good, one.position, (Tampering.TRUNCATE, Tampering.RESTORE))
        elif stored[one.size] == one.root:
            what = f"the events are those of {name}, but the hashes kept beside them are not"
            yield Finding(what, None, good, one.position, (Tampering.SEALS,))
        else:
            what = f"the log is not the one of {name}"
            yield Finding(what, None, good, one.position, (Tampering.REWRITE, Tampering.FORK))
    if by_size and not false and not any(part.differences):
        yield from _check_heads(connection, branch, *by_size[-1])


def _check_heads(connection: Connection[Any], branch: Branch, name: str, kept: Checkpoint) -> Iterator[Finding]:
    heads = read_heads(connection, branch, kept.position)
    if (len(heads), heads.root) != (kept.customers, kept.customers_root):
        what = f"the customers' histories are not as long as {name} says"
        yield Finding(what, None, 0, kept.position, (Tampering.FORK,))


def _stored_roots(connection: Connection[Any], branch: Branch, sizes: set[int]) -> tuple[dict[int, bytes], int]:
    """The roots over the first so many events that are stored, and how many there are."""
    grown, roots = GrowingRoot(), dict[int, bytes]()
    for leaves in read_leaves(connection, branch):
        for leaf in split(leaves.hashes):
            grown.add(leaf)
            if grown.size in sizes:
                roots[grown.size] = grown.root
    return roots, grown.size


def _compare_all(
    connection: Connection[Any], branch: Branch, tree: SealedTree, conninfo: str | None, jobs: int, count: Count
) -> Part:
    if conninfo is None or jobs == 1 or tree.size < MANY:
        with gc_pause():
            return compare(connection, branch, 0, tree.size, count)
    blocks = -(-tree.size // BLOCK)
    ranges = list(pairwise([*(BLOCK * (blocks * k // jobs) for k in range(jobs)), tree.size]))
    with helpers(jobs - 1) as pool:
        with interrupts_left_to_parent():
            elsewhere = [pool.submit(compare_elsewhere, conninfo, branch, *one) for one in ranges[1:]]
        with gc_pause():
            parts = [compare(connection, branch, *ranges[0], count)]
        for done, (start, end) in zip(elsewhere, ranges[1:], strict=True):
            parts.append(done.result())
            count(end - start)
    return _joined(parts)


def compare_elsewhere(conninfo: str, branch: Branch, start: int, end: int) -> Part:
    """`compare`, in a process of its own."""
    with auditor(conninfo) as connection, gc_pause():
        return compare(connection, branch, start, end, lambda _: None)


def _joined(parts: list[Part]) -> Part:
    return Part(
        {start: one for part in parts for start, one in part.block_roots.items()},
        [block for part in parts for block in part.false_roots],
        Differences(*(list(chain(*lists)) for lists in zip(*(part.differences for part in parts), strict=True))),
    )


def _unsealed(connection: Connection[Any], branch: Branch, tree: SealedTree) -> int:
    statement = SQL("SELECT count(*) FROM {} WHERE notification_id > %s").format(
        Identifier(branch.log_schema, "stored_events")
    )
    row = connection.execute(statement, [tree.last_position]).fetchone()
    return row[0] if row else 0


@contextmanager
def auditor(conninfo: str) -> Iterator[Connection[Any]]:
    """A connection that may read events and seals, in autocommit mode."""
    with connect(conninfo, autocommit=True) as connection:
        connection.execute(SQL("SET ROLE {}").format(Identifier(AUDITOR)))
        yield connection
