"""customer_profile_periods: what the file says of each customer over time, one row for each stretch without change."""

from bisect import bisect_right
from datetime import datetime
from typing import Annotated, NamedTuple

from domain.customers.classification import CLASSIFYING, class_code
from domain.customers.events import CustomerEnrolled, CustomerEvent
from domain.kernel.event import Recorded
from domain.kernel.fields import CustomerNo
from projections.customers import profile_columns as shown
from projections.fold.customer_topics import CUSTOMER_TOPICS
from projections.fold.table import ReadTable, Rows, changing


@shown.with_file(behind="valid_to")
class PeriodRow(NamedTuple):
    """One customer from `valid_from` until just before `valid_to`."""

    customer_no: CustomerNo
    valid_from: Annotated[datetime, "first instant of the period"]
    valid_to: Annotated[datetime | None, "first instant after the period; null while it lasts"] = None
    stated: Annotated[list[str], "the fields that were stated at valid_from; the others run on from before"] = []  # noqa: RUF012 - folds never alter a row


_until = changing(PeriodRow, "valid_to")
_since = changing(PeriodRow, "valid_from", "stated")
_stating = changing(PeriodRow, "stated")


def _stated(rows: Rows, recorded: Recorded[CustomerEvent]) -> Rows:
    """Split the period at the event's instant; each fact holds from there until the same field is stated again."""
    event = recorded.event
    facts = shown.facts_of(event)
    if not facts:
        return rows
    at = event.effective_at
    periods = list(rows) or [PeriodRow(event.customer_no, at)]
    i = bisect_right([p.valid_from for p in periods], at) - 1
    if i < 0:  # before enrolment, which the domain refuses
        return rows
    if periods[i].valid_from != at:
        periods[i : i + 1] = [_until(periods[i], at), _since(periods[i], at, [])]
        i += 1
    periods[i] = _stating(periods[i], sorted({*periods[i].stated, *facts}))
    for j in range(i, len(periods)):
        if j > i:
            facts = {f: v for f, v in facts.items() if f not in periods[j].stated}
        if not facts:
            break
        period = periods[j] = periods[j]._replace(**facts)
        if not CLASSIFYING.isdisjoint(facts):
            code = class_code(period.market_type, period.business_format, period.business_scale)
            periods[j] = period._replace(class_code=code)
    return periods


CUSTOMER_PROFILE_PERIODS = ReadTable(
    name="customer_profile_periods",
    meaning="What the file says of each customer over time: periods without gap or overlap from enrolment on",
    row=PeriodRow,
    key=("customer_no", "valid_from"),
    group=("customer_no",),
    groups=lambda recorded: ((recorded.event.customer_no,),),
    folds=dict.fromkeys(shown.STATING, _stated),
    creates=frozenset({CustomerEnrolled}),
    ignores=CUSTOMER_TOPICS - {kind.topic for kind in shown.STATING},
    stretches=("valid_from", "valid_to"),
    # Each end is the beginning of the next, one is open: neither gap nor overlap, at a tenth of an exclusion's cost.
    constraints=(
        "CHECK (valid_from < valid_to)",
        "UNIQUE NULLS NOT DISTINCT (customer_no, valid_to)",
        "FOREIGN KEY (customer_no, valid_to) REFERENCES {table} (customer_no, valid_from)",
    ),
    unlisted=frozenset({"valid_to"}),
    bookkeeping=frozenset({"stated"}),
)
