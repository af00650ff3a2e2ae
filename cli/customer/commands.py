"""indelible customer: the shops with a licence (零售客户) and what happens to them."""

from datetime import date
from typing import Annotated, Unpack

import typer

from cli.app.changing import changes
from cli.app.noun import Formerly, Noun
from cli.app.options import ApprovedBy, CustomerNo, DoneBy
from cli.app.parsing.moments import parse_day
from cli.customer import queries
from cli.customer.options import ProfileOptions
from domain.customers.events import WithdrawalKind
from service import customers
from service.commands import Command

app = Noun()


@changes(app)
def enrol(
    customer_no: Annotated[
        str | None, typer.Argument(metavar="CUSTOMER_NO", help="The customer's number; else the licence's.")
    ] = None,
    approved_by: ApprovedBy = None,
    **profile: Unpack[ProfileOptions],
) -> Command:
    """Take a shop into the supply network (入网)."""
    return customers.enrol_customer(customer_no, profile, approved_by)


@changes(app)
def change_profile(customer_no: CustomerNo, **profile: Unpack[ProfileOptions]) -> Command:
    """State what a customer's file says (客户档案) from a day on."""
    if not profile:
        raise typer.BadParameter("say what changes, for example --address TEXT")
    return customers.change_profile(customer_no, profile)


@changes(app)
def verify_profile(
    customer_no: CustomerNo,
    field: Annotated[
        list[str] | None, typer.Option(metavar="FIELD", help="Only this field, such as address; may be repeated.")
    ] = None,
    note: Annotated[
        str | None, typer.Option("--finding", help="What was found; no word of persons."), Formerly("--note")
    ] = None,
) -> Command:
    """Record that a file was checked and found right (核实)."""
    return customers.verify_profile(customer_no, [f.replace("-", "_") for f in field or ()], note)


@changes(app)
def renew_licence(
    customer_no: CustomerNo,
    valid_until: Annotated[
        date,
        typer.Option(
            "--licence-valid-until", metavar="DAY", parser=parse_day, help="The last day on which the licence holds."
        ),
        Formerly("--valid-until"),
    ],
    licence_no: Annotated[str | None, typer.Option(help="The new number, where it was replaced.")] = None,
) -> Command:
    """Prolong or replace a customer's licence (许可证延续)."""
    return customers.renew_licence(customer_no, licence_no, valid_until)


@changes(app)
def suspend(
    customer_no: CustomerNo,
    until: Annotated[
        date | None,
        typer.Option(metavar="DAY", parser=parse_day, help="The first day on which the shop means to open again."),
    ] = None,
    approved_by: ApprovedBy = None,
) -> Command:
    """Stop supply (停业) until the shop resumes."""
    return customers.suspend_customer(customer_no, until, approved_by)


@changes(app)
def resume(customer_no: CustomerNo, approved_by: ApprovedBy = None) -> Command:
    """Start supply again (复业)."""
    return customers.resume_customer(customer_no, approved_by)


@changes(app)
def withdraw(
    customer_no: CustomerNo,
    kind: Annotated[
        WithdrawalKind,
        typer.Option("--withdrawal", help="By the holder (歇业), by the bureau (收回), or struck off (注销)."),
        Formerly("--kind"),
    ] = WithdrawalKind.UNKNOWN,
    approved_by: ApprovedBy = None,
) -> Command:
    """Let a shop leave the supply network for good (退网)."""
    return customers.withdraw_customer(customer_no, kind, approved_by)


@changes(app)
def ban(customer_no: CustomerNo, approved_by: ApprovedBy = None) -> Command:
    """Supply a large violator no more (取缔); their last score must say so."""
    return customers.ban_customer(customer_no, approved_by)


@changes(app)
def visit(
    customer_no: CustomerNo,
    theme: Annotated[str, typer.Option(help="What it was about, in the branch's own words."), Formerly("--purpose")],
    finding: Annotated[str | None, typer.Option(help="What was found; no word of persons.")] = None,
    visitor: DoneBy = None,
) -> Command:
    """Record a call on a shop (走访)."""
    return customers.record_visit(customer_no, theme, finding, visitor)


queries.add_to(app)
