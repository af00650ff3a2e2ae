"""The rows on which tiers and classes are decided: what they come to, and the events behind that."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from domain.kernel.event import Recorded
from projections.explaining.counted import Counted, counted
from projections.fold.table import ReadTable
from projections.running.query import Wanted, fitting_rows
from service.queries import AsOf, rows_at
from service.session import Session


@dataclass(frozen=True)
class Basis:
    """Rows of a table as they were at a position, and the columns of theirs that were added up or taken off."""

    table: ReadTable
    signs: Mapping[str, int]
    """1 for a column that is added, -1 for one that is taken off; null counts as 0."""
    wanted: Wanted
    position: int

    def amount(self, row: Any) -> int:
        """What one of the rows comes to."""
        return sum(sign * (getattr(row, name) or 0) for name, sign in self.signs.items())


def totals(session: Session, basis: Basis, customer_no: str | None = None) -> Counter[str]:
    """What the basis comes to for each customer who has any of its rows, or for the one who is named."""
    found: Counter[str] = Counter()
    with rows_at(session, basis.table, basis.wanted, AsOf(at_position=basis.position), customer_no) as at:
        for row in at.rows:
            found[row.customer_no] += basis.amount(row)
    return found


def events_counted(basis: Basis, events: Iterable[Recorded]) -> list[Counted]:
    """Those of a customer's events that the basis counts, in the order of the log; they add up to its total."""
    known = (recorded for recorded in events if recorded.position <= basis.position)
    return counted(basis.table, known, lambda row: sum(map(basis.amount, fitting_rows([row], basis.wanted))))
