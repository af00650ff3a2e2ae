"""customer_months: what each customer asked for, got, sent back in each month, and how often they were visited."""

from datetime import date
from decimal import Decimal
from typing import Annotated, NamedTuple

from domain.contacts.events import ContactKind, ContactMade
from domain.customers.events import CustomerVisited
from domain.kernel.event import CustomerHistoryEvent, Recorded
from domain.kernel.fields import CustomerNo
from domain.kernel.months import first_day
from domain.orders.events import (
    GoodsReturned,
    OrderCancelled,
    OrderConfirmed,
    OrderDelivered,
    OrderPlaced,
    ReturnRecorded,
)
from projections.fold.table import Key, ReadTable, Rows, changing, topics


class MonthRow(NamedTuple):
    """One customer's month."""

    customer_no: CustomerNo
    month: Annotated[date, "first day of the month, in the branch's zone"]
    orders: Annotated[int, "orders placed in the month and not cancelled since"] = 0
    requested_qty: Annotated[int, "cartons (条) asked for (需求量), by the month the order was placed in"] = 0
    ordered_qty: Annotated[int, "cartons confirmed (订购量), by the month the order was placed in"] = 0
    delivered_qty: Annotated[int, "cartons handed over in the month"] = 0
    delivered_amount: Annotated[Decimal, "worth of what was handed over in the month, in the branch's currency"] = (
        Decimal(0)
    )
    returned_qty: Annotated[int, "cartons that came back in the month, counted positive"] = 0
    returned_amount: Annotated[Decimal, "worth of what came back in the month, counted positive"] = Decimal(0)
    visits: Annotated[int, "visits in the month"] = 0


def _month(event: CustomerHistoryEvent) -> date:
    """The month the event counts in: the order's for what was asked and confirmed, else its own."""
    return first_day(event.placed_on if type(event) in _OF_THE_ORDER else event.effective_on)  # type: ignore[attr-defined]


_OF_THE_ORDER: set[type[CustomerHistoryEvent]] = {OrderConfirmed, OrderCancelled}


def _groups(recorded: Recorded[CustomerHistoryEvent]) -> tuple[Key, ...]:
    event = recorded.event
    if type(event) is ContactMade and event.kind is not ContactKind.VISIT:
        return ()
    return ((event.customer_no, _month(event)),)


_place = changing(MonthRow, "orders", "requested_qty")
_confirm = changing(MonthRow, "ordered_qty")
_deliver = changing(MonthRow, "delivered_qty", "delivered_amount")
_cancel = changing(MonthRow, "orders", "requested_qty", "ordered_qty")
_take_back = changing(MonthRow, "returned_qty", "returned_amount")
_visit = changing(MonthRow, "visits")


def _counted(rows: Rows, event: CustomerHistoryEvent) -> MonthRow:
    return rows[0] if rows else MonthRow(event.customer_no, _month(event))


def _placed(rows: Rows, recorded: Recorded[OrderPlaced]) -> Rows:
    row, event = _counted(rows, recorded.event), recorded.event
    return [_place(row, row.orders + 1, row.requested_qty + event.requested_qty)]


def _confirmed(rows: Rows, recorded: Recorded[OrderConfirmed]) -> Rows:
    row, event = _counted(rows, recorded.event), recorded.event
    return [_confirm(row, row.ordered_qty + event.ordered_qty)]


def _delivered(rows: Rows, recorded: Recorded[OrderDelivered]) -> Rows:
    row, event = _counted(rows, recorded.event), recorded.event
    return [_deliver(row, row.delivered_qty + event.delivered_qty, row.delivered_amount + event.amount)]


def _cancelled(rows: Rows, recorded: Recorded[OrderCancelled]) -> Rows:
    row, event = _counted(rows, recorded.event), recorded.event
    return [_cancel(row, row.orders - 1, row.requested_qty - event.requested_qty, row.ordered_qty - event.ordered_qty)]


def _returned(rows: Rows, recorded: Recorded[GoodsReturned | ReturnRecorded]) -> Rows:
    row, event = _counted(rows, recorded.event), recorded.event
    return [_take_back(row, row.returned_qty + event.returned_qty, row.returned_amount + event.amount)]


def _visited(rows: Rows, recorded: Recorded[CustomerVisited | ContactMade]) -> Rows:
    row = _counted(rows, recorded.event)
    return [_visit(row, row.visits + 1)]


CUSTOMER_MONTHS = ReadTable(
    name="customer_months",
    meaning="Orders, quantities, worth and visits of each customer by month in which anything ever counted",
    row=MonthRow,
    key=("customer_no", "month"),
    group=("customer_no", "month"),
    groups=_groups,
    folds={
        OrderPlaced: _placed,
        OrderConfirmed: _confirmed,
        OrderDelivered: _delivered,
        OrderCancelled: _cancelled,
        GoodsReturned: _returned,
        ReturnRecorded: _returned,
        CustomerVisited: _visited,
        ContactMade: _visited,
    },
    watches=("customer", "order", "return", "contact"),
    ignores=topics(
        "customer",
        "enrolled renamed moved phone_changed shop_remeasured reclassified trade_area_described "
        "manager_assigned licence_renewed profile_verified suspended resumed withdrawn banned "
        "compliance_scored service_classed value_graded value_grade_overridden value_grade_override_ended "
        "value_grade_appealed value_grade_corrected value_grade_appeal_rejected factor_assessed "
        "supply_tier_assigned reasonable_quantity_agreed",
    )
    | topics("contact", "planned missed called_off"),
    version=2,
    indexes=(("month",),),
)
