"""Record what time alone made true: promises and deadlines that passed, each once."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from domain.kernel.event import Event
from domain.kernel.stamp import Stamp
from domain.kernel.streams import StreamKey, stream_of
from eventlog.read.reading import head
from eventlog.runtime.chunks import chunks
from eventlog.runtime.progress import no_progress
from service.closers import CLOSERS
from service.commands import record_together
from service.due import Closer
from service.projecting import catch_up, take_in
from service.session import Envelope, Session
from service.unit_of_work import UnitOfWork

STREAMS_AT_ONCE = 1_000
"""Streams decided on and appended together: what is recorded stays recorded if the closing is cut short."""


class FellDue(NamedTuple):
    """One fact that time made: of what, and from when."""

    topic: str
    number: str
    since: datetime


@dataclass
class Closing:
    """What a closing recorded, or on a dry run would have."""

    at: datetime
    position: int = 0  # of the log, afterwards
    facts: list[FellDue] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """How many facts by topic."""
        return dict(sorted(Counter(fact.topic for fact in self.facts).items()))


def close_day(session: Session, envelope: Envelope, at: datetime | None = None) -> Closing:
    """Record what fell due by `at`, by default now. Cut short or asked again, it records only what is missing.

    Raises `EffectiveInFuture` for a later `at`, and what appending raises.
    """
    at = session.stamp(replace(envelope, effective_at=at)).effective_at
    cause = replace(envelope, caused_by=f"day close {at.isoformat()}")
    catch_up(session)
    closing = Closing(at)
    for closer in CLOSERS:
        for numbers in chunks(closer.find(session, at), STREAMS_AT_ONCE):
            events = _close(session, closer, numbers, at, cause)
            closing.facts += [FellDue(e.topic, stream_of(e).number, e.effective_at) for e in events]
    closing.position = head(session.connection, session.branch)
    take_in(session, no_progress)
    return closing


def _close(session: Session, closer: Closer, numbers: Sequence[str], at: datetime, cause: Envelope) -> Sequence[Event]:
    def stamp(due: datetime) -> Stamp:
        return session.stamp(replace(cause, effective_at=due))

    def decided(unit: UnitOfWork) -> Iterator[Event]:
        unit.load(StreamKey(closer.kind, number) for number in numbers)
        for number in numbers:
            yield from closer.decide(unit, number, at, stamp)

    def decide(unit: UnitOfWork) -> Sequence[Event]:
        events = list(decided(unit))
        unit.add(events)
        return events

    return record_together(session, decide, dry_run=cause.dry_run)
