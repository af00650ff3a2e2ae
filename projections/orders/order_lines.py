"""order_lines: each line of each order as requested, confirmed, delivered and returned."""

from decimal import Decimal
from typing import Annotated, NamedTuple

from domain.kernel.event import Recorded
from domain.kernel.fields import CustomerNo, LineNo, OrderNo, Sku
from domain.orders.events import GoodsReturned, OrderConfirmed, OrderDelivered, OrderPlaced
from projections.fold.table import ReadTable, Rows, topics


class OrderLineRow(NamedTuple):
    """One line. This is the longest table by far, so its folds work by columns and on plain tuples."""

    order_no: OrderNo
    line_no: LineNo
    sku: Sku
    requested_qty: Annotated[int, "cartons (条) asked for (需求量)"]
    ordered_qty: Annotated[int | None, "cartons confirmed (订购量); null until then"]
    delivered_qty: Annotated[int | None, "cartons handed over; null until then"]
    amount: Annotated[
        Decimal, "worth in the branch's currency after the last step that settled it; returns are not taken off"
    ]
    customer_no: CustomerNo
    returned_qty: Annotated[int, "cartons of this line that came back"]


def _placed(_: Rows, recorded: Recorded[OrderPlaced]) -> Rows:
    order_no, customer_no = recorded.event.order_no, recorded.event.customer_no
    return [
        (order_no, x.line_no, x.sku, x.requested_qty, None, None, x.amount, customer_no, 0)
        for x in recorded.event.lines
    ]


def _confirmed(rows: Rows, recorded: Recorded[OrderConfirmed]) -> Rows:
    if not rows:
        return rows
    order, number, sku, asked, _, delivered, worth, customer, back = zip(*rows, strict=True)
    after: Rows = list(zip(order, number, sku, asked, asked, delivered, worth, customer, back, strict=True))
    if not recorded.event.changes:
        return after
    less = {x.line_no: x for x in recorded.event.changes}
    return [
        row._replace(ordered_qty=x.ordered_qty, amount=x.amount) if (x := less.get(row.line_no)) else row
        for row in map(OrderLineRow._make, after)
    ]


def _delivered(rows: Rows, recorded: Recorded[OrderDelivered]) -> Rows:
    if not rows:
        return rows
    order, number, sku, asked, settled, _, worth, customer, back = zip(*rows, strict=True)
    after: Rows = list(zip(order, number, sku, asked, settled, settled, worth, customer, back, strict=True))
    if not recorded.event.changes:
        return after
    less = {x.line_no: x for x in recorded.event.changes}
    return [
        row._replace(delivered_qty=x.delivered_qty, amount=x.amount) if (x := less.get(row.line_no)) else row
        for row in map(OrderLineRow._make, after)
    ]


def _goods_returned(rows: Rows, recorded: Recorded[GoodsReturned]) -> Rows:
    back = {x.line_no: x.qty for x in recorded.event.lines}
    return [
        line._replace(returned_qty=line.returned_qty + back[line.line_no])
        if (line := OrderLineRow._make(row)).line_no in back
        else row
        for row in rows
    ]


ORDER_LINES = ReadTable(
    name="order_lines",
    meaning="Lines of orders as requested, confirmed, delivered and returned; the unit price is amount / quantity",
    row=OrderLineRow,
    key=("order_no", "line_no"),
    group=("order_no",),
    groups=lambda recorded: ((recorded.event.order_no,),),
    folds={
        OrderPlaced: _placed,
        OrderConfirmed: _confirmed,
        OrderDelivered: _delivered,
        GoodsReturned: _goods_returned,
    },
    creates=frozenset({OrderPlaced}),
    evict_after=frozenset({OrderDelivered}),
    # A cancelled order keeps its lines as they were; its status is in `orders`.
    ignores=topics("order", "cancelled"),
    unlisted=frozenset(),
)
