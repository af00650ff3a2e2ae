"""contacts: each contact with a customer, as planned and as it was."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, NamedTuple

from domain.contacts.contact import punctuality_of
from domain.contacts.events import (
    ContactCalledOff,
    ContactEvent,
    ContactMade,
    ContactMissed,
    ContactPlanned,
    Encounter,
)
from domain.customers.events import CustomerVisited
from domain.kernel.event import Recorded
from domain.kernel.fields import ContactNo, CustomerNo, EmployeeNo
from domain.kernel.months import first_day
from projections.fold.customer_topics import customer_topics_but
from projections.fold.table import Key, ReadTable, Rows


class ContactRow(NamedTuple):
    """One contact (留痕)."""

    contact_no: Annotated[ContactNo, "its number; for a visit recorded on the customer @ and its event's position"]
    customer_no: CustomerNo
    kind: Annotated[str, "visit, call, counter, meeting, training, online_message, promotion, new_product, evaluation"]
    theme: Annotated[str, "what it is about"]
    purpose: Annotated[str | None, "business or emotional; null where it was not said"]
    owner: Annotated[EmployeeNo, "the number of the employee who answers for it"]
    due_on: Annotated[date | None, "the last day on which it is in time; null where nobody had planned it"]
    month: Annotated[date, "first day of the month it was planned for, else made in: where contact_metrics counts it"]
    day: Annotated[date, "the planned day, else the day made"]
    status: Annotated[str, "planned, made, missed (planned day passed, not made) or called_off"]
    is_open: Annotated[bool, "whether it is still to be made: planned or missed"]
    punctuality: Annotated[
        str | None, "on_time, late or missed (not recorded by the closing of its day); else null"
    ] = None
    made_at: Annotated[datetime | None, "when it took place"] = None
    made_by: Annotated[EmployeeNo | None, "the number of the employee who dealt with the customer"] = None
    days_late: Annotated[int | None, "days after the planned day; below 0 is earlier"] = None
    setting: Annotated[str | None, "offline or online"] = None
    initiated_by: Annotated[str | None, "us or customer"] = None
    counterpart: Annotated[str | None, "whom we dealt with, by role: holder, assistant, other"] = None
    outcome: Annotated[str | None, "what was agreed or done"] = None
    finding: Annotated[str | None, "what was found or said"] = None
    minutes: Annotated[int | None, "how long it took, in minutes"] = None
    cost: Annotated[Decimal | None, "what it cost in the branch's currency, without working time"] = None
    solved: Annotated[bool | None, "whether what the customer wanted was solved then and there; null if not said"] = (
        None
    )
    next_due_on: Annotated[date | None, "the day by which the customer is to be called on again"] = None
    reason: Annotated[str | None, "why it was called off"] = None


_TAKEN_OVER = ("made_by", "days_late", *Encounter.model_fields.keys() - {"needs"})


def _groups(recorded: Recorded[ContactEvent | CustomerVisited]) -> tuple[Key, ...]:
    event = recorded.event
    return ((_visit_no(recorded.position) if isinstance(event, CustomerVisited) else event.contact_no,),)


def _visit_no(position: int) -> str:
    return f"@{position}"  # no number that people give can begin so


def month_of(event: ContactEvent) -> date:
    """The month a contact counts in: planned ones in that of the planned day, others when they are made."""
    return first_day(event.due_on or event.effective_on)


def _opened(event: ContactPlanned | ContactMade) -> ContactRow:
    return ContactRow(
        contact_no=event.contact_no,
        customer_no=event.customer_no,
        kind=event.kind,
        theme=event.theme,
        purpose=event.purpose,
        owner=event.owner,
        due_on=event.due_on,
        month=month_of(event),
        day=event.due_on or event.effective_on,
        status="planned",
        is_open=True,
    )


def _planned(_: Rows, recorded: Recorded[ContactPlanned]) -> Rows:
    return [_opened(recorded.event)]


def _made(rows: Rows, recorded: Recorded[ContactMade]) -> Rows:
    event = recorded.event
    punctuality = punctuality_of(event)
    return [
        row._replace(
            status="made",
            is_open=False,
            kind=event.kind,
            theme=event.theme,
            purpose=event.purpose,
            punctuality=punctuality or row.punctuality,
            made_at=event.effective_at,
            **{field: getattr(event, field) for field in _TAKEN_OVER},
        )
        for row in rows or [_opened(event)]
    ]


def _missed(rows: Rows, _: Recorded[ContactMissed]) -> Rows:
    return [row._replace(status="missed", punctuality="missed") for row in rows]


def _called_off(rows: Rows, recorded: Recorded[ContactCalledOff]) -> Rows:
    return [row._replace(status="called_off", is_open=False, reason=recorded.event.reason) for row in rows]


def _visited(_: Rows, recorded: Recorded[CustomerVisited]) -> Rows:
    event = recorded.event
    by, day = event.visitor, event.effective_on
    return [
        ContactRow(
            contact_no=_visit_no(recorded.position),
            customer_no=event.customer_no,
            kind="visit",
            theme=event.purpose,
            purpose=None,
            owner=by,
            due_on=None,
            month=first_day(day),
            day=day,
            status="made",
            is_open=False,
            made_at=event.effective_at,
            made_by=by,
            setting="offline",
            initiated_by="us",
            finding=event.finding,
        )
    ]


CONTACTS = ReadTable(
    name="contacts",
    meaning="Contacts (留痕) with customers: what was planned, what took place, and visits recorded on the customer",
    row=ContactRow,
    key=("contact_no",),
    group=("contact_no",),
    groups=_groups,
    folds={
        ContactPlanned: _planned,
        ContactMade: _made,
        ContactMissed: _missed,
        ContactCalledOff: _called_off,
        CustomerVisited: _visited,
    },
    creates=frozenset({ContactPlanned}),
    solitary=frozenset({CustomerVisited}),
    ignores=customer_topics_but("visited"),
    indexes=(("customer_no", "made_at"), ("owner", "month"), ("day",)),
    unlisted=frozenset({"month", "day", "is_open"}),
)
