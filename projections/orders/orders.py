"""orders: one row for each order, with its totals as requested, confirmed, delivered and returned."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, NamedTuple

from domain.kernel.event import Recorded
from domain.kernel.fields import CustomerNo, OrderNo
from domain.orders.events import GoodsReturned, OrderCancelled, OrderConfirmed, OrderDelivered, OrderPlaced
from projections.fold.table import ReadTable, Rows, changing


class OrderRow(NamedTuple):
    """One order."""

    order_no: OrderNo
    customer_no: CustomerNo
    channel: Annotated[str, "how the order reached us: visit (访销), phone (电话订货), online (网上订货), unknown"]
    status: Annotated[str, "placed, confirmed, delivered or cancelled"]
    placed_at: Annotated[datetime, "when the order was placed"]
    delivered_at: Annotated[datetime | None, "when the goods were handed over"]
    amount: Annotated[
        Decimal,
        "worth in the branch's currency after the last step that settled it (placed, confirmed, delivered);"
        " returns are not taken off, and a cancelled order keeps its last worth",
    ]
    placed_on: Annotated[date, "the day the order was placed, in the branch's zone"]
    supplementary: Annotated[bool, "补充订货: beside the cycle's regular order"]
    lines: Annotated[int, "number of lines"]
    requested_qty: Annotated[int, "cartons (条) asked for (需求量)"]
    confirmed_at: Annotated[datetime | None, "when the quantities to be supplied were settled"] = None
    ordered_qty: Annotated[int | None, "cartons confirmed (订购量); null until then"] = None
    delivered_qty: Annotated[int | None, "cartons handed over; null until then"] = None
    cancelled_at: Annotated[datetime | None, "when the order was cancelled"] = None
    returned_qty: Annotated[int, "cartons of this order that came back"] = 0
    returned_amount: Annotated[Decimal, "worth of the cartons that came back, in the branch's currency"] = Decimal(0)


def _placed(_: Rows, recorded: Recorded[OrderPlaced]) -> Rows:
    event = recorded.event
    return [
        OrderRow(
            order_no=event.order_no,
            customer_no=event.customer_no,
            channel=event.channel,
            status="placed",
            placed_at=event.effective_at,
            delivered_at=None,
            amount=event.amount,
            placed_on=event.effective_on,
            supplementary=event.supplementary,
            lines=len(event.lines),
            requested_qty=event.requested_qty,
        )
    ]


_confirm = changing(OrderRow, "status", "confirmed_at", "ordered_qty", "amount")
_deliver = changing(OrderRow, "status", "delivered_at", "delivered_qty", "amount")
_cancel = changing(OrderRow, "status", "cancelled_at")
_take_back = changing(OrderRow, "returned_qty", "returned_amount")


def _confirmed(rows: Rows, recorded: Recorded[OrderConfirmed]) -> Rows:
    event = recorded.event
    return [_confirm(row, "confirmed", event.effective_at, event.ordered_qty, event.amount) for row in rows]


def _delivered(rows: Rows, recorded: Recorded[OrderDelivered]) -> Rows:
    event = recorded.event
    return [_deliver(row, "delivered", event.effective_at, event.delivered_qty, event.amount) for row in rows]


def _cancelled(rows: Rows, recorded: Recorded[OrderCancelled]) -> Rows:
    return [_cancel(row, "cancelled", recorded.event.effective_at) for row in rows]


def _goods_returned(rows: Rows, recorded: Recorded[GoodsReturned]) -> Rows:
    event = recorded.event
    return [_take_back(row, row.returned_qty + event.returned_qty, row.returned_amount + event.amount) for row in rows]


ORDERS = ReadTable(
    name="orders",
    meaning="Orders with their totals as requested, confirmed, delivered and returned",
    row=OrderRow,
    key=("order_no",),
    group=("order_no",),
    groups=lambda recorded: ((recorded.event.order_no,),),
    folds={
        OrderPlaced: _placed,
        OrderConfirmed: _confirmed,
        OrderDelivered: _delivered,
        OrderCancelled: _cancelled,
        GoodsReturned: _goods_returned,
    },
    creates=frozenset({OrderPlaced}),
    evict_after=frozenset((OrderDelivered, OrderCancelled)),
    indexes=(("customer_no", "placed_at"), ("placed_on",)),
    unlisted=frozenset(),
)
