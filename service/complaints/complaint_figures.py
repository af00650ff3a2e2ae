"""Figures of how complaints are handled, and the complaints behind each."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from domain.complaints.area import COMPLAINT
from domain.complaints.events import ComplaintEvent
from domain.kernel.figures import Figure
from projections.complaints.complaint_metrics import COMPLAINT_METRICS, MetricRow
from projections.complaints.complaint_row import ComplaintRow
from projections.complaints.complaints import COMPLAINTS
from projections.running.query import Wanted
from service.drill_down import events_behind, figure_not_found, list_figures
from service.queries import AsOf, ListedRows, list_table
from service.session import Session


class Behind(NamedTuple):
    """One complaint behind a figure, with what it adds."""

    complaint_no: str
    customer_no: str | None
    owner: str | None
    status: str
    received_at: datetime
    value: Decimal | None
    numerator: int
    denominator: int | None


def report(
    session: Session, bounds: AsOf, *, period: str | None = None, by: str | None = None, measure: str | None = None
) -> ListedRows:
    """Figures of one month or all; of all complaints, or of each stratum that differs in `by`."""
    listed = list_figures(session, COMPLAINT_METRICS, bounds, period=period, by=by)
    return replace(listed, rows=[row for row in listed.rows if measure in {None, row.measure}])


def drill(session: Session, bounds: AsOf, figure: Figure) -> ListedRows:
    """The complaints behind one figure, as `Behind`, by the time received: what they add sums up to it.

    Raises `FigureNotFound`.
    """
    listed = list_table(session, COMPLAINTS, Wanted(("received_at", "complaint_no")), bounds)
    rows = [row for row in listed.rows if f"{session.branch.day(row.received_at):%Y-%m}" == figure.period]
    sums = _sums(session, bounds, listed.position, figure, [row.complaint_no for row in rows])
    if not sums:
        raise figure_not_found(session, COMPLAINT_METRICS, bounds, figure)
    behind = [_behind(row, sums[row.complaint_no], figure) for row in rows if any(sums.get(row.complaint_no, ()))]
    return replace(listed, rows=behind)


def _behind(row: ComplaintRow, sums: tuple[int, int], figure: Figure) -> Behind:
    added: MetricRow = COMPLAINT_METRICS.row_of(figure, sums)
    return Behind(
        row.complaint_no,
        row.customer_no,
        row.owner,
        row.status,
        row.received_at,
        added.value,
        added.numerator,
        added.denominator,
    )


def _sums(
    session: Session, bounds: AsOf, position: int, figure: Figure, numbers: Iterable[str]
) -> Mapping[str, tuple[int, int]]:
    """Complaint number -> what its events add to numerator and denominator, of the complaints of that stratum."""
    sums: dict[str, tuple[int, int]] = {}
    streams = (COMPLAINT.key(number) for number in numbers)
    for recorded, added in events_behind(session, COMPLAINT_METRICS, bounds, position, figure, streams):
        if isinstance(event := recorded.event, ComplaintEvent):
            numerator, denominator = sums.get(event.complaint_no, (0, 0))
            sums[event.complaint_no] = (numerator + added["numerator"], denominator + added["denominator"])
    return sums
