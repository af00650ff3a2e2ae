"""Figures by month and owner: the rows, and all of them together."""

from datetime import date

from cli.app.output.tables import Part
from cli.app.reading import Reply, part_of
from projections.fold.tally import Tally
from projections.running.query import Wanted
from service.queries import AsOf, list_table
from service.session import Session


def by_month_and_owner(
    session: Session,
    bounds: AsOf,
    table: Tally,
    customer: str | None,
    owner: str | None,
    month: date | None,
) -> Reply:
    """The table's rows, in parts `months` and `total`; of one customer, owner or month where that is given."""
    wanted = Wanted(("month", "owner"), {"owner": owner, "month": month})
    listed = list_table(session, table, wanted, bounds, customer)
    together = table.total(listed.rows)
    parts = {
        "total": Part(tuple(together), [tuple(together.values())], single=True),
        "months": part_of(table, listed.rows),
    }
    return Reply(listed.position, parts, lag=listed.lag)
