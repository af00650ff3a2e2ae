"""indelible contact: dealings with customers (留痕), planned and made."""

from datetime import date
from typing import Annotated, Unpack

import typer

from cli.app.changing import changes
from cli.app.noun import Noun
from cli.app.options import ContactNo, DoneBy, Owner
from cli.app.parsing.moments import parse_day
from cli.contact import queries
from cli.contact.options import EncounterOptions
from domain.contacts.events import ContactKind, Purpose
from service import contacts
from service.commands import Command

app = Noun(metrics="report")


@changes(app)
def plan(
    contact_no: ContactNo,
    customer: Annotated[str, typer.Option(metavar="CUSTOMER_NO", help="With whom.")],
    kind: Annotated[
        ContactKind, typer.Option(help="In which form (拜访, 电话, 柜台, 会议, 培训, 留言, 促销, 新品推介, 评价).")
    ],
    theme: Annotated[str, typer.Option(help="What it is to be about, in the branch's own words.")],
    due: Annotated[date, typer.Option(metavar="DAY", parser=parse_day, help="The last day on which it is in time.")],
    purpose: Annotated[Purpose, typer.Option(help="业务互动 or 情感互动.")] = Purpose.BUSINESS,
    owner: Owner = None,
) -> Command:
    """Plan to deal with a customer by a day (计划)."""
    return contacts.plan_contact(contact_no, customer, kind, theme, due, purpose=purpose, owner=owner)


@changes(app)
def record(
    contact_no: ContactNo,
    customer: Annotated[
        str | None, typer.Option(metavar="CUSTOMER_NO", help="With whom; a planned contact tells it.")
    ] = None,
    made_by: DoneBy = None,
    **said: Unpack[EncounterOptions],
) -> Command:
    """Record a dealing with a customer (留痕); what a plan says need not be said again."""
    return contacts.record_contact(contact_no, customer_no=customer, made_by=made_by, **said)


@changes(app)
def call_off(contact_no: ContactNo) -> Command:
    """Give a planned contact up before its day (取消), with --reason."""
    return contacts.call_off_contact(contact_no)


queries.add_to(app)
