"""A complaint's frame: received, closed, reopened; what happens between is in `handling`."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from domain.complaints.events import (
    Case,
    ClosingRecord,
    ComplaintAcknowledged,
    ComplaintAssessed,
    ComplaintClosed,
    ComplaintDeadlineMissed,
    ComplaintDecided,
    ComplaintEscalated,
    ComplaintEvent,
    ComplaintHandedOver,
    ComplaintInvestigated,
    ComplaintReceived,
    ComplaintReopened,
    ComplaintResponded,
    ComplaintStatus,
    Deadline,
    Matter,
    PhaseStep,
    Settled,
)
from domain.complaints.policy import NO_CLOCK, PolicyVersions
from domain.complaints.policy_events import Phase, Severity
from domain.complaints.refusals import (
    ComplaintAlreadyReceived,
    ComplaintHasNoCause,
    ComplaintIsClosed,
    ComplaintIsNotClosed,
    ComplaintIsUnanswered,
    ComplaintStepTooEarly,
    OrderOfAnotherCustomer,
)
from domain.customers.customer import Customer, refuse_not_enrolled_yet
from domain.kernel.party import Party
from domain.kernel.stamp import Stamp
from domain.kernel.text import check_identifier, check_text
from domain.orders.order import Order


@dataclass(frozen=True, slots=True)
class Complaint:
    """What decisions need of a complaint.

    `waiting` holds the deadlines of steps still to be done, `missed` says which of them are recorded as missed; time
    counts from `clock_from`. All this, the steps `done` or overtaken, and the `cause` are of the present round: a
    reopening asks for them anew.
    """

    complaint_no: str
    customer_no: str | None
    case: Case
    last_step_at: datetime
    clock_from: datetime
    severity: Severity | None = None
    policy_version: int | None = None
    waiting: Mapping[Phase, Deadline] = field(default_factory=dict)
    missed: frozenset[Phase] = frozenset()
    done: frozenset[Phase] = frozenset()
    acknowledged: bool = False
    cause: str | None = None
    handed_on: bool = False

    @property
    def status(self) -> ComplaintStatus:
        """How far it has come."""
        return self.case.status

    @property
    def received_on(self) -> date:
        """The branch's day on which it was received."""
        return self.case.received_on


def receive_complaint(
    complaint: Complaint | None,
    *,
    complaint_no: str,
    text: str,
    stamp: Stamp,
    party: Party | None = None,
    customer: Customer | None = None,
    order: Order | None = None,
    category: str | None = None,
    channel: str | None = None,
    about_employee: str | None = None,
    matter: Matter = Matter.COMPLAINT,
    severity: Severity | None = None,
    owner: str | None = None,
    rules: PolicyVersions | None = None,
) -> list[ComplaintEvent]:
    """Take a complaint in; a retailer is named by `customer`, anybody else is not.

    `owner` was asked first (首问负责) and owns it until handed over; None where a file does not tell. Deadlines come
    from the policy in force at the stamp's instant; without `rules` there are none.
    """
    check_identifier("complaint_no", complaint_no)
    if complaint is not None:
        raise ComplaintAlreadyReceived(complaint_no=complaint_no, since=complaint.received_on)
    if customer is not None:
        refuse_not_enrolled_yet(customer, stamp)
    if order is not None and (customer is None or order.customer_no != customer.customer_no):
        raise OrderOfAnotherCustomer(order_no=order.order_no, holder=order.customer_no)
    about = None if category is None else check_text("category", category, most=100)
    at = stamp.effective_at
    return [
        ComplaintReceived(
            **stamp.fields(),
            complaint_no=complaint_no,
            customer_no=customer and customer.customer_no,
            party=party or (Party.RETAILER if customer else Party.UNKNOWN),
            text=check_text("text", text),
            category=about,
            channel=None if channel is None else check_text("channel", channel, most=100),
            order_no=order and order.order_no,
            about_employee=None if about_employee is None else check_identifier("about_employee", about_employee),
            matter=matter,
            severity=severity,
            owner=None if owner is None else check_identifier("owner", owner),
            market_type=customer and customer.value("market_type", at),
            account_manager=customer and customer.value("account_manager", at),
            **(rules.clock(at, severity, about) if rules else NO_CLOCK),
        )
    ]


def close_complaint(
    complaint: Complaint, outcome: str, action: str, cause: str | None = None, *, stamp: Stamp
) -> list[ComplaintEvent]:
    """Settle the matter; one that nobody answered cannot be closed, nor one whose cause nobody found.

    The cause may have been found by an investigation since the complaint was taken up.
    """
    refuse_closed(complaint)
    if complaint.status is ComplaintStatus.OPEN:
        raise ComplaintIsUnanswered(complaint_no=complaint.complaint_no)
    cause = complaint.cause if cause is None else check_text("cause", cause)
    if cause is None:
        raise ComplaintHasNoCause(complaint_no=complaint.complaint_no)
    return [
        ComplaintClosed(
            **phase_step(complaint, Phase.CLOSE, stamp),
            outcome=check_text("outcome", outcome),
            cause=cause,
            action=check_text("action", action),
            record=ClosingRecord.COMPLETE,
            by_first_asked=not complaint.handed_on,
        )
    ]


