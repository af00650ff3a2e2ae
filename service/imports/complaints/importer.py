"""Import a file of complaints: how each came in and what was done with it, each whole, and nothing twice.

A later file of the same complaints adds what has been done since.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from domain.complaints import complaint as frame
from domain.complaints import events as complaint_events
from domain.complaints import handling
from domain.complaints.area import COMPLAINT, POLICY
from domain.complaints.complaint import Complaint
from domain.complaints.events import ComplaintEvent, ComplaintReceived
from domain.complaints.policy import COMPLAINTS, PolicyVersions
from domain.complaints.policy_events import Severity
from domain.complaints.refusals import ComplaintChanged
from domain.customers.area import CUSTOMER
from domain.kernel.event import Event
from domain.kernel.party import Party
from domain.kernel.stamp import Stamp
from domain.kernel.streams import StreamKey
from domain.orders.area import ORDER
from projections.complaints.complaint_totals import ComplaintTotals, complaint_totals
from service.complaints.complaints import rulebook
from service.imports.complaints.complaint_mapping import ComplaintMapping, StepKind
from service.imports.complaints.complaint_rows import ComplaintFile, ComplaintRows, ComplaintStep
from service.imports.engine.importer import Importer
from service.imports.engine.provenance import is_imported
from service.imports.engine.recording import Decided, Deciding


def _reads(complaint: ComplaintRows) -> Iterator[StreamKey]:
    yield POLICY.key(COMPLAINTS)
    if customer_no := complaint.said.get("customer_no"):
        yield CUSTOMER.key(customer_no)
    if order_no := complaint.said.get("order_no"):
        yield ORDER.key(order_no)


def _decide(now: Deciding[ComplaintMapping], complaint: ComplaintRows) -> Decided:
    """Receive the complaint and take its steps, as far as they are missing."""
    number, key = complaint.complaint_no, COMPLAINT.key(complaint.complaint_no)
    recorded, rules = now.recorded[key], rulebook(now.unit)
    received = _receive(now, complaint, rules)
    missing, others = list(complaint.steps), list[Event]()
    new: list[ComplaintEvent] = []
    if recorded:
        state = now.unit.require(COMPLAINT, number)
        for event in recorded[1:]:
            if missing and _is(event, missing[0]):
                missing.pop(0)
            else:
                others.append(event)
        changed = any(getattr(recorded[0], name) != getattr(received, name) for name in _SAID)
        if changed or (missing and any(map(is_imported, others))):
            raise ComplaintChanged(complaint_no=number)
    else:
        state, new = frame.evolve(None, received), [received]
    for step in missing:
        for event in _taken(state, step, now.envelope.stamp_at(step.at, step.on), rules):
            state = frame.evolve(state, event)
            new.append(event)
    now.unit.add_stream(key, new, state)
    counts = {"complaints": 1, "complaints_received": not recorded, "complaints_continued": bool(others)}
    return Decided(counts, None if others else _totals([*recorded, *new])._asdict())


def _totals(events: Iterable[Event]) -> ComplaintTotals:
    kinds = Counter(map(type, events))
    return ComplaintTotals(
        complaints=kinds[ComplaintReceived],
        acknowledged=int(complaint_events.ComplaintAcknowledged in kinds),
        answers=kinds[complaint_events.ComplaintResponded],
        closings=kinds[complaint_events.ComplaintClosed],
        disputed=int(complaint_events.ComplaintDisputed in kinds),
        accepted=int(complaint_events.ComplaintAccepted in kinds),
    )


def _receive(now: Deciding[ComplaintMapping], complaint: ComplaintRows, rules: PolicyVersions | None) -> ComplaintEvent:
    said: dict[str, Any] = dict(complaint.said)
    customer_no, order_no = said.pop("customer_no", None), said.pop("order_no", None)
    order = now.unit.require(ORDER, order_no) if order_no else None
    number = customer_no or (order and order.customer_no)
    for name, kind in (("party", Party), ("severity", Severity)):
        said[name] = said[name] and kind(said[name])
    [received] = frame.receive_complaint(
        None,
        complaint_no=complaint.complaint_no,
        stamp=now.envelope.stamp_at(complaint.at, complaint.on),
        customer=now.customer(number) if number else None,
        order=order,
        rules=rules,
        **said,
    )
    return received


_SAID = ("effective_at", "customer_no", "party", "text", "category", "channel", "order_no", "about_employee", "owner")
"""Fields in which two receipts are the same; deadlines come from a policy that may have been published between."""


def _taken(
    state: Complaint, step: ComplaintStep, stamp: Stamp, rules: PolicyVersions | None
) -> Sequence[ComplaintEvent]:
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


def _is(event: Event, step: ComplaintStep) -> bool:
    """Whether the event is this very step."""
    kind, words = _RECORDED.get(type(event), (None, ""))
    same = (kind, event.effective_at) == (step.kind, step.at) and getattr(event, "timely", None) == step.timely
    return same and (not words or getattr(event, words) == step.text)


_RECORDED: Mapping[type[Event], tuple[StepKind, str]] = {
    complaint_events.ComplaintAcknowledged: (StepKind.ACKNOWLEDGED, ""),
    complaint_events.ComplaintInvestigated: (StepKind.INVESTIGATED, "cause"),
    complaint_events.ComplaintResponded: (StepKind.RESPONDED, "text"),
    complaint_events.ComplaintDecided: (StepKind.DECIDED, "decision"),
    complaint_events.ComplaintAccepted: (StepKind.ACCEPTED, ""),
    complaint_events.ComplaintDisputed: (StepKind.DISPUTED, ""),
    complaint_events.ComplaintClosed: (StepKind.CLOSED, "outcome"),
    complaint_events.ComplaintReopened: (StepKind.REOPENED, ""),
}
"""Kind of event -> the step that it records, and the field with its words."""


IMPORTER = Importer(
    mapping=ComplaintMapping,
    file=ComplaintFile,
    key=lambda complaint: COMPLAINT.key(complaint.complaint_no),
    reads=_reads,
    decide=_decide,
    figures={"complaints": 0, "complaints_received": 0, "complaints_continued": 0},
    tables=complaint_totals,
    chunk=1_000,
)
