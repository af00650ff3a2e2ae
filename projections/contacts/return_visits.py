"""return_visits: when each customer was last dealt with, and by when they are to be called on again."""

from datetime import date, datetime
from typing import Annotated, NamedTuple

from domain.contacts.events import ContactMade
from domain.customers.events import CustomerBanned, CustomerVisited, CustomerWithdrawn
from domain.kernel.event import Recorded
from domain.kernel.fields import CustomerNo, EmployeeNo
from projections.fold.customer_topics import customer_topics_but
from projections.fold.table import ReadTable, Rows, topics


class ReturnVisitRow(NamedTuple):
    """One customer's last contact and what it led to."""

    customer_no: CustomerNo
    last_contact_at: Annotated[datetime, "when the customer was last dealt with"]
    last_contact_by: Annotated[EmployeeNo, "the number of the employee who did"]
    due_on: Annotated[date | None, "the day by which that contact said to call again (回访); null where it did not"]


def _made(rows: Rows, recorded: Recorded[ContactMade]) -> Rows:
    return _after(rows, recorded, recorded.event.made_by, recorded.event.next_due_on)


def _visited(rows: Rows, recorded: Recorded[CustomerVisited]) -> Rows:
    return _after(rows, recorded, recorded.event.visitor, None)


def _after(rows: Rows, recorded: Recorded[ContactMade | CustomerVisited], by: str, due_on: date | None) -> Rows:
    event = recorded.event
    if rows and event.effective_at < rows[0].last_contact_at:  # told late: what came after it stands
        return rows
    return [ReturnVisitRow(event.customer_no, event.effective_at, by, due_on)]


def _left(rows: Rows, _: Recorded[CustomerWithdrawn | CustomerBanned]) -> Rows:
    return [] if rows else rows


RETURN_VISITS = ReadTable(
    name="return_visits",
    meaning="Last contact of each customer in the network, and by when to call on them again (回访)",
    row=ReturnVisitRow,
    key=("customer_no",),
    group=("customer_no",),
    groups=lambda recorded: ((recorded.event.customer_no,),),
    folds={ContactMade: _made, CustomerVisited: _visited, CustomerWithdrawn: _left, CustomerBanned: _left},
    ignores=customer_topics_but("visited withdrawn banned") | topics("contact", "planned missed called_off"),
    indexes=(("due_on",),),
)