def close_as_in_source(complaint: Complaint, outcome: str, *, stamp: Stamp) -> list[ComplaintEvent]:
    """Take over a closing from a file that tells no cause, answered or not: labelled so. For imports only."""
    refuse_closed(complaint)
    return [
        ComplaintClosed(
            **phase_step(complaint, Phase.CLOSE, stamp),
            outcome=check_text("outcome", outcome),
            cause=complaint.cause,
            record=ClosingRecord.AS_IN_SOURCE,
        )
    ]


def reopen_complaint(
    complaint: Complaint, *, stamp: Stamp, rules: PolicyVersions | None = None
) -> list[ComplaintEvent]:
    """Take a settled matter up again, under the policy in force now: all its steps are asked for anew."""
    stamp.require_reason("a reopening")
    if complaint.status is not ComplaintStatus.CLOSED:
        raise ComplaintIsNotClosed(complaint_no=complaint.complaint_no, status=complaint.status.value)
    clock = rules.clock(stamp.effective_at, complaint.severity, complaint.case.category) if rules else NO_CLOCK
    return [ComplaintReopened(**step(complaint, stamp), **clock)]


def refuse_closed(complaint: Complaint) -> None:
    """Refuse what is done only with an open complaint."""
    if complaint.status is ComplaintStatus.CLOSED:
        raise ComplaintIsClosed(complaint_no=complaint.complaint_no)


def step(complaint: Complaint, stamp: Stamp) -> dict[str, Any]:
    """What every step carries. Steps may be at one instant, but none comes before one told earlier."""
    if stamp.effective_at < complaint.last_step_at:
        raise ComplaintStepTooEarly(
            complaint_no=complaint.complaint_no,
            at=stamp.effective_at.isoformat(),
            since=complaint.last_step_at.isoformat(),
        )
    return case_fields(complaint, stamp)


def case_fields(complaint: Complaint, stamp: Stamp) -> dict[str, Any]:
    """The common part of the complaint's events."""
    return {
        **stamp.fields(),
        "complaint_no": complaint.complaint_no,
        "customer_no": complaint.customer_no,
        "case": complaint.case,
    }


def phase_step(complaint: Complaint, phase: Phase, stamp: Stamp) -> dict[str, Any]:
    """What a step of the standard carries: also the deadlines it settles, its own and those of the steps before it."""
    return {
        **step(complaint, stamp),
        "settled": tuple(
            Settled(phase=p, due_at=deadline.due_at, recorded_missed=p in complaint.missed)
            for p in reached(phase)
            if (deadline := complaint.waiting.get(p))
        ),
    }


def reached(phase: Phase) -> list[Phase]:
    """The phases that are behind a complaint once this step is done."""
    return [*Phase][: [*Phase].index(phase) + 1]


def evolve(complaint: Complaint | None, event: ComplaintEvent) -> Complaint:
    """The complaint once `event` is known too."""
    if isinstance(event, ComplaintReceived):
        return Complaint(
            complaint_no=event.complaint_no,
            customer_no=event.customer_no,
            case=Case(
                status=ComplaintStatus.OPEN,
                received_at=event.effective_at,
                received_on=event.effective_on,
                matter=event.matter,
                category=event.category,
                severity=event.severity,
                market_type=event.market_type,
                account_manager=event.account_manager,
                owner=event.owner,
            ),
            last_step_at=event.effective_at,
            clock_from=event.effective_at,
            severity=event.severity,
            policy_version=event.policy_version,
            waiting={deadline.phase: deadline for deadline in event.deadlines},
        )
    assert complaint is not None  # noqa: S101 - a stream begins with the event that opens it
    if isinstance(event, ComplaintDeadlineMissed):  # no step: it may be told before steps that were earlier
        return replace(complaint, missed=complaint.missed | {event.phase})
    complaint = replace(complaint, last_step_at=event.effective_at)
    if isinstance(event, PhaseStep):
        done = complaint.done.union(reached(event.phase_done))
        complaint = replace(complaint, done=done, waiting={p: d for p, d in complaint.waiting.items() if p not in done})
    match event:
        case ComplaintAcknowledged():
            return replace(complaint, acknowledged=True)
        case ComplaintAssessed():
            complaint = replace(complaint, severity=event.severity)
            if event.policy_version is not None:  # its severity brings deadlines of its own, or none
                waiting = {deadline.phase: deadline for deadline in event.deadlines}
                complaint = replace(complaint, waiting=waiting, missed=frozenset())
        case ComplaintInvestigated():
            return replace(complaint, cause=event.cause)
        case ComplaintResponded():
            return _told(complaint, status=ComplaintStatus.ANSWERED)
        case ComplaintDecided():
            return _told(complaint, status=ComplaintStatus.ANSWERED)
        case ComplaintEscalated():
            return replace(complaint, handed_on=True)
        case ComplaintHandedOver():
            return replace(_told(complaint, owner=event.owner), handed_on=True)
        case ComplaintClosed():
            return _told(complaint, status=ComplaintStatus.CLOSED)
        case ComplaintReopened():
            return replace(
                _told(complaint, status=ComplaintStatus.OPEN, round=complaint.case.round + 1),
                clock_from=event.effective_at,
                policy_version=event.policy_version,
                waiting={deadline.phase: deadline for deadline in event.deadlines},
                missed=frozenset(),
                done=frozenset(),
                acknowledged=False,
                cause=None,
            )
    return complaint


def _told(complaint: Complaint, **facts: object) -> Complaint:
    return replace(complaint, case=complaint.case.model_copy(update=facts))
