"""indelible promise show, list, report and churn."""

from datetime import timedelta
from typing import Annotated

import typer

from cli.app.figures import by_month_and_owner
from cli.app.options import DueBy, Limit, MonthFilter, OfCustomer, OfOwner, PromiseNo
from cli.app.output.tables import Part
from cli.app.reading import Reply, part_of, reads
from domain.promises.promise import PromiseStatus
from projections.promises.promise_metrics import PROMISE_METRICS
from projections.promises.promise_standing import PROMISE_STANDING, Standing, StandingFigures, figures
from projections.promises.promises import PROMISES
from projections.running.query import Wanted
from service.promises import about_promise
from service.queries import AsOf, list_table
from service.session import Session

_LISTED = ("promise_no", "customer_no", "published", "owner", "due_on", "status", "days_late", "text")


def add_to(app: typer.Typer) -> None:
    """Give the noun its reading commands."""
    reads(app)(show)
    reads(app, "list")(list_promises)
    reads(app)(report)
    reads(app)(churn)


def show(session: Session, bounds: AsOf, promise_no: PromiseNo) -> Reply:
    """Show a promise (承诺) and what became of it."""
    found = about_promise(session, promise_no, bounds)
    return Reply(found.position, part_of(PROMISES, found.rows[PROMISES.name], single=True))


def list_promises(
    session: Session,
    bounds: AsOf,
    customer: OfCustomer = None,
    owner: OfOwner = None,
    status: Annotated[PromiseStatus | None, typer.Option(help="What has become of them.")] = None,
    month: MonthFilter = None,
    due_by: DueBy = None,
    unsettled: Annotated[bool, typer.Option("--unsettled", help="Only open and overdue ones.")] = False,
    overdue: Annotated[
        bool, typer.Option("--overdue", help="Only those found unkept when a day was closed (逾期), and still so.")
    ] = False,
    lapsed: Annotated[bool, typer.Option("--lapsed", help="Only those ever found so, whatever came later.")] = False,
    published: Annotated[bool, typer.Option("--published", help="Only those published to all.")] = False,
    limit: Limit = None,
) -> Reply:
    """List promises (承诺) by the day they are due."""
    given = {
        "owner": owner,
        "status": status,
        "month": month,
        "settled": False if unsettled or overdue else None,
        "lapsed": lapsed or overdue or None,
        "published": published or None,
    }
    wanted = Wanted(
        by=("due_on", "promise_no"),
        equal=given,
        before={"due_on": due_by + timedelta(1)} if due_by else {},
        limit=limit,
    )
    listed = list_table(session, PROMISES, wanted, bounds, customer)
    return Reply(listed.position, part_of(PROMISES, listed.rows), {"": _LISTED}, listed.lag)


def report(
    session: Session, bounds: AsOf, customer: OfCustomer = None, owner: OfOwner = None, month: MonthFilter = None
) -> Reply:
    """Show the share of promises kept (兑现率) by month due and owner; `promise list --month --owner` opens a row."""
    return by_month_and_owner(session, bounds, PROMISE_METRICS, customer, owner, month)


def churn(
    session: Session,
    bounds: AsOf,
    standing: Annotated[
        Standing | None, typer.Option(help="List the customers that stand so, instead of counting them.")
    ] = None,
    limit: Limit = None,
) -> Reply:
    """Show how many customers left after a promise to them was broken or late, beside the others (流失)."""
    wanted = Wanted(("customer_no",), {"standing": standing} if standing else {}, limit=limit)
    listed = list_table(session, PROMISE_STANDING, wanted, bounds)
    counted = Part(StandingFigures._fields, figures(listed.rows))
    return Reply(listed.position, part_of(PROMISE_STANDING, listed.rows) if standing else counted, lag=listed.lag)
