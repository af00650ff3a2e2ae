"""How much of a period's worth its best customers bought."""

from decimal import Decimal

from domain.concentration import Concentration, concentration
from domain.evaluation.period import parse_period
from projections.customer_months import CUSTOMER_MONTHS
from projections.listing import Wanted
from service.answering import Bounds, list_table
from service.session import Session


def top_customers(session: Session, period_name: str, bounds: Bounds) -> tuple[int, Concentration]:
    """The position, and the top fifth by worth delivered less returned in the period. Raises `InvalidPeriod`."""
    period = parse_period(period_name)
    wanted = Wanted(("customer_no", "month"), since={"month": period.begins}, before={"month": period.ends})
    listed = list_table(session, CUSTOMER_MONTHS, wanted, bounds)
    worth: dict[str, Decimal] = {}
    for row in listed.rows:
        worth[row.customer_no] = worth.get(row.customer_no, Decimal(0)) + row.delivered_amount - row.returned_amount
    return listed.position, concentration(worth)
