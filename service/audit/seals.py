"""Seals for those who check the log: made, verified, proven."""

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from domain.kernel.refusals import InvalidValue
from domain.kernel.text import escaped
from eventlog.errors import EnvironmentProblem
from eventlog.read.reading import head
from eventlog.runtime.progress import Count, Progress
from eventlog.sealing import proofs, sealer, verification
from eventlog.sealing.checkpoints import read_kept
from eventlog.sealing.keys import make_key, read_key
from eventlog.sealing.proofs import Proof
from eventlog.sealing.refusals import EventNotFound, EventNotSealed, LogNotSealed
from eventlog.sealing.sealer import Sealing
from eventlog.sealing.tree_store import SealedTree
from eventlog.sealing.verification import Verified
from eventlog.sealing.verify_evidence import Checkpoint
from service.session import Session

_LOG_NAME = re.compile(r"[!-*,-~]+")
_EVENT_ID = re.compile(r"[0-9a-f]{32}")


def make_seal_key(session: Session, path: Path, name: str | None) -> str:
    """Make the branch's signing key; returns the verifier key.

    Raises InvalidValue for a name that no signed note can have, and EnvironmentProblem where the file exists.
    """
    if name is not None and not _LOG_NAME.fullmatch(name):
        why = "use visible ASCII characters without + and spaces, such as example.com/suzhou"
        raise InvalidValue(field="name", value=escaped(name), why=why)
    return make_key(name or f"indelible/{session.branch.slug}", path).verifier_key


def unsealed(session: Session) -> int:
    """About how many events are not sealed yet: positions have few gaps."""
    return head(session.connection, session.branch) - SealedTree(session.connection, session.branch).last_position


def seal_log(session: Session, key: Path, directories: Sequence[Path], count: Count) -> Sealing | None:
    """Seal what is recorded; None while the log is empty. Raises SealingRefused, LogBusy, EnvironmentProblem."""
    return sealer.seal(session.connection, session.branch, read_key(key), directories, count)


def keep_sealing(session: Session, key: Path, directories: Sequence[Path], report: Callable[[Sealing], None]) -> None:
    """Seal whatever is recorded, until interrupted."""
    sealer.follow(session.connection, session.branch, read_key(key), directories, report)


def read_checkpoints(paths: Iterable[Path], key: str | None) -> dict[str, Checkpoint]:
    """The kept checkpoints, by file; a directory stands for all in it.

    Raises NotProven naming the file, and EnvironmentProblem for a directory without any: nothing would be compared.
    """
    files = [file for path in paths for file in (_in_directory(path) if path.is_dir() else [path])]
    return {str(file): read_kept(file, key) for file in files}


def _in_directory(directory: Path) -> list[Path]:
    files = sorted(directory.glob("*.txt"))
    if not files:
        raise EnvironmentProblem(f"there is no checkpoint (*.txt) in {directory}")
    return files


def verify_log(session: Session, kept: dict[str, Checkpoint], jobs: int, progress: Progress) -> Verified:
    """Compare the whole log with its seals, and these with the kept checkpoints."""
    conninfo = session.database.operator
    with verification.auditor(conninfo) as connection:
        return verification.verify(connection, session.branch, kept, conninfo=conninfo, jobs=jobs, progress=progress)


def last_checkpoint(session: Session) -> str:
    """The signed note of the last checkpoint. Raises LogNotSealed."""
    note = SealedTree(session.connection, session.branch).checkpoint()
    if note is None:
        raise LogNotSealed(slug=session.branch.slug)
    return note


def prove_event(session: Session, event: str) -> Proof:
    """Prove that an event, told by its position or its id, is in the log.

    Raises EventNotFound, EventNotSealed, and NotProven where it is not as it was sealed.
    """
    if event.isascii() and event.isdigit() and len(event) < 19:
        position: int | None = int(event)
    elif _EVENT_ID.fullmatch(event):
        position = proofs.find_position(session.connection, session.branch, event)
    else:
        raise InvalidValue(field="event", value=escaped(event), why="give a position, or an event id of 32 hex digits")
    if position is None or not proofs.is_stored(session.connection, session.branch, position):
        raise EventNotFound(event=event)
    try:
        return proofs.prove_event(session.connection, session.branch, position)
    except proofs.NotSealed:
        raise EventNotSealed(position=position) from None


def prove_consistency(
    session: Session, kept: Iterable[Path], key: str | None
) -> tuple[Checkpoint, Checkpoint, list[bytes]]:
    """Prove that the later of two kept checkpoints continues the earlier one: both, and the proof.

    Raises NotProven where it does not.
    """
    old, new = sorted((read_kept(path, key) for path in kept), key=lambda one: one.size)
    return old, new, proofs.prove_consistency(session.connection, session.branch, old, new)
