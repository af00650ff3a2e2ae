"""Complaints: receive, handle, close, reopen."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

from domain.complaints import complaint as frame
from domain.complaints import handling
from domain.complaints.complaint import require_complaint
from domain.complaints.events import ComplaintEvent, Matter, Party
from domain.complaints.policy import COMPLAINTS, Rulebook
from domain.complaints.policy_events import Severity
from domain.customer import require_customer
from domain.event import Event
from domain.order import require_order
from domain.stamp import Stamp
from service.looking import Look
from service.recording import Answer, record
from service.session import Envelope, Session

Decision = Callable[..., Sequence[ComplaintEvent]]


@dataclass(frozen=True)
class Said:
    """What is told with a complaint beside its number and its words. No `first_asked` means who records it."""

    party: Party | None = None
    customer_no: str | None = None
    order_no: str | None = None
    category: str | None = None
    channel: str | None = None
    about_employee: str | None = None
    matter: Matter = Matter.COMPLAINT
    severity: Severity | None = None
    first_asked: str | None = None


def receive_complaint(session: Session, complaint_no: str, text: str, said: Said, envelope: Envelope) -> Answer:
    """Take a complaint in, of a customer or of somebody else; one about an order is its customer's."""
    asked = {"command": "complaint receive", "complaint_no": complaint_no, "text": text, **asdict(said)}

    def decide(look: Look, stamp: Stamp) -> Sequence[Event]:
        order = require_order(look.order(said.order_no), said.order_no) if said.order_no else None
        number = said.customer_no or (order and order.customer_no)
        return frame.receive_complaint(
            look.complaint(complaint_no),
            complaint_no=complaint_no,
            text=text,
            stamp=stamp,
            party=said.party,
            customer=require_customer(look.customer(number), number) if number else None,
            order=order,
            category=said.category,
            channel=said.channel,
            about_employee=said.about_employee,
            matter=said.matter,
            severity=said.severity,
            owner=said.first_asked or stamp.actor,
            rules=rulebook(look),
        )

    return record(session, envelope, asked, decide)


def handle_complaint(
    session: Session, complaint_no: str, decision: Decision, envelope: Envelope, /, **said: object
) -> Answer:
    """Take a step with a complaint: a decision of the domain's `handling` or `complaint`, and what it is told."""
    asked = {"command": f"complaint {decision.__name__}", "complaint_no": complaint_no, **said}

    def decide(look: Look, stamp: Stamp) -> Sequence[Event]:
        complaint = require_complaint(look.complaint(complaint_no), complaint_no)
        rules = {"rules": rulebook(look)} if decision in _BY_POLICY else {}
        return decision(complaint, **said, **rules, stamp=stamp)

    return record(session, envelope, asked, decide)


_BY_POLICY: set[Decision] = {handling.assess_complaint, frame.reopen_complaint}
"""Decisions that give deadlines."""


def rulebook(look: Look) -> Rulebook | None:
    """The policy of complaints in the branch's zone; None where none was ever published."""
    policy = look.policy(COMPLAINTS)
    return None if policy is None else Rulebook(policy, look.session.branch.tz)
