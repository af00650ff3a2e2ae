"""A complaint: received, responded to, closed, reopened."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from domain.complaint_events import (
    ComplaintClosed,
    ComplaintEvent,
    ComplaintReceived,
    ComplaintReopened,
    ComplaintResponded,
    Party,
)
from domain.customer import Customer, refuse_not_enrolled_yet
from domain.order import Order
from domain.refusals import (
    ComplaintAlreadyReceived,
    ComplaintIsClosed,
    ComplaintIsNotClosed,
    ComplaintIsUnanswered,
    ComplaintNotFound,
    ComplaintStepTooEarly,
    OrderOfAnotherCustomer,
)
from domain.stamp import Stamp
from domain.text import check_identifier, check_text


class ComplaintStatus(StrEnum):
    """How far a complaint has come."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Complaint:
    """What decisions need of a complaint."""

    complaint_no: str
    customer_no: str | None
    status: ComplaintStatus
    received_on: date
    last_step_at: datetime


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
) -> list[ComplaintEvent]:
    """Take a complaint in; a retailer is named by `customer`, anybody else is not."""
    check_identifier("complaint_no", complaint_no)
    if complaint is not None:
        raise ComplaintAlreadyReceived(complaint_no=complaint_no, since=complaint.received_on)
    if customer is not None:
        refuse_not_enrolled_yet(customer, stamp)
    if order is not None and (customer is None or order.customer_no != customer.customer_no):
        raise OrderOfAnotherCustomer(order_no=order.order_no, holder=order.customer_no)
    return [
        ComplaintReceived(
            **stamp.fields(),
            complaint_no=complaint_no,
            customer_no=customer and customer.customer_no,
            party=party or (Party.RETAILER if customer else Party.UNKNOWN),
            text=check_text("text", text),
            category=None if category is None else check_text("category", category, most=100),
            channel=None if channel is None else check_text("channel", channel, most=100),
            order_no=order and order.order_no,
            about_employee=None if about_employee is None else check_identifier("about_employee", about_employee),
        )
    ]


def respond_to_complaint(complaint: Complaint, text: str, *, stamp: Stamp) -> list[ComplaintEvent]:
    """Record the answer given; a closed complaint is reopened first."""
    _refuse_closed(complaint)
    return [ComplaintResponded(**_about(complaint, stamp), text=check_text("text", text))]


def close_complaint(complaint: Complaint, outcome: str, *, stamp: Stamp) -> list[ComplaintEvent]:
    """Settle the matter; one that nobody answered cannot be closed."""
    _refuse_closed(complaint)
    if complaint.status is ComplaintStatus.OPEN:
        raise ComplaintIsUnanswered(complaint_no=complaint.complaint_no)
    return [ComplaintClosed(**_about(complaint, stamp), outcome=check_text("outcome", outcome))]


def reopen_complaint(complaint: Complaint, *, stamp: Stamp) -> list[ComplaintEvent]:
    """Take a settled matter up again."""
    stamp.require_reason("a reopening")
    if complaint.status is not ComplaintStatus.CLOSED:
        raise ComplaintIsNotClosed(complaint_no=complaint.complaint_no, status=complaint.status.value)
    return [ComplaintReopened(**_about(complaint, stamp))]


def require_complaint(complaint: Complaint | None, complaint_no: str) -> Complaint:
    """The complaint; raises `ComplaintNotFound` where there is none of that number."""
    if complaint is None:
        raise ComplaintNotFound(complaint_no=complaint_no)
    return complaint


def _about(complaint: Complaint, stamp: Stamp) -> dict[str, Any]:
    if stamp.effective_at < complaint.last_step_at:
        raise ComplaintStepTooEarly(
            complaint_no=complaint.complaint_no,
            at=stamp.effective_at.isoformat(),
            since=complaint.last_step_at.isoformat(),
        )
    return {**stamp.fields(), "complaint_no": complaint.complaint_no, "customer_no": complaint.customer_no}


def _refuse_closed(complaint: Complaint) -> None:
    if complaint.status is ComplaintStatus.CLOSED:
        raise ComplaintIsClosed(complaint_no=complaint.complaint_no)


def evolve(complaint: Complaint | None, event: ComplaintEvent) -> Complaint:
    """The complaint once `event` is known too."""
    if complaint is None:
        return Complaint(
            event.complaint_no, event.customer_no, ComplaintStatus.OPEN, event.effective_on, event.effective_at
        )
    status = {
        ComplaintResponded: ComplaintStatus.ANSWERED,
        ComplaintClosed: ComplaintStatus.CLOSED,
        ComplaintReopened: ComplaintStatus.OPEN,
    }.get(type(event), complaint.status)
    return replace(complaint, status=status, last_step_at=event.effective_at)
