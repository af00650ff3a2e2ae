"""Record complaints by the thousand: how each came in and what was done with it, and nothing twice."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.complaints import complaint as frame
from domain.complaints import events as told_of
from domain.complaints import handling
from domain.complaints.area import COMPLAINT, POLICY
from domain.complaints.complaint import Complaint
from domain.complaints.events import ComplaintEvent, ComplaintReceived
from domain.complaints.policy import COMPLAINTS, PolicyVersions
from domain.complaints.policy_events import Severity
from domain.complaints.refusals import ComplaintChanged
from domain.customers.area import CUSTOMER
from domain.customers.customer import require_customer
from domain.kernel.event import Event
from domain.kernel.party import Party
from domain.kernel.refusals import Refusal
from domain.kernel.stamp import Stamp
from domain.kernel.streams import StreamKey
from domain.orders.area import ORDER
from domain.orders.order import require_order
from eventlog.runtime.chunks import chunks
from projections.complaints.complaint_totals import ComplaintTotals
from service.commands import record_together
from service.complaints.complaints import rulebook
from service.imports.complaints.complaint_mapping import StepKind
from service.imports.complaints.complaint_rows import Case, CaseStep
from service.imports.engine.provenance import is_imported
from service.session import Envelope, Session
from service.unit_of_work import UnitOfWork

CHUNK = 1_000
"""Complaints of one append."""


@dataclass
class CaseOutcome:
    """What became of the complaints of a file."""

    complaints: int = 0
    received: int = 0
    """Complaints that were not in the log before."""
    continued: int = 0
    """Complaints with which more was done than the file tells."""
    events_written: int = 0
    kinds: Counter[type[Event]] = field(default_factory=Counter)
    """Events in the log of complaints of which the file tells everything, ..."""
    alone: set[str] = field(default_factory=set)
    """... and their numbers."""
    acknowledged: int = 0
    disputed: int = 0
    accepted: int = 0
    rejected: list[tuple[Case, str, str]] = field(default_factory=list)
    """Those that cannot be recorded, each with the refusal's code and message."""

    def count(self, case: Case, before: Sequence[Event], new: Sequence[Event], others: int) -> None:
        """Count a complaint in: what the log held of it, what is new, and how much of the former the file tells not."""
        self.complaints += 1
        self.received += not before
        self.events_written += len(new)
        if others:
            self.continued += 1
            return
        kinds = Counter(map(type, (*before, *new)))
        self.alone.add(case.complaint_no)
        self.kinds += kinds
        self.acknowledged += told_of.ComplaintAcknowledged in kinds
        self.disputed += told_of.ComplaintDisputed in kinds
        self.accepted += told_of.ComplaintAccepted in kinds

    def totals(self) -> ComplaintTotals:
        """The figures of the events of those that are in the log as the file tells."""
        return ComplaintTotals(
            complaints=self.kinds[ComplaintReceived],
            acknowledged=self.acknowledged,
            answers=self.kinds[told_of.ComplaintResponded],
            closings=self.kinds[told_of.ComplaintClosed],
            disputed=self.disputed,
            accepted=self.accepted,
        )

    def add(self, other: "CaseOutcome") -> None:
        """Count another part of the same file in."""
        self.alone |= other.alone
        for name in vars(other).keys() - {"alone"}:
            setattr(self, name, getattr(self, name) + getattr(other, name))


def record_cases(session: Session, envelope: Envelope, cases: Iterable[Case]) -> Iterator[CaseOutcome]:
    """Append the complaints, yielding the outcome of each chunk once it is in the log."""
    for chunk in chunks(cases, CHUNK):

        def decide(unit: UnitOfWork, chunk: Sequence[Case] = chunk) -> CaseOutcome:
            outcome = CaseOutcome()
            keys = [COMPLAINT.key(case.complaint_no) for case in chunk]
            recorded = unit.histories(keys)
            unit.load({POLICY.key(COMPLAINTS)} | {key for case in chunk for key in _named(case)})
            rules = rulebook(unit)
            for case, key in zip(chunk, keys, strict=True):
                try:
                    new, state, others = _decide(unit, envelope, case, recorded[key], rules)
                    unit.add_stream(key, new, state)
                except Refusal as refusal:
                    outcome.rejected.append((case, refusal.code, str(refusal)))
                else:
                    outcome.count(case, recorded[key], new, others)
            return outcome

        yield record_together(session, decide, dry_run=envelope.dry_run)


def _named(case: Case) -> Iterator[StreamKey]:
    for kind in ("customer", "order"):
        if number := case.said.get(f"{kind}_no"):
            yield StreamKey(kind, number)


