"""indelible customer: the shops with a licence (零售客户) and what happens to them."""

from datetime import date
from typing import Annotated, Unpack

import typer

from cli.app.changing import changes
from cli.app.options import ApprovedBy, CustomerNo
from cli.app.parsing.moments import parse_day
from cli.customer import queries
from cli.customer.options import ProfileOptions
from domain.customers.events import WithdrawalKind
from service import customers
from service.commands import CommandResult
from service.session import Envelope, Session

app = typer.Typer(add_completion=False, no_args_is_help=True)


@changes(app)
def enrol(
    session: Session,
    envelope: Envelope,
    customer_no: Annotated[
        str | None, typer.Argument(metavar="CUSTOMER_NO", help="The customer's number; else the licence's.")
    ] = None,
    approved_by: ApprovedBy = None,
    **profile: Unpack[ProfileOptions],
) -> CommandResult:
    """Take a shop into the supply network (入网)."""
    return customers.enrol_customer(session, customer_no, profile, envelope, approved_by)


@changes(app)
def change_profile(
    session: Session, envelope: Envelope, customer_no: CustomerNo, **profile: Unpack[ProfileOptions]
) -> CommandResult:
    """State what a customer's file says (客户档案) from a day on."""
    if not profile:
        raise typer.BadParameter("say what changes, for example --address TEXT")
    return customers.change_profile(session, customer_no, profile, envelope)


@changes(app)
def verify_profile(
    session: Session,
    envelope: Envelope,
    customer_no: CustomerNo,
    field: Annotated[
        list[str] | None, typer.Option(metavar="FIELD", help="Only this field, such as address; may be repeated.")
    ] = None,
    note: Annotated[str | None, typer.Option(help="What was found; no word of persons.")] = None,
) -> CommandResult:
    """Record that a file was checked and found right (核实)."""
    return customers.verify_profile(session, customer_no, [f.replace("-", "_") for f in field or ()], note, envelope)


@changes(app)
def renew_licence(
    session: Session,
    envelope: Envelope,
    customer_no: CustomerNo,
    valid_until: Annotated[
        date, typer.Option(metavar="DAY", parser=parse_day, help="The last day on which the licence holds.")
    ],
    licence_no: Annotated[str | None, typer.Option(help="The new number, where it was replaced.")] = None,
) -> CommandResult:
    """Prolong or replace a customer's licence (许可证延续)."""
    return customers.renew_licence(session, customer_no, licence_no, valid_until, envelope)


@changes(app)
def suspend(
    session: Session,
    envelope: Envelope,
    customer_no: CustomerNo,
    until: Annotated[
        date | None, typer.Option(metavar="DAY", parser=parse_day, help="When the shop means to open again.")
    ] = None,
    approved_by: ApprovedBy = None,
) -> CommandResult:
    """Stop supply (停业) until the shop resumes."""
    return customers.suspend_customer(session, customer_no, until, envelope, approved_by)


@changes(app)
def resume(
    session: Session, envelope: Envelope, customer_no: CustomerNo, approved_by: ApprovedBy = None
) -> CommandResult:
    """Start supply again (复业)."""
    return customers.resume_customer(session, customer_no, envelope, approved_by)


@changes(app)
def withdraw(
    session: Session,
    envelope: Envelope,
    customer_no: CustomerNo,
    kind: Annotated[
        WithdrawalKind, typer.Option(help="By the holder (歇业), by the bureau (收回), or struck off (注销).")
    ] = WithdrawalKind.UNKNOWN,
    approved_by: ApprovedBy = None,
) -> CommandResult:
    """Let a shop leave the supply network for good (退网)."""
    return customers.withdraw_customer(session, customer_no, kind, envelope, approved_by)


@changes(app)
def ban(session: Session, envelope: Envelope, customer_no: CustomerNo, approved_by: ApprovedBy = None) -> CommandResult:
    """Supply a large violator no more (取缔); their last score must say so."""
    return customers.ban_customer(session, customer_no, envelope, approved_by)


@changes(app)
def visit(
    session: Session,
    envelope: Envelope,
    customer_no: CustomerNo,
    purpose: Annotated[str, typer.Option(help="What the visit was for.")],
    finding: Annotated[str | None, typer.Option(help="What was found; no word of persons.")] = None,
    visitor: Annotated[
        str | None, typer.Option(metavar="EMPLOYEE_NO", help="Who called, if not the one who records it.")
    ] = None,
) -> CommandResult:
    """Record a call on a shop (走访)."""
    return customers.record_visit(session, customer_no, purpose, finding, visitor, envelope)


queries.add_to(app)
