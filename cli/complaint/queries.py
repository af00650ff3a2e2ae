"""indelible complaint show and list."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Annotated

import typer

from cli.app.noun import Formerly
from cli.app.options import ComplaintNo, Limit, OfCustomer
from cli.app.output.tables import Part
from cli.app.parsing.moments import instant, parse_moment
from cli.app.reading import Reply, part_of, reads
from domain.complaints.events import ComplaintStatus, Matter
from domain.complaints.policy_events import Severity
from domain.kernel.party import Party
from projections.complaints.complaint_row import ComplaintRow
from projections.complaints.complaints import COMPLAINTS
from projections.running.query import Wanted
from service.complaints.complaints import about_complaint
from service.due import asked_at
from service.queries import AsOf, list_table
from service.session import Session

_LISTED = (
    "complaint_no",
    "customer_no",
    "owner",
    "status",
    "severity",
    "category",
    "received_at",
    "next_step",
    "next_due_at",
    "late_by",
    "text",
)


def add_to(app: typer.Typer) -> None:
    """Give the noun its reading commands."""
    reads(app)(show)
    reads(app, "list")(list_complaints)


def show(session: Session, bounds: AsOf, complaint_no: ComplaintNo) -> Reply:
    """Show a complaint (投诉), how far it has come, and by when its steps are due."""
    found = about_complaint(session, complaint_no, bounds)
    return Reply(found.position, part_of(COMPLAINTS, found.rows[COMPLAINTS.name], single=True))


def list_complaints(
    session: Session,
    bounds: AsOf,
    customer: OfCustomer = None,
    status: Annotated[ComplaintStatus | None, typer.Option(help="How far they have come.")] = None,
    party: Annotated[Party | None, typer.Option(help="Who complains.")] = None,
    severity: Annotated[Severity | None, typer.Option(help="How grave they are.")] = None,
    category: Annotated[str | None, typer.Option(help="What they are about.")] = None,
    matter: Annotated[Matter | None, typer.Option(help="Complaints, opinions, suggestions or problems.")] = None,
    owner: Annotated[str | None, typer.Option(metavar="EMPLOYEE_NO", help="Who owns them.")] = None,
    unanswered: Annotated[bool, typer.Option("--unanswered", help="Only those that wait for an answer.")] = False,
    overdue: Annotated[
        bool, typer.Option("--overdue", help="Only those with a step that is late, the latest first.")
    ] = (False),
    at: Annotated[
        date | None,
        typer.Option(
            "--late-at",
            metavar="MOMENT",
            parser=parse_moment,
            help="The instant at which lateness is measured; else what the question is bound to, or now.",
        ),
        Formerly("--at"),
    ] = None,
    limit: Limit = None,
) -> Reply:
    """List complaints (投诉) by the time they were received, with the next step that is due."""
    if unanswered and status not in {None, ComplaintStatus.OPEN}:
        raise typer.BadParameter("those that wait for an answer are open; leave out --status")
    given = {
        "status": ComplaintStatus.OPEN if unanswered else status,
        "party": party,
        "severity": severity,
        "category": category,
        "matter": matter,
        "owner": owner,
    }
    moment = asked_at(session, bounds) if at is None else instant(at, session.branch)
    wanted = Wanted(
        ("next_due_at" if overdue else "received_at", "complaint_no"),
        given,
        before={"next_due_at": moment} if overdue else {},
        limit=limit,
    )
    listed = list_table(session, COMPLAINTS, wanted, bounds, customer)
    return Reply(listed.position, _with_lateness(listed.rows, moment), {"": _LISTED}, listed.lag)


def _with_lateness(rows: Sequence[ComplaintRow], at: datetime) -> Part:
    part = part_of(COMPLAINTS, rows)
    shown = [(*row, _next_step(row), _late_by(row, at)) for row in rows]
    return Part([*part.columns, "next_step", "late_by"], shown)


def _next_step(row: ComplaintRow) -> str | None:
    if not row.waiting_for:
        return None
    step = row.waiting_for[0]
    return f"{step} (provisional)" if step in row.provisional else step


def _late_by(row: ComplaintRow, at: datetime) -> str | None:
    """Elapsed time since the next step was due, nights and holidays included: 1 d 03:20."""
    if row.next_due_at is None or row.next_due_at >= at:
        return None
    late: timedelta = at - row.next_due_at
    hours, minutes = divmod(late.seconds // 60, 60)
    return f"{late.days} d {hours:02}:{minutes:02}"
