"""indelible complaint show and list."""

from typing import Annotated

import typer

from cli.options import ComplaintNo, Limit, OfCustomer
from cli.reading import Reply, part_of, reads
from domain.complaints.events import ComplaintStatus, Party
from projections.complaints import COMPLAINTS
from projections.listing import Wanted
from service.answering import Bounds, about_complaint, list_table
from service.session import Session

_LISTED = ("complaint_no", "customer_no", "party", "status", "category", "received_at", "responded_at", "text")


def add_to(app: typer.Typer) -> None:
    """Give the noun its reading commands."""
    reads(app)(show)
    reads(app, "list")(list_complaints)


def show(session: Session, bounds: Bounds, complaint_no: ComplaintNo) -> Reply:
    """Show a complaint (投诉) and how far it has come."""
    found = about_complaint(session, complaint_no, bounds)
    return Reply(found.position, part_of(COMPLAINTS, found.rows[COMPLAINTS.name], single=True))


def list_complaints(
    session: Session,
    bounds: Bounds,
    customer: OfCustomer = None,
    status: Annotated[ComplaintStatus | None, typer.Option(help="How far they have come.")] = None,
    party: Annotated[Party | None, typer.Option(help="Who complains.")] = None,
    limit: Limit = None,
) -> Reply:
    """List complaints (投诉) by the time they were received."""
    given = {"status": status, "party": party}
    equal = {name: value for name, value in given.items() if value is not None}
    wanted = Wanted(("received_at", "complaint_no"), equal, limit=limit)
    listed = list_table(session, COMPLAINTS, wanted, bounds, customer)
    return Reply(listed.position, part_of(COMPLAINTS, listed.rows), {"": _LISTED}, listed.lag)