def _decide(
    unit: UnitOfWork, envelope: Envelope, case: Case, recorded: Sequence[Event], rules: PolicyVersions | None
) -> tuple[list[ComplaintEvent], Complaint, int]:
    """The events that are missing, the complaint with them, and how many recorded ones the file does not tell of."""
    received = _receive(unit, envelope, case, rules)
    if not recorded:
        return *_go_on(envelope, frame.evolve(None, received), [received], case.steps, rules), 0
    state = frame.require_complaint(unit.get(COMPLAINT, case.complaint_no), case.complaint_no)
    missing, others = list(case.steps), []
    for event in recorded[1:]:
        if missing and _is(event, missing[0]):
            missing.pop(0)
        else:
            others.append(event)
    changed = any(getattr(recorded[0], name) != getattr(received, name) for name in _SAID)
    if changed or (missing and any(map(is_imported, others))):
        raise ComplaintChanged(complaint_no=case.complaint_no)
    return *_go_on(envelope, state, [], missing, rules), len(others)


def _receive(unit: UnitOfWork, envelope: Envelope, case: Case, rules: PolicyVersions | None) -> ComplaintEvent:
    said: dict[str, Any] = dict(case.said)
    customer_no, order_no = said.pop("customer_no", None), said.pop("order_no", None)
    order = require_order(unit.get(ORDER, order_no), order_no) if order_no else None
    number = customer_no or (order and order.customer_no)
    for name, kind in (("party", Party), ("severity", Severity)):
        said[name] = said[name] and kind(said[name])
    [received] = frame.receive_complaint(
        None,
        complaint_no=case.complaint_no,
        stamp=envelope.stamp_at(case.at, case.on),
        customer=require_customer(unit.get(CUSTOMER, number), number) if number else None,
        order=order,
        rules=rules,
        **said,
    )
    return received


_SAID = ("effective_at", "customer_no", "party", "text", "category", "channel", "order_no", "about_employee", "owner")
"""What makes two receipts the same; deadlines come from a policy that may have been published between."""


def _go_on(
    envelope: Envelope,
    state: Complaint,
    events: list[ComplaintEvent],
    steps: Iterable[CaseStep],
    rules: PolicyVersions | None,
) -> tuple[list[ComplaintEvent], Complaint]:
    for step in steps:
        for event in _taken(state, step, envelope.stamp_at(step.at, step.on), rules):
            state = frame.evolve(state, event)
            events.append(event)
    return events, state


def _taken(state: Complaint, step: CaseStep, stamp: Stamp, rules: PolicyVersions | None) -> Sequence[ComplaintEvent]:
    words = step.text or ""
    match step.kind:
        case StepKind.ACKNOWLEDGED:
            return handling.acknowledge_complaint(state, stamp=stamp)
        case StepKind.INVESTIGATED:
            return handling.investigate_complaint(state, words, stamp=stamp)
        case StepKind.RESPONDED:
            return handling.respond_to_complaint(state, words, stamp=stamp, timely=step.timely)
        case StepKind.DECIDED:
            return handling.communicate_decision(state, words, stamp=stamp)
        case StepKind.ACCEPTED:
            return handling.accept_decision(state, stamp=stamp)
        case StepKind.DISPUTED:
            return handling.dispute_decision(state, stamp=stamp)
        case StepKind.CLOSED:
            return frame.close_as_in_source(state, words, stamp=stamp)
        case StepKind.REOPENED:
            return frame.reopen_complaint(state, stamp=stamp, rules=rules)
    return []


def _is(event: Event, step: CaseStep) -> bool:
    """Whether the event is this very step."""
    kind, words = _RECORDED.get(type(event), (None, ""))
    same = (kind, event.effective_at) == (step.kind, step.at) and getattr(event, "timely", None) == step.timely
    return same and (not words or getattr(event, words) == step.text)


_RECORDED: Mapping[type[Event], tuple[StepKind, str]] = {
    told_of.ComplaintAcknowledged: (StepKind.ACKNOWLEDGED, ""),
    told_of.ComplaintInvestigated: (StepKind.INVESTIGATED, "cause"),
    told_of.ComplaintResponded: (StepKind.RESPONDED, "text"),
    told_of.ComplaintDecided: (StepKind.DECIDED, "decision"),
    told_of.ComplaintAccepted: (StepKind.ACCEPTED, ""),
    told_of.ComplaintDisputed: (StepKind.DISPUTED, ""),
    told_of.ComplaintClosed: (StepKind.CLOSED, "outcome"),
    told_of.ComplaintReopened: (StepKind.REOPENED, ""),
}
"""Kind of event -> the step that it records, and the field with its words."""
