"""What the rows come to on which tiers and classes are decided, customer by customer."""

from collections import Counter

from projections.explaining.basis import Basis
from service.queries import AsOf, rows_at
from service.session import Session


def totals(session: Session, basis: Basis, customer_no: str | None = None) -> Counter[str]:
    """What the basis comes to for each customer who has any of its rows, or for the one who is named."""
    found: Counter[str] = Counter()
    with rows_at(session, basis.table, basis.wanted, AsOf(at_position=basis.position), customer_no) as at:
        for row in at.rows:
            found[row.customer_no] += basis.amount(row)
    return found
