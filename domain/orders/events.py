"""What can have happened to an order, and to goods that came back without one.

The lines stand once, in `order.placed`. Later events carry what differs line by line, and the totals that tables need.
"""

from enum import StrEnum
from typing import Annotated, ClassVar

from domain.kernel.event import CustomerHistoryEvent
from domain.kernel.fields import (
    Amount,
    Business,
    Cartons,
    LineNo,
    OrderNo,
    PlacedAt,
    PlacedOn,
    ReturnNo,
    SchemaVersion,
    Sku,
)
from domain.kernel.frozen_model import FrozenModel


class Channel(StrEnum):
    """How an order reached us: 访销, 电话订货, 网上订货."""

    VISIT = "visit"
    PHONE = "phone"
    ONLINE = "online"
    UNKNOWN = "unknown"


class PlacedLine(FrozenModel):
    """What was asked for (需求量)."""

    line_no: LineNo
    sku: Sku
    requested_qty: Cartons
    amount: Amount


class ConfirmedLine(FrozenModel):
    """A line of which another quantity than requested was confirmed (订购量)."""

    line_no: LineNo
    ordered_qty: Cartons
    amount: Amount


class DeliveredLine(FrozenModel):
    """A line of which another quantity than confirmed was delivered."""

    line_no: LineNo
    delivered_qty: Cartons
    amount: Amount


class ReturnedLine(FrozenModel):
    """Goods that came back; quantity and amount are counted positive."""

    line_no: LineNo
    sku: Sku
    qty: Cartons
    amount: Amount


class OrderEvent(CustomerHistoryEvent):
    """An event of the order's own stream."""

    order_no: OrderNo


class OrderPlaced(OrderEvent):
    """A customer asked for goods."""

    topic: ClassVar[str] = "order.placed"
    schema_version: SchemaVersion = 2
    channel: Annotated[Channel, Business("how the order reached us")]
    supplementary: Annotated[bool, Business("补充订货: beside the cycle's regular order")] = False
    supply_tier: Annotated[
        int | None, Business("the customer's supply tier (档位) at that time, as known when the order was placed")
    ] = None
    lines: Annotated[tuple[PlacedLine, ...], Business("what was asked for, line by line")]
    requested_qty: Cartons
    amount: Amount


class OrderConfirmed(OrderEvent):
    """The quantities that will be supplied were settled; both they and the requested ones are kept."""

    topic: ClassVar[str] = "order.confirmed"
    placed_at: PlacedAt
    placed_on: PlacedOn
    changes: Annotated[tuple[ConfirmedLine, ...], Business("the lines confirmed otherwise than requested")] = ()
    ordered_qty: Cartons
    amount: Amount


class OrderDelivered(OrderEvent):
    """The goods were handed over, in full but for the lines named."""

    topic: ClassVar[str] = "order.delivered"
    placed_at: PlacedAt
    placed_on: PlacedOn
    changes: Annotated[tuple[DeliveredLine, ...], Business("the lines delivered otherwise than confirmed")] = ()
    delivered_qty: Cartons
    amount: Amount


class GoodsReturned(OrderEvent):
    """Delivered goods of this order came back."""

    topic: ClassVar[str] = "order.goods_returned"
    return_no: ReturnNo
    lines: Annotated[tuple[ReturnedLine, ...], Business("what came back, line by line")]
    returned_qty: Cartons
    amount: Amount


class OrderCancelled(OrderEvent):
    """The order will not be delivered; what its month had counted of it is taken back."""

    topic: ClassVar[str] = "order.cancelled"
    placed_at: PlacedAt
    placed_on: PlacedOn
    requested_qty: Cartons
    ordered_qty: Annotated[int, Business("cartons that had been confirmed; 0 if none were")]
    amount: Amount


class ReturnRecorded(CustomerHistoryEvent):
    """Goods came back and no order is named; to which order they belonged is not guessed."""

    topic: ClassVar[str] = "return.recorded"
    return_no: ReturnNo
    lines: Annotated[tuple[ReturnedLine, ...], Business("what came back, line by line")]
    returned_qty: Cartons
    amount: Amount
