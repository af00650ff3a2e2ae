"""returns: goods that came back, line by line, of an order or without one."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, NamedTuple

from domain.kernel.event import Recorded
from domain.kernel.fields import CustomerNo, LineNo, OrderNo, ReturnNo, Sku
from domain.orders.events import GoodsReturned, ReturnRecorded
from projections.fold.table import Key, ReadTable, Rows, topics


class ReturnRow(NamedTuple):
    """One line of a return document."""

    return_no: ReturnNo
    order_no: Annotated[OrderNo | None, "the order whose goods came back; null where the document names none"]
    customer_no: CustomerNo
    sku: Sku
    qty: Annotated[int, "cartons (条) that came back, counted positive"]
    amount: Annotated[Decimal, "their worth in the branch's currency, counted positive"]
    returned_at: Annotated[datetime, "when the goods came back"]
    line_no: LineNo
    returned_on: Annotated[date, "the day the goods came back, in the branch's zone"]
    reason: Annotated[str | None, "why they came back"]


def _groups(recorded: Recorded[GoodsReturned | ReturnRecorded]) -> tuple[Key, ...]:
    return ((recorded.event.return_no, getattr(recorded.event, "order_no", None)),)


def _returned(_: Rows, recorded: Recorded[GoodsReturned | ReturnRecorded]) -> Rows:
    event = recorded.event
    return [
        ReturnRow(
            return_no=event.return_no,
            order_no=getattr(event, "order_no", None),
            customer_no=event.customer_no,
            sku=line.sku,
            qty=line.qty,
            amount=line.amount,
            returned_at=event.effective_at,
            line_no=line.line_no,
            returned_on=event.effective_on,
            reason=event.reason,
        )
        for line in event.lines
    ]


RETURNS = ReadTable(
    name="returns",
    meaning="Goods that came back, line by line; the same number may occur once without and once with each order",
    row=ReturnRow,
    key=("return_no", "order_no", "line_no"),
    group=("return_no", "order_no"),
    groups=_groups,
    folds={GoodsReturned: _returned, ReturnRecorded: _returned},
    creates=frozenset({GoodsReturned, ReturnRecorded}),
    ignores=topics("order", "placed confirmed delivered cancelled"),
    indexes=(("customer_no", "returned_at"), ("order_no",)),
    unlisted=frozenset(),
)
