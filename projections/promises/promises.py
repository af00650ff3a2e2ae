"""promises: each promise and what became of it."""

from datetime import date, datetime
from typing import Annotated, Any, NamedTuple

from domain.kernel.event import Recorded
from domain.kernel.fields import ComplaintNo, CustomerNo, EmployeeNo, OrderNo, PromiseNo
from domain.kernel.months import first_day
from domain.promises.events import (
    PromiseBroken,
    PromiseEvent,
    PromiseKept,
    PromiseLapsed,
    PromiseMade,
    PromisePublished,
    PromiseWithdrawn,
)
from domain.promises.promise import UNSETTLED, became
from projections.fold.table import ReadTable, Rows


class PromiseRow(NamedTuple):
    """One promise (承诺)."""

    promise_no: PromiseNo
    published: Annotated[bool, "whether it was published to all; else it was made to a customer or who complained"]
    customer_no: Annotated[CustomerNo | None, "the customer it was made to; null where that is none of ours, or all"]
    order_no: Annotated[OrderNo | None, "the order it is about, if one was named"]
    complaint_no: Annotated[ComplaintNo | None, "the complaint it is about, if one was named"]
    owner: Annotated[EmployeeNo, "the number of the employee who answers for it"]
    text: Annotated[str, "what was promised"]
    expected_effect: Annotated[str, "what keeping it is to bring about"]
    made_at: Annotated[datetime, "when it was made or published"]
    due_on: Annotated[date, "the last day on which it is kept in time"]
    month: Annotated[date, "first day of the month it is due in: where promise_metrics counts it"]
    status: Annotated[str, "open, overdue (found unkept after its due day), kept, kept_late, broken or withdrawn"]
    settled: Annotated[bool, "whether it was kept, kept late, broken or withdrawn; else it is open or overdue"] = False
    lapsed: Annotated[bool, "whether closing a day found it unkept after its due day, whatever came later"] = False
    settled_at: Annotated[datetime | None, "when it was kept, broken or withdrawn"] = None
    days_late: Annotated[int | None, "days after the due day on which it was kept; 0 is in time"] = None
    observed_effect: Annotated[str | None, "what keeping it brought about, beside what was expected"] = None
    reason: Annotated[str | None, "why it was broken or withdrawn"] = None
    workaround: Annotated[str | None, "what was done instead of a broken one (变通办法)"] = None


def _given(_: Rows, recorded: Recorded[PromiseMade | PromisePublished]) -> Rows:
    event: Any = recorded.event
    published = isinstance(event, PromisePublished)
    return [
        PromiseRow(
            promise_no=event.promise_no,
            published=published,
            customer_no=event.customer_no,
            order_no=None if published else event.order_no,
            complaint_no=None if published else event.complaint_no,
            owner=event.owner,
            text=event.text,
            expected_effect=event.expected_effect,
            made_at=event.effective_at,
            due_on=event.due_on,
            month=first_day(event.due_on),
            status="open",
        )
    ]


def _became(rows: Rows, recorded: Recorded[PromiseEvent]) -> Rows:
    event, status = recorded.event, became(recorded.event)
    more: dict[str, Any] = {} if status in UNSETTLED else {"settled": True, "settled_at": event.effective_at}
    match event:
        case PromiseLapsed():
            more = {"lapsed": True}
        case PromiseKept():
            more |= {"days_late": event.days_late, "observed_effect": event.observed_effect}
        case PromiseBroken():
            more |= {"reason": event.reason, "workaround": event.workaround}
        case PromiseWithdrawn():
            more |= {"reason": event.reason}
    return [row._replace(status=status.value, **more) for row in rows]


PROMISES = ReadTable(
    name="promises",
    meaning="Promises (承诺) to customers, to who complained and to all, and what became of each",
    row=PromiseRow,
    key=("promise_no",),
    group=("promise_no",),
    groups=lambda recorded: ((recorded.event.promise_no,),),
    folds={
        PromiseMade: _given,
        PromisePublished: _given,
        PromiseKept: _became,
        PromiseBroken: _became,
        PromiseLapsed: _became,
        PromiseWithdrawn: _became,
    },
    creates=frozenset({PromiseMade, PromisePublished}),
    indexes=(("customer_no", "made_at"), ("due_on",), ("owner", "month")),
    unlisted=frozenset({"month", "settled"}),
)
