"""What a verification can find, and which kinds of tampering fit it."""

from enum import StrEnum
from typing import NamedTuple

from eventlog.sealing.comparing import Differences


class Tampering(StrEnum):
    """What somebody may have done to a log."""

    UPDATE = "update"
    DELETE = "delete"
    DELETE_AND_RENUMBER = "delete and renumber"
    DELETE_STREAM = "delete a stream"
    SWAP = "swap two events"
    TRUNCATE = "truncate the tail"
    INSERT = "insert into a gap"
    REWRITE = "rewrite everything and recompute the hashes"
    FORK = "fork"
    RESTORE = "restore an old backup"
    SEALS = "change the kept hashes, not the events"
    NOT_SIGNED = "replace a checkpoint"


class Finding(NamedTuple):
    """Something that is not as it was sealed: at a position, or after one position and up to another."""

    what: str
    position: int | None
    after: int | None
    up_to: int | None
    fits: tuple[Tampering, ...]


def finding_of(differences: Differences, last_sealed: int) -> Finding | None:
    """The first difference between events and leaves, and what fits all of them together."""
    missing, changed, added = differences
    named = [*missing, *changed, *added]
    if not named:
        return None
    first = min(named)
    kind = "is gone" if first in missing else "is not as it was sealed" if first in changed else "was never sealed"
    fits: tuple[Tampering, ...]
    if missing and changed:
        fits = (Tampering.DELETE_AND_RENUMBER,)
    elif missing and added:
        fits = (Tampering.REWRITE,)
    elif missing:
        fits = (Tampering.DELETE, Tampering.DELETE_STREAM, Tampering.DELETE_AND_RENUMBER)
        if last_sealed in missing:
            fits = (Tampering.TRUNCATE, *fits)
    elif added:
        fits = (Tampering.INSERT,)
    else:
        fits = (Tampering.UPDATE,) if len(changed) == 1 else (Tampering.SWAP, Tampering.UPDATE)
    return Finding(f"the event at position {first} {kind}", first, None, None, fits)
