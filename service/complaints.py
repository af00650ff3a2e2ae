"""Complaints: receive, respond, close, reopen."""

from collections.abc import Callable, Mapping, Sequence

from domain import complaint as decisions
from domain.complaints.complaint import Complaint, require_complaint
from domain.complaints.events import ComplaintEvent, Party
from domain.customer import require_customer
from domain.event import Event
from domain.order import require_order
from domain.stamp import Stamp
from service.looking import Look
from service.recording import Answer, record
from service.session import Envelope, Session


def receive_complaint(
    session: Session,
    complaint_no: str,
    text: str,
    envelope: Envelope,
    *,
    party: Party | None = None,
    customer_no: str | None = None,
    order_no: str | None = None,
    category: str | None = None,
    channel: str | None = None,
    about_employee: str | None = None,
) -> Answer:
    """Take a complaint in, of a customer or of somebody else; one about an order is its customer's."""
    asked = {
        "command": "complaint receive",
        "complaint_no": complaint_no,
        "text": text,
        "party": party,
        "customer_no": customer_no,
        "order_no": order_no,
        "category": category,
        "channel": channel,
        "about_employee": about_employee,
    }

    def decide(look: Look, stamp: Stamp) -> Sequence[Event]:
        order = require_order(look.order(order_no), order_no) if order_no else None
        number = customer_no or (order and order.customer_no)
        return decisions.receive_complaint(
            look.complaint(complaint_no),
            complaint_no=complaint_no,
            text=text,
            stamp=stamp,
            party=party,
            customer=require_customer(look.customer(number), number) if number else None,
            order=order,
            category=category,
            channel=channel,
            about_employee=about_employee,
        )

    return record(session, envelope, asked, decide)


def respond_to_complaint(session: Session, complaint_no: str, text: str, envelope: Envelope) -> Answer:
    """Record the answer given to the complainant."""
    return _of_complaint(
        session,
        envelope,
        {"command": "complaint respond", "complaint_no": complaint_no, "text": text},
        lambda complaint, stamp: decisions.respond_to_complaint(complaint, text, stamp=stamp),
    )


def close_complaint(session: Session, complaint_no: str, outcome: str, envelope: Envelope) -> Answer:
    """Settle the matter."""
    return _of_complaint(
        session,
        envelope,
        {"command": "complaint close", "complaint_no": complaint_no, "outcome": outcome},
        lambda complaint, stamp: decisions.close_complaint(complaint, outcome, stamp=stamp),
    )


def reopen_complaint(session: Session, complaint_no: str, envelope: Envelope) -> Answer:
    """Take a settled matter up again."""
    return _of_complaint(
        session,
        envelope,
        {"command": "complaint reopen", "complaint_no": complaint_no},
        lambda complaint, stamp: decisions.reopen_complaint(complaint, stamp=stamp),
    )


def _of_complaint(
    session: Session,
    envelope: Envelope,
    asked: Mapping[str, object],
    decision: Callable[[Complaint, Stamp], Sequence[ComplaintEvent]],
) -> Answer:
    complaint_no = str(asked["complaint_no"])
    return record(
        session,
        envelope,
        asked,
        lambda look, stamp: decision(require_complaint(look.complaint(complaint_no), complaint_no), stamp),
    )
