"""indelible customer show, list and timeline."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

import typer

from cli.app.options import CustomerNo, Limit
from cli.app.output.tables import Part
from cli.app.parsing.moments import parse_day
from cli.app.reading import Reply, part_of, reads
from domain.customers.events import CustomerStatus
from projections.complaints.complaints import COMPLAINTS
from projections.customers.customer_profile_periods import CUSTOMER_PROFILE_PERIODS
from projections.customers.customer_profiles import CUSTOMER_PROFILES
from projections.orders.customer_months import CUSTOMER_MONTHS
from projections.running.query import Wanted
from projections.timeline.customer_timeline import CUSTOMER_TIMELINE
from projections.timeline.sentences import sentence
from service.queries import AsOf, about_customer, list_table
from service.session import Session

_LISTED = ("customer_no", "name", "status", "class_code", "account_manager", "address", "verified_at", "completeness")
_QUANTITIES = ("orders", "visits", "requested_qty", "ordered_qty", "delivered_qty", "returned_qty")
_AMOUNTS = ("delivered_amount", "returned_amount")


def add_to(app: typer.Typer) -> None:
    """Give the noun its reading commands."""
    reads(app)(show)
    reads(app, "list")(list_customers)
    reads(app)(timeline)


def show(session: Session, bounds: AsOf, customer_no: CustomerNo) -> Reply:
    """Show a customer's file (客户档案), now and over time."""
    tables = (CUSTOMER_PROFILES, CUSTOMER_PROFILE_PERIODS, CUSTOMER_MONTHS, COMPLAINTS)
    found = about_customer(session, customer_no, bounds, tables)
    profile, periods, months, complaints = (found.rows[table.name] for table in tables)
    counts = {name: sum(getattr(month, name) for month in months) for name in _QUANTITIES}
    counts |= {name: sum((getattr(month, name) for month in months), Decimal(0)) for name in _AMOUNTS}
    counts["complaints"] = len(complaints)
    counts["open_complaints"] = sum(row.status != "closed" for row in complaints)
    shown = part_of(CUSTOMER_PROFILE_PERIODS, periods)
    return Reply(
        found.position,
        {
            "profile": part_of(CUSTOMER_PROFILES, profile, single=True),
            "periods": shown,
            "counts": Part(tuple(counts), [tuple(counts.values())], single=True),
        },
        shown={
            "profile": [c for c in CUSTOMER_PROFILES.row._fields if c != "valid_since"],
            "periods": [
                name
                for name, values in zip(shown.columns, zip(*periods, strict=True), strict=True)
                if name not in {"customer_no", "stated"} and any(value is not None for value in values)
            ],
        },
    )


def list_customers(
    session: Session,
    bounds: AsOf,
    status: Annotated[CustomerStatus | None, typer.Option(help="营业, 停业, 退网 or 取缔.")] = None,
    account_manager: Annotated[
        str | None, typer.Option(metavar="EMPLOYEE_NO", help="Only this account manager's (客户经理).")
    ] = None,
    not_verified_since: Annotated[
        date | None,
        typer.Option(metavar="DAY", parser=parse_day, help="Only files that nobody has checked from that day on."),
    ] = None,
    limit: Limit = None,
) -> Reply:
    """List customers (零售客户) by number."""
    wanted = Wanted(
        by=("customer_no",),
        equal={"status": status, "account_manager": account_manager},
        not_since={"verified_at": session.branch.midnight(not_verified_since)} if not_verified_since else {},
        limit=limit,
    )
    listed = list_table(session, CUSTOMER_PROFILES, wanted, bounds)
    return Reply(listed.position, part_of(CUSTOMER_PROFILES, listed.rows), {"": _LISTED}, listed.lag)


def timeline(
    session: Session,
    bounds: AsOf,
    customer_no: CustomerNo,
    last: Annotated[int | None, typer.Option(metavar="N", min=1, help="Only the last so many.")] = None,
) -> Reply:
    """Tell a customer's history in sentences (时间线)."""
    found = about_customer(session, customer_no, bounds, [CUSTOMER_TIMELINE])
    rows = sorted(found.rows[CUSTOMER_TIMELINE.name], key=lambda row: (row.effective_at, row.position))

    def late(row: Any) -> date | None:
        day: date = row.recorded_at.astimezone(session.branch.tz).date()
        return day if day > row.effective_on else None

    shown = [
        (r.effective_on, sentence(r.kind, r.parameters), r.actor, late(r), r.reason, *r) for r in rows[-(last or 0) :]
    ]
    columns = ("day", "what", "by", "told_on", "why", *(column.name for column in CUSTOMER_TIMELINE.columns))
    return Reply(found.position, Part(columns, shown), {"": columns[:5]})
