"""indelible margin: what customers earn on our goods (卖烟利润), and we on them."""

from decimal import Decimal
from typing import Annotated

import typer

from cli.app.noun import Noun
from cli.app.options import Limit, MonthFilter, OfCustomer
from cli.app.parsing.lines import parse_money
from cli.app.reading import Reply, given, part_of, reads
from projections.products.retailer_margins import RETAILER_MARGINS
from projections.running.query import Wanted
from service.queries import AsOf, list_table
from service.session import Session

app = Noun()

_LISTED = (
    "month",
    "customer_no",
    "delivered_amount",
    "coverage",
    "margin",
    "margin_rate",
    "costed_amount",
    "profit",
    "profit_rate",
    "sales_rank",
    "profit_rank",
    "large_unprofitable",
)


@app.callback()
def margin() -> None:
    """Keep the noun apart from its only verb."""


@reads(app, "list")
def list_margins(
    session: Session,
    bounds: AsOf,
    customer: OfCustomer = None,
    month: MonthFilter = None,
    below: Annotated[
        Decimal | None,
        typer.Option(metavar="RATE", parser=parse_money, help="Only customers whose margin rate (毛利率) is lower."),
    ] = None,
    loss_making: Annotated[
        bool, typer.Option("--loss-making", help="Only customers on whom we lose (亏损户).")
    ] = False,
    large_unprofitable: Annotated[
        bool,
        typer.Option(
            "--large-unprofitable", help="Only the month's top fifth by sales that is not so by profit (大而不盈)."
        ),
    ] = False,
    limit: Limit = None,
) -> Reply:
    """List margins by month, the largest customers first; the profit's rank shows who is large and brings little."""
    wanted = Wanted(
        by=("month", "sales_rank"),
        equal=given(month=month, large_unprofitable=large_unprofitable or None),
        below=given(margin_rate=below, profit=Decimal(0) if loss_making else None),
        limit=limit,
    )
    listed = list_table(session, RETAILER_MARGINS, wanted, bounds, customer)
    return Reply(listed.position, part_of(RETAILER_MARGINS, listed.rows), {"": _LISTED}, listed.lag)
