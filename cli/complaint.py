"""indelible complaint: what somebody says was wrong (投诉), and what became of it."""

from typing import Annotated

import typer

from cli import complaint_reading
from cli.changing import changes
from cli.options import ComplaintNo
from domain.complaints.events import Party
from service import complaints
from service.recording import Answer
from service.session import Envelope, Session

app = typer.Typer(add_completion=False, no_args_is_help=True)


@changes(app)
def receive(
    session: Session,
    envelope: Envelope,
    complaint_no: ComplaintNo,
    text: Annotated[str, typer.Option(help="What was said to be wrong; no word of persons.")],
    customer: Annotated[
        str | None, typer.Option(metavar="CUSTOMER_NO", help="The customer who complains, if it is one of ours.")
    ] = None,
    order: Annotated[str | None, typer.Option(metavar="ORDER_NO", help="The order it is about.")] = None,
    party: Annotated[
        Party | None, typer.Option(help="Who complains; a retailer where a customer is named, else unknown.")
    ] = None,
    category: Annotated[str | None, typer.Option(help="What it is about, in the branch's own list.")] = None,
    channel: Annotated[str | None, typer.Option(help="How it reached us.")] = None,
    about_employee: Annotated[
        str | None, typer.Option(metavar="EMPLOYEE_NO", help="The employee it is about, by number.")
    ] = None,
) -> Answer:
    """Take a complaint in (投诉受理), of whomever it comes."""
    return complaints.receive_complaint(
        session,
        complaint_no,
        text,
        envelope,
        party=party,
        customer_no=customer,
        order_no=order,
        category=category,
        channel=channel,
        about_employee=about_employee,
    )


@changes(app)
def respond(
    session: Session,
    envelope: Envelope,
    complaint_no: ComplaintNo,
    text: Annotated[str, typer.Option(help="The answer that was given.")],
) -> Answer:
    """Record the answer given to the complainant (答复)."""
    return complaints.respond_to_complaint(session, complaint_no, text, envelope)


@changes(app)
def close(
    session: Session,
    envelope: Envelope,
    complaint_no: ComplaintNo,
    outcome: Annotated[str, typer.Option(help="How it was settled.")],
) -> Answer:
    """Settle a complaint that was answered (办结)."""
    return complaints.close_complaint(session, complaint_no, outcome, envelope)


@changes(app)
def reopen(session: Session, envelope: Envelope, complaint_no: ComplaintNo) -> Answer:
    """Take a settled complaint up again (重新受理)."""
    return complaints.reopen_complaint(session, complaint_no, envelope)


complaint_reading.add_to(app)
