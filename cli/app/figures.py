"""Figures by month and owner: the rows, and all of them together."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from cli.app.output.tables import Part
from cli.app.reading import Reply, given, part_of
from projections.fold.table import ReadTable
from projections.running.query import Wanted
from service.queries import AsOf, list_table
from service.session import Session


def by_month_and_owner(
    session: Session,
    bounds: AsOf,
    table: ReadTable,
    total: Callable[[Sequence[Any]], dict[str, Any]],
    customer: str | None,
    owner: str | None,
    month: date | None,
) -> Reply:
    """The table's rows, in parts `months` and `total`; of one customer, owner or month where that is given."""
    wanted = Wanted(("month", "owner"), given(owner=owner, month=month))
    listed = list_table(session, table, wanted, bounds, customer)
    together = total(listed.rows)
    parts = {
        "total": Part(tuple(together), [tuple(together.values())], single=True),
        "months": part_of(table, listed.rows),
    }
    return Reply(listed.position, parts, lag=listed.lag)
