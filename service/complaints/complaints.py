"""Complaints: receive, handle, close, reopen."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict, Unpack

from domain.complaints import complaint as frame
from domain.complaints import handling
from domain.complaints.area import COMPLAINT, POLICY
from domain.complaints.events import Complexity, Impact, Matter
from domain.complaints.policy import COMPLAINTS, PolicyVersions
from domain.complaints.policy_events import Severity
from domain.complaints.refusals import ComplaintNotReceivedYet
from domain.customers.area import CUSTOMER
from domain.kernel.event import Event
from domain.kernel.party import Party
from domain.kernel.stamp import Stamp
from domain.orders.area import ORDER
from projections.complaints.complaints import COMPLAINTS as TABLE
from projections.running.query import Wanted, stored_rows
from service.commands import command
from service.due import Closer
from service.queries import AsOf, RowsByTable, about_stream
from service.session import Session, StampAt
from service.unit_of_work import UnitOfWork


class Said(TypedDict, total=False):
    """What may be told with a complaint."""

    party: Party | None
    category: str | None
    channel: str | None
    about_employee: str | None
    matter: Matter
    severity: Severity | None


@command("complaint receive")
def receive_complaint(
    unit: UnitOfWork,
    stamp: Stamp,
    complaint_no: str,
    text: str,
    *,
    customer_no: str | None = None,
    order_no: str | None = None,
    first_asked: str | None = None,
    **said: Unpack[Said],
) -> Sequence[Event]:
    """Take a complaint in, of a customer or of somebody else; one about an order is its customer's.

    It is owned by who was asked first, by default who records it.
    """
    unit.load([COMPLAINT.key(complaint_no), POLICY.key(COMPLAINTS)])  # at once
    order = unit.require(ORDER, order_no) if order_no else None
    number = customer_no or (order and order.customer_no)
    return frame.receive_complaint(
        unit.get(COMPLAINT, complaint_no),
        complaint_no=complaint_no,
        text=text,
        stamp=stamp,
        customer=unit.require(CUSTOMER, number) if number else None,
        order=order,
        owner=first_asked or stamp.actor,
        rules=rulebook(unit),
        **said,
    )


@command("complaint acknowledge_complaint")
def acknowledge_complaint(
    unit: UnitOfWork, stamp: Stamp, complaint_no: str, text: str | None = None
) -> Sequence[Event]:
    """Tell the complainant that it has arrived."""
    return handling.acknowledge_complaint(unit.require(COMPLAINT, complaint_no), text, stamp=stamp)


@command("complaint assess_complaint")
def assess_complaint(
    unit: UnitOfWork,
    stamp: Stamp,
    complaint_no: str,
    severity: Severity,
    complexity: Complexity,
    impact: Impact,
    *,
    safety: bool = False,
    immediate_action: str | None = None,
) -> Sequence[Event]:
    """Assess it at first sight; another severity has deadlines of its own."""
    return handling.assess_complaint(
        unit.require(COMPLAINT, complaint_no),
        severity,
        stamp=stamp,
        complexity=complexity,
        impact=impact,
        safety=safety,
        immediate_action=immediate_action,
        rules=rulebook(unit),
    )


@command("complaint investigate_complaint")
def investigate_complaint(unit: UnitOfWork, stamp: Stamp, complaint_no: str, cause: str) -> Sequence[Event]:
    """Record the cause that was found."""
    return handling.investigate_complaint(unit.require(COMPLAINT, complaint_no), cause, stamp=stamp)


@command("complaint respond_to_complaint")
def respond_to_complaint(unit: UnitOfWork, stamp: Stamp, complaint_no: str, text: str) -> Sequence[Event]:
    """Record the answer that was given."""
    return handling.respond_to_complaint(unit.require(COMPLAINT, complaint_no), text, stamp=stamp)


@command("complaint communicate_decision")
def communicate_decision(unit: UnitOfWork, stamp: Stamp, complaint_no: str, decision: str) -> Sequence[Event]:
    """Tell the complainant what will be done."""
    return handling.communicate_decision(unit.require(COMPLAINT, complaint_no), decision, stamp=stamp)


@command("complaint accept_decision")
def accept_decision(unit: UnitOfWork, stamp: Stamp, complaint_no: str, text: str | None = None) -> Sequence[Event]:
    """Record that the complainant accepts the answer or the decision."""
    return handling.accept_decision(unit.require(COMPLAINT, complaint_no), text, stamp=stamp)


@command("complaint dispute_decision")
def dispute_decision(unit: UnitOfWork, stamp: Stamp, complaint_no: str, text: str | None = None) -> Sequence[Event]:
    """Record that the complainant does not accept it."""
    return handling.dispute_decision(unit.require(COMPLAINT, complaint_no), text, stamp=stamp)


@command("complaint escalate_complaint")
def escalate_complaint(unit: UnitOfWork, stamp: Stamp, complaint_no: str, level: int, to: str) -> Sequence[Event]:
    """Take it to a higher level."""
    return handling.escalate_complaint(unit.require(COMPLAINT, complaint_no), level, to, stamp=stamp)


@command("complaint read_by_leader")
def read_by_leader(unit: UnitOfWork, stamp: Stamp, complaint_no: str, leader: str | None = None) -> Sequence[Event]:
    """Record that a leader read it."""
    return handling.read_by_leader(unit.require(COMPLAINT, complaint_no), leader, stamp=stamp)


@command("complaint answer_by_leader")
def answer_by_leader(
    unit: UnitOfWork, stamp: Stamp, complaint_no: str, text: str, leader: str | None = None
) -> Sequence[Event]:
    """Record what a leader says is to be done."""
    return handling.answer_by_leader(unit.require(COMPLAINT, complaint_no), text, leader, stamp=stamp)


@command("complaint hand_over_complaint")
def hand_over_complaint(unit: UnitOfWork, stamp: Stamp, complaint_no: str, owner: str) -> Sequence[Event]:
    """Give it to another owner."""
    return handling.hand_over_complaint(unit.require(COMPLAINT, complaint_no), owner, stamp=stamp)


@command("complaint rate_handling")
def rate_handling(
    unit: UnitOfWork, stamp: Stamp, complaint_no: str, score: int, text: str | None = None
) -> Sequence[Event]:
    """Record how content the complainant is with the handling."""
    return handling.rate_handling(unit.require(COMPLAINT, complaint_no), score, text, stamp=stamp)


@command("complaint close_complaint")
def close_complaint(
    unit: UnitOfWork, stamp: Stamp, complaint_no: str, outcome: str, action: str, cause: str | None = None
) -> Sequence[Event]:
    """Settle it, with its cause and what was done about that."""
    return frame.close_complaint(unit.require(COMPLAINT, complaint_no), outcome, action, cause, stamp=stamp)


@command("complaint reopen_complaint")
def reopen_complaint(unit: UnitOfWork, stamp: Stamp, complaint_no: str) -> Sequence[Event]:
    """Take a settled complaint up again, under the policy in force now."""
    return frame.reopen_complaint(unit.require(COMPLAINT, complaint_no), stamp=stamp, rules=rulebook(unit))


def rulebook(unit: UnitOfWork) -> PolicyVersions | None:
    """The policy of complaints in the branch's zone; None where none was ever published."""
    policy = unit.get(POLICY, COMPLAINTS)
    return None if policy is None else PolicyVersions(policy, unit.session.branch.tz)


def about_complaint(session: Session, complaint_no: str, bounds: AsOf) -> RowsByTable:
    """The complaint. Raises `ComplaintNotFound` or `ComplaintNotReceivedYet`."""
    return about_stream(session, COMPLAINT, complaint_no, bounds, (TABLE,), ComplaintNotReceivedYet)


def find_overdue(session: Session, at: datetime) -> list[str]:
    """Numbers of complaints of which a step was due before `at`, as the table tells."""
    wanted = Wanted(by=("next_due_at", "complaint_no"), before={"next_due_at": at})
    rows, _, _ = stored_rows(session.connection, session.branch, TABLE, wanted)
    return [TABLE.key_of(row)[0] for row in rows]


def miss_deadlines(unit: UnitOfWork, complaint_no: str, at: datetime, stamp: StampAt) -> Sequence[Event]:
    """The deadlines of a complaint that passed before `at` and are not recorded as missed yet."""
    return handling.miss_deadlines(unit.require(COMPLAINT, complaint_no), at, stamp_at=stamp)


CLOSER = Closer(COMPLAINT.kind, find_overdue, miss_deadlines)
