"""indelible contact show, list, returns, report, themes, unneeded and needs."""

from datetime import date, timedelta
from typing import Annotated

import typer

from cli.app.figures import by_month_and_owner
from cli.app.noun import Formerly
from cli.app.options import ContactNo, DueBy, Limit, MonthFilter, OfCustomer, OfOwner
from cli.app.output.tables import Part
from cli.app.parsing.moments import parse_bound
from cli.app.reading import Reply, given, part_of, reads
from domain.contacts.contact import ContactStatus, Punctuality
from domain.contacts.events import ContactKind, Need
from projections.contacts.contact_metrics import CONTACT_METRICS, total
from projections.contacts.contact_themes import CONTACT_THEMES
from projections.contacts.contacts import CONTACTS
from projections.contacts.return_visits import RETURN_VISITS
from projections.contacts.service_needs import SERVICE_NEEDS, ServiceFigures, figures
from projections.running.query import Wanted
from service.contacts import about_contact
from service.queries import AsOf, list_table
from service.session import Session

_LISTED = ("contact_no", "customer_no", "kind", "owner", "due_on", "status", "made_at", "days_late", "theme", "finding")
_BY_SERVICE = ("service", "said_at", "contact_no")


def add_to(app: typer.Typer) -> None:
    """Give the noun its reading commands."""
    reads(app)(show)
    reads(app, "list")(list_contacts)
    reads(app)(returns)
    reads(app)(report)
    reads(app)(themes)
    reads(app)(unneeded)
    reads(app)(needs)


def show(session: Session, bounds: AsOf, contact_no: ContactNo) -> Reply:
    """Show a contact (留痕), as planned and as it was."""
    found = about_contact(session, contact_no, bounds)
    contact = part_of(CONTACTS, found.rows[CONTACTS.name], single=True)
    needs = part_of(SERVICE_NEEDS, found.rows[SERVICE_NEEDS.name])
    return Reply(found.position, {"contact": contact, "needs": needs}, {"needs": ("service", "need")})


def list_contacts(
    session: Session,
    bounds: AsOf,
    customer: OfCustomer = None,
    owner: OfOwner = None,
    kind: Annotated[ContactKind | None, typer.Option(help="In which form.")] = None,
    theme: Annotated[str | None, typer.Option(help="What they were about.")] = None,
    status: Annotated[ContactStatus | None, typer.Option(help="What has become of them.")] = None,
    punctuality: Annotated[Punctuality | None, typer.Option(help="How their plans were met.")] = None,
    month: MonthFilter = None,
    due: Annotated[
        bool, typer.Option("--planned", help="Only those planned that are still to be made."), Formerly("--due")
    ] = False,
    due_by: DueBy = None,
    missed: Annotated[bool, typer.Option("--missed", help="Short for --punctuality missed.")] = False,
    limit: Limit = None,
) -> Reply:
    """List contacts (留痕) by the day planned, else made."""
    wanted = Wanted(
        by=("day", "contact_no"),
        equal=given(
            owner=owner,
            kind=kind,
            theme=theme,
            status=status,
            punctuality=Punctuality.MISSED if missed else punctuality,
            month=month,
            is_open=due or None,
        ),
        before={"due_on": due_by + timedelta(1)} if due_by else {},
        limit=limit,
    )
    listed = list_table(session, CONTACTS, wanted, bounds, customer)
    return Reply(listed.position, part_of(CONTACTS, listed.rows), {"": _LISTED}, listed.lag)


def returns(
    session: Session,
    bounds: AsOf,
    due_by: Annotated[date, typer.Option(metavar="DAY", parser=parse_bound, help="Who is due by that day.")],
    limit: Limit = None,
) -> Reply:
    """List the customers to be called on again by a day (回访), the longest due first."""
    wanted = Wanted(("due_on", "customer_no"), before={"due_on": due_by + timedelta(1)}, limit=limit)
    listed = list_table(session, RETURN_VISITS, wanted, bounds)
    return Reply(listed.position, part_of(RETURN_VISITS, listed.rows), lag=listed.lag)


def report(
    session: Session, bounds: AsOf, customer: OfCustomer = None, owner: OfOwner = None, month: MonthFilter = None
) -> Reply:
    """Show contacts planned and made, by month and owner; `contact list --month --owner` opens a row."""
    return by_month_and_owner(session, bounds, CONTACT_METRICS, total, customer, owner, month)


def themes(session: Session, bounds: AsOf, customer: OfCustomer = None, month: MonthFilter = None) -> Reply:
    """Show what contacts were about, by month; `contact list --status made --month --theme` opens a row."""
    wanted = Wanted(("month", "theme"), {"month": month} if month else {})
    listed = list_table(session, CONTACT_THEMES, wanted, bounds, customer)
    return Reply(listed.position, part_of(CONTACT_THEMES, listed.rows), lag=listed.lag)


def unneeded(session: Session, bounds: AsOf, customer: OfCustomer = None) -> Reply:
    """Show which of our services customers call unneeded, most often first; `contact needs` opens a row."""
    listed = list_table(session, SERVICE_NEEDS, Wanted(_BY_SERVICE), bounds, customer)
    return Reply(listed.position, Part(ServiceFigures._fields, figures(listed.rows)), lag=listed.lag)


def needs(
    session: Session,
    bounds: AsOf,
    customer: OfCustomer = None,
    service: Annotated[str | None, typer.Option(help="Only of this service.")] = None,
    need: Annotated[Need | None, typer.Option(help="Only who said so.")] = None,
    limit: Limit = None,
) -> Reply:
    """List what customers said of our services, contact by contact."""
    equal = given(service=service, need=need)
    listed = list_table(session, SERVICE_NEEDS, Wanted(_BY_SERVICE, equal, limit=limit), bounds, customer)
    return Reply(listed.position, part_of(SERVICE_NEEDS, listed.rows), lag=listed.lag)
