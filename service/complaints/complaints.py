"""Complaints: receive, handle, close, reopen."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypedDict, Unpack

from domain.complaints import complaint as frame
from domain.complaints import handling
from domain.complaints.area import COMPLAINT, POLICY
from domain.complaints.complaint import require_complaint
from domain.complaints.events import ComplaintEvent, Matter
from domain.complaints.policy import COMPLAINTS, PolicyVersions
from domain.complaints.policy_events import Severity
from domain.customers.area import CUSTOMER
from domain.customers.customer import require_customer
from domain.kernel.event import Event
from domain.kernel.party import Party
from domain.kernel.stamp import Stamp
from domain.orders.area import ORDER
from domain.orders.order import require_order
from projections.complaints.complaints import COMPLAINTS as TABLE
from projections.running.query import Wanted, stored_rows
from service.commands import CommandResult, record
from service.session import Envelope, Session, StampAt
from service.unit_of_work import UnitOfWork

Decision = Callable[..., Sequence[ComplaintEvent]]


class Said(TypedDict, total=False):
    """What may be told with a complaint."""

    party: Party | None
    category: str | None
    channel: str | None
    about_employee: str | None
    matter: Matter
    severity: Severity | None


def receive_complaint(
    session: Session,
    complaint_no: str,
    text: str,
    envelope: Envelope,
    *,
    customer_no: str | None = None,
    order_no: str | None = None,
    first_asked: str | None = None,
    **said: Unpack[Said],
) -> CommandResult:
    """Take a complaint in, of a customer or of somebody else; one about an order is its customer's.

    It is owned by who was asked first, by default who records it.
    """
    asked = {
        "command": "complaint receive",
        "complaint_no": complaint_no,
        "text": text,
        "customer_no": customer_no,
        "order_no": order_no,
        "first_asked": first_asked,
        **said,
    }

    def decide(unit: UnitOfWork, stamp: Stamp) -> Sequence[Event]:
        unit.load([COMPLAINT.key(complaint_no), POLICY.key(COMPLAINTS)])  # at once
        order = require_order(unit.get(ORDER, order_no), order_no) if order_no else None
        number = customer_no or (order and order.customer_no)
        return frame.receive_complaint(
            unit.get(COMPLAINT, complaint_no),
            complaint_no=complaint_no,
            text=text,
            stamp=stamp,
            customer=require_customer(unit.get(CUSTOMER, number), number) if number else None,
            order=order,
            owner=first_asked or stamp.actor,
            rules=rulebook(unit),
            **said,
        )

    return record(session, envelope, asked, decide)


def handle_complaint(
    session: Session, complaint_no: str, decision: Decision, envelope: Envelope, /, **said: object
) -> CommandResult:
    """Take a step with a complaint: a decision of the domain's `handling` or `complaint`, and what it is told."""
    asked = {"command": f"complaint {decision.__name__}", "complaint_no": complaint_no, **said}

    def decide(unit: UnitOfWork, stamp: Stamp) -> Sequence[Event]:
        complaint = require_complaint(unit.get(COMPLAINT, complaint_no), complaint_no)
        rules = {"rules": rulebook(unit)} if decision in _BY_POLICY else {}
        return decision(complaint, **said, **rules, stamp=stamp)

    return record(session, envelope, asked, decide)


_BY_POLICY: set[Decision] = {handling.assess_complaint, frame.reopen_complaint}
"""Decisions that give deadlines."""


def rulebook(unit: UnitOfWork) -> PolicyVersions | None:
    """The policy of complaints in the branch's zone; None where none was ever published."""
    policy = unit.get(POLICY, COMPLAINTS)
    return None if policy is None else PolicyVersions(policy, unit.session.branch.tz)


def find_overdue(session: Session, at: datetime) -> list[str]:
    """Numbers of complaints of which a step was due before `at`, as the table tells."""
    wanted = Wanted(by=("next_due_at", "complaint_no"), before={"next_due_at": at})
    rows, _, _ = stored_rows(session.connection, session.branch, TABLE, wanted)
    return [TABLE.key_of(row)[0] for row in rows]


def miss_deadlines(unit: UnitOfWork, complaint_no: str, at: datetime, stamp: StampAt) -> Sequence[Event]:
    """The deadlines of a complaint that passed before `at` and are not recorded as missed yet."""
    complaint = require_complaint(unit.get(COMPLAINT, complaint_no), complaint_no)
    return handling.miss_deadlines(complaint, at, stamp_at=stamp)
