"""Seal what was recorded: add leaves to the tree, sign its head, publish it, record it. Never inside an append."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any, NamedTuple

from psycopg import Connection, errors
from psycopg.sql import SQL, Identifier

from eventlog.branch import Branch
from eventlog.errors import EnvironmentProblem, LogBusy
from eventlog.read.following import wake_ups
from eventlog.roles import SEALER
from eventlog.runtime.progress import Count
from eventlog.sealing.checkpoints import body_of, keep, newest
from eventlog.sealing.errors import SealingRefused
from eventlog.sealing.history_lengths import Heads, read_heads
from eventlog.sealing.keys import SigningKey
from eventlog.sealing.scanning import read_leaves
from eventlog.sealing.tree import consistency_proof, root
from eventlog.sealing.tree_store import SealedTree
from eventlog.sealing.verify_evidence import Checkpoint, NotProven, check_consistency

LONGEST_WAIT = 60.0
"""Seconds after which a following sealer seals what there is."""
MOST_EVENTS = 1_000
"""Unsealed events at which it does not wait any longer."""


class Sealing(NamedTuple):
    """The head of the tree now, its signed note, and how many events were sealed for it."""

    checkpoint: Checkpoint
    note: str
    events: int


def seal(
    connection: Connection[Any],
    branch: Branch,
    key: SigningKey,
    directories: Sequence[Path],
    count: Count = lambda _: None,
) -> Sealing | None:
    """Seal all there is and publish the new head; None while the log is empty. `connection` is in autocommit mode.

    Raises SealingRefused where the log does not continue the last checkpoint that the directories keep, and LogBusy
    where another sealer is at work.
    """
    with _as_sealer(connection, branch):
        return _seal(connection, branch, key, directories, None, count)[0]


def follow(
    connection: Connection[Any],
    branch: Branch,
    key: SigningKey,
    directories: Sequence[Path],
    report: Callable[[Sealing], None],
) -> None:
    """Seal every `MOST_EVENTS` events and at least every `LONGEST_WAIT` seconds, until interrupted."""
    heads, sealed_at = None, -LONGEST_WAIT
    with _as_sealer(connection, branch):
        for _ in wake_ups(connection, branch):
            waiting = _unsealed(connection, branch)
            if waiting >= MOST_EVENTS or (waiting and monotonic() - sealed_at >= LONGEST_WAIT):
                sealing, heads = _seal(connection, branch, key, directories, heads, lambda _: None)
                sealed_at = monotonic()
                if sealing:
                    report(sealing)


def _seal(
    connection: Connection[Any],
    branch: Branch,
    key: SigningKey,
    directories: Sequence[Path],
    heads: Heads | None,
    count: Count,
) -> tuple[Sealing | None, Heads | None]:
    tree = SealedTree(connection, branch)
    last = _continued(tree, key, directories)
    _check_end(connection, branch, tree)
    heads = heads or _sealed_heads(connection, branch, tree, last and last[0])
    events = 0
    for leaves in read_leaves(connection, branch, after=tree.last_position, heads=True):
        tree.append(leaves)
        heads.advance(leaves)
        events += len(leaves)
        count(len(leaves))
    if not tree.size:
        return None, None
    checkpoint = Checkpoint(key.name, tree.size, root(tree, tree.size), tree.last_position, len(heads), heads.root)
    if last:
        old, note = last
        proof = consistency_proof(tree, old.size, tree.size)
        check_consistency(old.size, tree.size, proof, old.root, checkpoint.root)
        if old.size == tree.size and old != checkpoint:
            raise SealingRefused(f"the checkpoint of {old.size} events tells of other customers than the log")
    note = note if last and last[0] == checkpoint else key.sign(body_of(checkpoint))
    for directory in directories:
        keep(directory, checkpoint, note)
    tree.record_checkpoint(tree.size, note)
    return Sealing(checkpoint, note, events), heads


def _continued(tree: SealedTree, key: SigningKey, directories: Sequence[Path]) -> tuple[Checkpoint, str] | None:
    """The last checkpoint outside, of which the tree must be a continuation."""
    try:
        last = newest(directories, key.verifier_key)
    except NotProven as fault:
        raise SealingRefused(f"the last checkpoint cannot be trusted: {fault}") from None
    if last is None:
        if tree.checkpoint():
            raise SealingRefused(
                f"this log was sealed before, but no checkpoint is in {', '.join(map(str, directories))}:"
                " put the last one that was kept there"
            )
        return None
    checkpoint = last[0]
    if checkpoint.size > tree.size:
        raise SealingRefused(
            f"the log is shorter than its last checkpoint: {tree.size} sealed events, where {checkpoint.size} were"
            " signed. Was an old backup restored? Nothing is signed"
        )
    if root(tree, checkpoint.size) != checkpoint.root:
        raise SealingRefused(
            f"the log does not continue its last checkpoint of {checkpoint.size} events: run `indelible audit verify`."
            " Nothing is signed"
        )
    return last


def _check_end(connection: Connection[Any], branch: Branch, tree: SealedTree) -> None:
    """The last sealed event must still be there: a log that was cut must not grow on as if nothing had been."""
    last = read_leaves(connection, branch, after=tree.last_position - 1, up_to=tree.last_position)
    if tree.size and [leaves.hashes for leaves in last] != [tree.subtree(tree.size - 1, tree.size)]:
        raise SealingRefused(
            f"the last sealed event, position {tree.last_position}, is not in the log as it was sealed:"
            " run `indelible audit verify`. Nothing is signed"
        )


def _sealed_heads(connection: Connection[Any], branch: Branch, tree: SealedTree, last: Checkpoint | None) -> Heads:
    """The histories as far as they are sealed, of which the last checkpoint's must be as long as it says.

    Only these lengths show that a history was cut, so none may be signed as shorter than it was.
    """
    heads = read_heads(connection, branch, last.position if last else 0)
    if last and (len(heads), heads.root) != (last.customers, last.customers_root):
        raise SealingRefused(
            f"a customer's history is not as long as the checkpoint of {last.size} events says:"
            " run `indelible audit verify`. Nothing is signed"
        )
    after = last.position if last else 0
    for leaves in read_leaves(connection, branch, after=after, up_to=tree.last_position, heads=True):
        heads.advance(leaves)  # sealed, when the sealer was stopped before it published
    return heads


@contextmanager
def _as_sealer(connection: Connection[Any], branch: Branch) -> Iterator[None]:
    """In the sealer's role, and the only one of the branch."""
    lock = f"indelible seal {branch.slug}"
    held = connection.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [lock]).fetchone()
    if not held or not held[0]:
        raise LogBusy(f"another process is sealing {branch.slug}")
    try:
        try:
            connection.execute(SQL("SET ROLE {}").format(Identifier(SEALER)))
        except errors.InsufficientPrivilege:
            raise EnvironmentProblem(
                f"this login may not become {SEALER}: only the sealer's own login may, give it by INDELIBLE_SEALER_URL"
            ) from None
        yield
    except NotProven as fault:
        raise SealingRefused(f"{fault}: run `indelible audit verify`. Nothing is signed") from None
    finally:
        if not connection.broken:
            connection.execute("RESET ROLE")
            connection.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [lock])


def _unsealed(connection: Connection[Any], branch: Branch) -> int:
    """How many events are not sealed yet, counted up to `MOST_EVENTS`."""
    row = connection.execute(
        SQL(
            "SELECT count(*) FROM (SELECT 1 FROM {} WHERE notification_id >"
            " coalesce((SELECT max(last_position) FROM {}), 0) LIMIT %s) AS waiting"
        ).format(Identifier(branch.log_schema, "stored_events"), Identifier(branch.log_schema, "seal_runs")),
        [MOST_EVENTS],
    ).fetchone()
    return row[0] if row else 0
