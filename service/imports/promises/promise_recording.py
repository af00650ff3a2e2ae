"""Record promises by the thousand: what was promised, whether it was kept, and nothing twice."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from domain.customers.area import CUSTOMER
from domain.customers.customer import require_customer
from domain.kernel.event import Event
from domain.kernel.refusals import Refusal
from domain.promises import promise as decisions
from domain.promises.area import PROMISE
from domain.promises.events import PromiseEvent, PromiseKept, PromiseLapsed, PromiseMade
from domain.promises.promise import Promise
from domain.promises.refusals import PromiseChanged
from eventlog.runtime.chunks import chunks
from projections.promises.promise_totals import PromiseTotals
from service.commands import record_together
from service.imports.orders.order_recording import Circumstances
from service.imports.promises.promise_rows import Pledge
from service.session import Envelope, Session
from service.unit_of_work import UnitOfWork

CHUNK = 2_000
"""Promises of one append."""


@dataclass(frozen=True)
class Effects:
    """What keeping the promises of a file is to bring about, and did."""

    expected: str
    observed: str | None


@dataclass
class PledgeOutcome:
    """What became of the promises of a file."""

    promises: int = 0
    events_written: int = 0
    kept: int = 0
    """Of promises of which the file tells everything, as `kept_late` and `alone` are."""
    kept_late: int = 0
    alone: list[Pledge] = field(default_factory=list)
    rejected: list[tuple[Pledge, str, str]] = field(default_factory=list)
    """Those that cannot be recorded, each with the refusal's code and message."""

    def count(self, pledge: Pledge, before: Sequence[Event], new: Sequence[Event]) -> None:
        """Count a promise in: what the log held of it, and what is new."""
        self.promises += 1
        self.events_written += len(new)
        later = [event for event in (*before, *new)[1:] if not isinstance(event, PromiseLapsed)]
        if len(later) == (pledge.kept_at is not None):
            self.alone.append(pledge)
            self.kept += len(later)
            self.kept_late += sum(isinstance(event, PromiseKept) and event.days_late > 0 for event in later)

    def totals(self) -> PromiseTotals:
        """The figures of the events of those that are in the log as the file tells."""
        return PromiseTotals(len(self.alone), self.kept, self.kept_late)

    def add(self, other: "PledgeOutcome") -> None:
        """Count another part of the same file in."""
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)


def record_pledges(
    session: Session, envelope: Envelope, effects: Effects, pledges: Iterable[Pledge], circumstances: Circumstances
) -> Iterator[PledgeOutcome]:
    """Append the promises, yielding the outcome of each chunk once it is in the log."""
    for chunk in chunks(pledges, CHUNK):

        def decide(unit: UnitOfWork, chunk: Sequence[Pledge] = chunk) -> PledgeOutcome:
            outcome = PledgeOutcome()
            keys = [PROMISE.key(pledge.promise_no) for pledge in chunk]
            recorded = unit.histories(keys)
            unit.load({CUSTOMER.key(pledge.customer_no) for pledge in chunk})
            for pledge, key in zip(chunk, keys, strict=True):
                if pledge.customer_no in circumstances.refused:
                    outcome.rejected.append((pledge, *circumstances.refused[pledge.customer_no]))
                    continue
                try:
                    new, state = _decide(unit, envelope, effects, pledge, recorded[key], circumstances)
                    unit.add_stream(key, new, state)
                except Refusal as refusal:
                    outcome.rejected.append((pledge, refusal.code, str(refusal)))
                else:
                    outcome.count(pledge, recorded[key], new)
            return outcome

        yield record_together(session, decide, dry_run=envelope.dry_run)


def _decide(
    unit: UnitOfWork,
    envelope: Envelope,
    effects: Effects,
    pledge: Pledge,
    recorded: Sequence[Event],
    circumstances: Circumstances,
) -> tuple[list[PromiseEvent], Promise]:
    """The events that are missing, and the promise with them."""
    customer = unit.get(CUSTOMER, pledge.customer_no) or circumstances.would_be.get(pledge.customer_no)
    [made] = decisions.make_promise(
        None,
        promise_no=pledge.promise_no,
        text=pledge.text,
        due_on=pledge.due_on,
        expected_effect=effects.expected,
        stamp=envelope.stamp_at(pledge.made_at, pledge.made_on),
        owner=pledge.owner,
        customer=require_customer(customer, pledge.customer_no),
    )
    state = unit.get(PROMISE, pledge.promise_no)
    new = [] if state else [made]
    kept = next((event for event in recorded if isinstance(event, PromiseKept)), None)
    moved = kept is not None and pledge.kept_at not in (None, kept.effective_at)
    if moved or any(_content(before) != _content(made) for before in recorded[:1]):
        raise PromiseChanged(promise_no=pledge.promise_no)
    state = state or decisions.evolve(None, made)
    if pledge.kept_at and pledge.kept_on and kept is None:
        stamp = envelope.stamp_at(pledge.kept_at, pledge.kept_on)
        new += decisions.keep_promise(state, effects.observed or "", stamp=stamp)
        state = decisions.evolve(state, new[-1])
    return new, state


def _content(event: Event) -> tuple[object, ...] | None:
    if not isinstance(event, PromiseMade):
        return None
    return event.effective_at, event.customer_no, event.due_on, event.text
