"""customer_months: what each customer asked for, got, sent back in each month, and how often they were visited."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Annotated, NamedTuple

from domain.customer_events import CustomerVisited
from domain.event import CustomerHistoryEvent
from domain.fields import CustomerNo
from domain.order_events import (
    GoodsReturned,
    OrderCancelled,
    OrderConfirmed,
    OrderDelivered,
    OrderPlaced,
    ReturnRecorded,
)
from projections import families
from projections.table import Key, ReadTable, Rows, Told


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
    on = event.placed_on if isinstance(event, OrderConfirmed | OrderCancelled) else event.effective_on
    return on.replace(day=1)


def _groups(recorded: Told[CustomerHistoryEvent]) -> Iterable[Key]:
    return ((recorded.event.customer_no, _month(recorded.event)),)


def _counted(rows: Rows, event: CustomerHistoryEvent) -> MonthRow:
    return rows[0] if rows else MonthRow(event.customer_no, _month(event))


def _placed(rows: Rows, told: Told[OrderPlaced]) -> Rows:
    row = _counted(rows, told.event)
    return [row._replace(orders=row.orders + 1, requested_qty=row.requested_qty + told.event.requested_qty)]


def _confirmed(rows: Rows, told: Told[OrderConfirmed]) -> Rows:
    row = _counted(rows, told.event)
    return [row._replace(ordered_qty=row.ordered_qty + told.event.ordered_qty)]


def _delivered(rows: Rows, told: Told[OrderDelivered]) -> Rows:
    row = _counted(rows, told.event)
    return [
        row._replace(
            delivered_qty=row.delivered_qty + told.event.delivered_qty,
            delivered_amount=row.delivered_amount + told.event.amount,
        )
    ]


def _cancelled(rows: Rows, told: Told[OrderCancelled]) -> Rows:
    row = _counted(rows, told.event)
    return [
        row._replace(
            orders=row.orders - 1,
            requested_qty=row.requested_qty - told.event.requested_qty,
            ordered_qty=row.ordered_qty - told.event.ordered_qty,
        )
    ]


def _returned(rows: Rows, told: Told[GoodsReturned | ReturnRecorded]) -> Rows:
    row = _counted(rows, told.event)
    return [
        row._replace(
            returned_qty=row.returned_qty + told.event.returned_qty,
            returned_amount=row.returned_amount + told.event.amount,
        )
    ]


def _visited(rows: Rows, told: Told[CustomerVisited]) -> Rows:
    row = _counted(rows, told.event)
    return [row._replace(visits=row.visits + 1)]


CUSTOMER_MONTHS = ReadTable(
    name="customer_months",
    meaning="Orders, quantities, worth and visits of each customer by month; months without any are left out",
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
    },
    ignores=families.PROFILE | families.STATUS | families.VERIFICATION | families.LICENCES | families.COMPLAINTS,
    indexes=(("month",),),
)
