"""customer_timeline: everything that happened with a customer, in the order it was recorded."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Annotated, Any, NamedTuple

from domain import complaint_events as complaint
from domain import customer_events as customer
from domain import order_events as order
from domain.customer_events import profile_facts
from domain.event import CustomerHistoryEvent, Event
from domain.fields import CustomerNo, EmployeeNo
from projections.table import Key, ReadTable, Rows, Told


class TimelineRow(NamedTuple):
    """One event."""

    position: Annotated[int, "where the event stands in the log; orders the whole branch, with gaps"]
    customer_no: CustomerNo
    customer_seq: Annotated[int, "counts the customer's events from 1 without gaps"]
    effective_at: Annotated[datetime, "from when it was true in the business"]
    effective_on: Annotated[date, "the day of effective_at in the branch's zone"]
    recorded_at: Annotated[datetime, "when it was stored"]
    topic: Annotated[str, "the event's topic in the log"]
    kind: Annotated[str, "what happened; with the parameters it makes the sentence that is printed"]
    parameters: Annotated[dict[str, Any], "what the sentence tells; money and days as text, quantities in cartons (条)"]
    actor: EmployeeNo
    reason: Annotated[str | None, "why; always there where something was taken away"]


Parameters = dict[str, Any]


def _fields(*names: str) -> Callable[[Event], Parameters]:
    """Take these fields over as they are, leaving out what is not known."""

    def take(event: Event) -> Parameters:
        return {n: v if type(v) in _PLAIN else _plain(v) for n in names if (v := getattr(event, n)) is not None}

    return take


def _facts(event: CustomerHistoryEvent) -> Parameters:
    return {f: _plain(v) for f, v in profile_facts(event).items()}


def _document(*names: str) -> Callable[[Event], Parameters]:
    """The fields, and on how many lines."""
    take = _fields(*names)

    def count(event: Any) -> Parameters:
        return {**take(event), "lines": len(event.lines)}

    return count


def _verified(event: customer.CustomerProfileVerified) -> Parameters:
    return {"fields": list(event.fields), **({"note": event.note} if event.note else {})}


def _plain(value: object) -> object:
    """A value as JSON holds it; amounts and days as text, so that nothing is rounded."""
    return value if isinstance(value, (str, int)) else str(value)


_PLAIN = {str, int, bool}


KINDS: Mapping[type[Event], tuple[str, Callable[[Any], Parameters]]] = {
    customer.CustomerEnrolled: ("enrolled", _facts),
    customer.CustomerRenamed: ("profile_changed", _facts),
    customer.CustomerMoved: ("profile_changed", _facts),
    customer.CustomerPhoneChanged: ("profile_changed", _facts),
    customer.CustomerShopRemeasured: ("profile_changed", _facts),
    customer.CustomerReclassified: ("profile_changed", _facts),
    customer.CustomerTradeAreaDescribed: ("profile_changed", _facts),
    customer.CustomerManagerAssigned: ("profile_changed", _facts),
    customer.CustomerLicenceRenewed: ("licence_renewed", _facts),
    customer.CustomerProfileVerified: ("profile_verified", _verified),
    customer.CustomerSuspended: ("suspended", _fields("planned_until")),
    customer.CustomerResumed: ("resumed", _fields()),
    customer.CustomerWithdrawn: ("withdrawn", _fields("kind")),
    customer.CustomerVisited: ("visited", _fields("purpose", "visitor", "finding")),
    customer.LicenceGranted: ("licence_granted", _fields("licence_no")),
    order.OrderPlaced: ("order_placed", _document("order_no", "channel", "supplementary", "requested_qty", "amount")),
    order.OrderConfirmed: ("order_confirmed", _fields("order_no", "ordered_qty", "amount")),
    order.OrderDelivered: ("order_delivered", _fields("order_no", "delivered_qty", "amount")),
    order.OrderCancelled: ("order_cancelled", _fields("order_no", "requested_qty", "amount")),
    order.GoodsReturned: ("goods_returned", _document("return_no", "order_no", "returned_qty", "amount")),
    order.ReturnRecorded: ("return_recorded", _document("return_no", "returned_qty", "amount")),
    complaint.ComplaintReceived: ("complaint_received", _fields("complaint_no", "category", "order_no", "text")),
    complaint.ComplaintResponded: ("complaint_responded", _fields("complaint_no", "text")),
    complaint.ComplaintClosed: ("complaint_closed", _fields("complaint_no", "outcome")),
    complaint.ComplaintReopened: ("complaint_reopened", _fields("complaint_no")),
}
"""Kind of event -> the sentence's kind, and what the sentence tells."""


def _groups(recorded: Told[Event]) -> tuple[Key, ...]:
    return () if recorded.customer_seq is None else ((recorded.position,),)


def _happened(_: Rows, told: Told[Any]) -> Rows:
    event = told.event
    kind, parameters = KINDS[type(event)]
    return [
        TimelineRow(
            told.position,
            event.customer_no,
            told.customer_seq or 0,
            event.effective_at,
            event.effective_on,
            told.recorded_at,
            event.topic,
            kind,
            parameters(event),
            event.actor,
            event.reason,
        )
    ]


CUSTOMER_TIMELINE = ReadTable(
    name="customer_timeline",
    meaning="Every event about a customer, in whatever stream it stands; complaints of others are left out",
    row=TimelineRow,
    key=("position",),
    group=("position",),
    groups=_groups,
    folds=dict.fromkeys(KINDS, _happened),
    opening=frozenset(KINDS),
    ignores=frozenset(),
    constraints=("UNIQUE (customer_no, customer_seq)",),
)
