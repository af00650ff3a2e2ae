"""complaints: each complaint and how far it has come."""

from datetime import datetime
from typing import Annotated, NamedTuple

from domain.complaints.events import ComplaintClosed, ComplaintReceived, ComplaintReopened, ComplaintResponded
from domain.fields import ComplaintNo, CustomerNo, EmployeeNo, OrderNo
from projections import families
from projections.table import ReadTable, Rows, Told


class ComplaintRow(NamedTuple):
    """One complaint (投诉)."""

    complaint_no: ComplaintNo
    customer_no: Annotated[CustomerNo | None, "the customer who complains; null where it is none of ours"]
    party: Annotated[str, "who complains: retailer, consumer or unknown"]
    status: Annotated[str, "open, answered or closed; a reopened complaint is open again"]
    category: Annotated[str | None, "what it is about, in the branch's own list"]
    channel: Annotated[str | None, "how it reached us"]
    received_at: Annotated[datetime, "when it was received"]
    text: Annotated[str, "what was said to be wrong"]
    order_no: Annotated[OrderNo | None, "the order it is about, if one was named"]
    about_employee: Annotated[EmployeeNo | None, "the number of the employee it is about, if one was named"]
    responded_at: Annotated[datetime | None, "when the complainant was last given an answer"] = None
    response: Annotated[str | None, "the last answer given"] = None
    closed_at: Annotated[datetime | None, "when it was last settled; null while it is not"] = None
    outcome: Annotated[str | None, "how it was settled; null while it is not"] = None
    reopened_at: Annotated[datetime | None, "when it was last taken up again"] = None
    times_reopened: Annotated[int, "how often it was taken up again"] = 0


def _received(_: Rows, told: Told[ComplaintReceived]) -> Rows:
    event = told.event
    return [
        ComplaintRow(
            complaint_no=event.complaint_no,
            customer_no=event.customer_no,
            party=event.party,
            status="open",
            category=event.category,
            channel=event.channel,
            received_at=event.effective_at,
            text=event.text,
            order_no=event.order_no,
            about_employee=event.about_employee,
        )
    ]


def _responded(rows: Rows, told: Told[ComplaintResponded]) -> Rows:
    event = told.event
    return [row._replace(status="answered", responded_at=event.effective_at, response=event.text) for row in rows]


def _closed(rows: Rows, told: Told[ComplaintClosed]) -> Rows:
    event = told.event
    return [row._replace(status="closed", closed_at=event.effective_at, outcome=event.outcome) for row in rows]


def _reopened(rows: Rows, told: Told[ComplaintReopened]) -> Rows:
    return [
        row._replace(
            status="open",
            closed_at=None,
            outcome=None,
            reopened_at=told.event.effective_at,
            times_reopened=row.times_reopened + 1,
        )
        for row in rows
    ]


COMPLAINTS = ReadTable(
    name="complaints",
    meaning="Complaints (投诉) of customers, consumers and unknown persons, and how far each has come",
    row=ComplaintRow,
    key=("complaint_no",),
    group=("complaint_no",),
    groups=lambda recorded: ((recorded.event.complaint_no,),),
    folds={
        ComplaintReceived: _received,
        ComplaintResponded: _responded,
        ComplaintClosed: _closed,
        ComplaintReopened: _reopened,
    },
    opening=frozenset({ComplaintReceived}),
    ignores=families.CUSTOMERS | families.ORDERS | families.DIALOGUE - families.COMPLAINTS | families.VALUE,
    indexes=(("customer_no", "received_at"),),
)
