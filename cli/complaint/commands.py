"""indelible complaint: what somebody says was wrong (投诉), and what became of it."""

from typing import Annotated

import typer

from cli.app.changing import changes
from cli.app.noun import Noun
from cli.app.options import ComplaintNo
from cli.complaint import figures, handling, queries
from domain.complaints.events import Matter
from domain.complaints.policy_events import Severity
from domain.kernel.party import Party
from service.commands import Command
from service.complaints import complaints

app = Noun()


@changes(app)
def receive(
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
    matter: Annotated[
        Matter, typer.Option(help="What kind of word it is: 投诉, 意见, 建议, or 问题 that we found ourselves.")
    ] = Matter.COMPLAINT,
    severity: Annotated[Severity | None, typer.Option(help="How grave it seems (一般, 较大, 重大).")] = None,
    first_asked: Annotated[
        str | None,
        typer.Option(metavar="EMPLOYEE_NO", help="首问负责: who was asked first and owns it; else who records it."),
    ] = None,
) -> Command:
    """Take a complaint in (投诉受理), of whomever it comes; the policy in force gives its deadlines."""
    return complaints.receive_complaint(
        complaint_no,
        text,
        customer_no=customer,
        order_no=order,
        first_asked=first_asked,
        party=party,
        category=category,
        channel=channel,
        about_employee=about_employee,
        matter=matter,
        severity=severity,
    )


handling.add_to(app)


@changes(app)
def close(
    complaint_no: ComplaintNo,
    outcome: Annotated[str, typer.Option(help="How it was settled.")],
    action: Annotated[str, typer.Option(help="What was done about the cause (措施).")],
    cause: Annotated[
        str | None, typer.Option(help="Why it came to it (原因), unless an investigation found it.")
    ] = None,
) -> Command:
    """Settle a complaint that was answered (办结), with its cause and what was done about it."""
    return complaints.close_complaint(complaint_no, outcome=outcome, action=action, cause=cause)


@changes(app)
def reopen(complaint_no: ComplaintNo) -> Command:
    """Take a settled complaint up again (重新受理), under the policy in force now."""
    return complaints.reopen_complaint(complaint_no)


queries.add_to(app)
figures.add_to(app)
