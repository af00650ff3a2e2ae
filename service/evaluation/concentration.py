"""How much of a period's worth, or of our profit in it, its best customers brought."""

from decimal import Decimal
from enum import StrEnum
from typing import Any

from domain.evaluation.concentration import Concentration, concentration
from domain.evaluation.period import parse_period
from projections.orders.customer_months import CUSTOMER_MONTHS
from projections.products.retailer_margins import RETAILER_MARGINS
from projections.running.query import Wanted
from service.queries import AsOf, list_table
from service.session import Session


class RankedBy(StrEnum):
    """By what customers are ranked."""

    WORTH = "worth"  # delivered less returned
    PROFIT = "profit"  # what we earn on what has a known transfer price; returns are not taken off


def top_customers(
    session: Session, period_name: str, by: RankedBy, bounds: AsOf
) -> tuple[int, Concentration, list[str]]:
    """The position, the top fifth, and who is left out since nothing is known. Raises `InvalidPeriod`."""
    period = parse_period(period_name)
    wanted = Wanted(("customer_no", "month"), since={"month": period.begins}, before={"month": period.ends})
    table = CUSTOMER_MONTHS if by is RankedBy.WORTH else RETAILER_MARGINS
    listed = list_table(session, table, wanted, bounds)
    sums: dict[str, Decimal] = {}
    for row in listed.rows:
        if (brought := _brought(row, by)) is not None:
            sums[row.customer_no] = sums.get(row.customer_no, Decimal(0)) + brought
    return listed.position, concentration(sums), sorted({row.customer_no for row in listed.rows} - sums.keys())


def _brought(row: Any, by: RankedBy) -> Decimal | None:
    brought: Decimal | None = row.profit if by is RankedBy.PROFIT else row.delivered_amount - row.returned_amount
    return brought
