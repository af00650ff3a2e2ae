"""An order: placed, confirmed, delivered, goods returned, cancelled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from domain.customers.customer import Customer, refuse_expired_licence, refuse_unable_to_order
from domain.kernel.stamp import Stamp
from domain.kernel.text import check_identifier
from domain.orders.events import (
    Channel,
    GoodsReturned,
    OrderCancelled,
    OrderConfirmed,
    OrderDelivered,
    OrderEvent,
    OrderPlaced,
    PlacedLine,
)
from domain.orders.lines import RequestedLine, ReturnLine, check_lines, part_of
from domain.orders.refusals import (
    InvalidQuantity,
    LineNotFound,
    MoreThanBefore,
    OrderAlreadyPlaced,
    OrderIsClosed,
    OrderIsNotConfirmed,
    OrderIsNotDelivered,
    OrderIsNotPlaced,
    OrderStepTooEarly,
    ReturnAlreadyRecorded,
)


class OrderStatus(StrEnum):
    """How far an order has come."""

    PLACED = "placed"
    CONFIRMED = "confirmed"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Order:
    """What decisions need of an order. `settled` and `delivered` hold (quantity, amount) of lines that differ."""

    order_no: str
    customer_no: str
    channel: Channel
    status: OrderStatus
    placed_at: datetime
    placed_on: date
    supply_tier: int | None
    last_step_at: datetime
    lines: tuple[PlacedLine, ...]
    requested_qty: int
    ordered_qty: int
    amount: Decimal
    delivered_at: datetime | None = None
    settled: Mapping[int, tuple[int, Decimal]] = field(default_factory=dict)
    delivered: Mapping[int, tuple[int, Decimal]] = field(default_factory=dict)
    returned: Mapping[int, int] = field(default_factory=dict)
    return_nos: frozenset[str] = frozenset()

    def at_hand(self, line: PlacedLine) -> tuple[int, Decimal]:
        """The quantity and amount of a line after the last step that settled them."""
        requested = (line.requested_qty, line.amount)
        return self.delivered.get(line.line_no, self.settled.get(line.line_no, requested))


def place_order(
    order: Order | None,
    customer: Customer,
    *,
    order_no: str,
    lines: Sequence[RequestedLine],
    stamp: Stamp,
    channel: Channel = Channel.UNKNOWN,
    supplementary: bool = False,
) -> list[OrderEvent]:
    """Take an order of a customer who may be supplied at the stamp's instant."""
    check_identifier("order_no", order_no)
    if order is not None:
        raise OrderAlreadyPlaced(order_no=order_no, customer_no=order.customer_no)
    refuse_unable_to_order(customer, stamp)
    refuse_expired_licence(customer, stamp)
    check_lines(f"order {order_no}", lines, "requested_qty")
    return [
        OrderPlaced(
            **stamp.fields(),
            order_no=order_no,
            customer_no=customer.customer_no,
            channel=channel,
            supplementary=supplementary,
            supply_tier=customer.supply_tiers.at(stamp.effective_at),
            lines=lines,  # plain lines are validated once, by the event
            requested_qty=sum(line["requested_qty"] for line in lines),
            amount=sum((line["amount"] for line in lines), Decimal(0)),
        )
    ]


def confirm_order(order: Order, quantities: Mapping[int, int] | None = None, *, stamp: Stamp) -> list[OrderEvent]:
    """Settle what will be supplied: all that was requested, or less on the lines given by number."""
    if order.status is not OrderStatus.PLACED:
        raise OrderIsNotPlaced(order_no=order.order_no, status=order.status.value)
    _refuse_too_early(order, "confirming", stamp)
    changes, qty, amount = _changed(order, quantities or {}, order.requested_qty, "requested")
    return [
        OrderConfirmed(
            **_about(order, stamp),
            changes=tuple({"line_no": n, "ordered_qty": q, "amount": a} for n, (q, a) in changes.items()),
            ordered_qty=qty,
            amount=amount,
        )
    ]


def deliver_order(order: Order, quantities: Mapping[int, int] | None = None, *, stamp: Stamp) -> list[OrderEvent]:
    """Hand the goods over: all that was confirmed, or less on the lines given by number."""
    if order.status is not OrderStatus.CONFIRMED:
        raise OrderIsNotConfirmed(order_no=order.order_no, status=order.status.value)
    _refuse_too_early(order, "delivery", stamp)
    changes, qty, amount = _changed(order, quantities or {}, order.ordered_qty, "confirmed")
    return [
        OrderDelivered(
            **_about(order, stamp),
            changes=tuple({"line_no": n, "delivered_qty": q, "amount": a} for n, (q, a) in changes.items()),
            delivered_qty=qty,
            amount=amount,
        )
    ]


def return_goods(order: Order, return_no: str, quantities: Mapping[int, int], *, stamp: Stamp) -> list[OrderEvent]:
    """Take delivered goods back, at the worth they were delivered at; never more of a line than was delivered."""
    check_identifier("return_no", return_no)
    stamp.require_reason("a return")
    if order.status is not OrderStatus.DELIVERED:
        raise OrderIsNotDelivered(order_no=order.order_no, status=order.status.value)
    if return_no in order.return_nos:
        raise ReturnAlreadyRecorded(return_no=return_no, customer_no=order.customer_no)
    _refuse_too_early(order, "a return", stamp)
    by_number = {line.line_no: line for line in order.lines}
    lines: list[ReturnLine] = []
    for line_no, qty in quantities.items():
        if (line := by_number.get(line_no)) is None:
            raise LineNotFound(order_no=order.order_no, line_no=line_no)
        had, worth = order.at_hand(line)
        before = order.returned.get(line_no, 0)
        if qty < 1:
            raise InvalidQuantity(line_no=line_no, value=qty, least=1, most=had)
        if qty > had - before:
            raise MoreThanBefore(line_no=line_no, qty=qty, limit=had - before, before="delivered and not yet returned")
        # The difference of two parts, so that returns one by one are worth together what the line was.
        amount = part_of(worth, before + qty, had) - part_of(worth, before, had)
        lines.append({"line_no": line_no, "sku": line.sku, "qty": qty, "amount": amount})
    check_lines(f"return {return_no}", lines, "qty")
    return [
        GoodsReturned(
            **stamp.fields(),
            order_no=order.order_no,
            customer_no=order.customer_no,
            return_no=return_no,
            lines=lines,
            returned_qty=sum(quantities.values()),
            amount=sum((line["amount"] for line in lines), Decimal(0)),
        )
    ]


def cancel_order(order: Order, *, stamp: Stamp) -> list[OrderEvent]:
    """Take the order back before delivery."""
    stamp.require_reason("a cancellation")
    if order.status in {OrderStatus.DELIVERED, OrderStatus.CANCELLED}:
        raise OrderIsClosed(order_no=order.order_no, status=order.status.value)
    _refuse_too_early(order, "cancelling", stamp)
    return [
        OrderCancelled(
            **_about(order, stamp),
            requested_qty=order.requested_qty,
            ordered_qty=order.ordered_qty,
            amount=order.amount,
        )
    ]


def _about(order: Order, stamp: Stamp) -> dict[str, Any]:
    return {
        **stamp.fields(),
        "order_no": order.order_no,
        "customer_no": order.customer_no,
        "placed_at": order.placed_at,
        "placed_on": order.placed_on,
    }


def _refuse_too_early(order: Order, step: str, stamp: Stamp) -> None:
    if stamp.effective_at < order.last_step_at:
        raise OrderStepTooEarly(
            order_no=order.order_no,
            step=step,
            at=stamp.effective_at.isoformat(),
            earlier=order.status.value,
            since=order.last_step_at.isoformat(),
        )


def _changed(
    order: Order, quantities: Mapping[int, int], total: int, before: str
) -> tuple[dict[int, tuple[int, Decimal]], int, Decimal]:
    """The lines whose quantity goes down, with what is left of their worth; and the order's new totals."""
    changes: dict[int, tuple[int, Decimal]] = {}
    amount = order.amount
    by_number = {line.line_no: line for line in order.lines} if quantities else {}
    for line_no, qty in quantities.items():
        if (line := by_number.get(line_no)) is None:
            raise LineNotFound(order_no=order.order_no, line_no=line_no)
        had, worth = order.at_hand(line)
        if qty < 0:
            raise InvalidQuantity(line_no=line_no, value=qty, least=0, most=had)
        if qty > had:
            raise MoreThanBefore(line_no=line_no, qty=qty, limit=had, before=before)
        if qty < had:
            left = part_of(worth, qty, had)
            changes[line_no] = (qty, left)
            total -= had - qty
            amount -= worth - left
    return changes, total, amount


def evolve(order: Order | None, event: OrderEvent) -> Order:
    """The order once `event` is known too."""
    if isinstance(event, OrderPlaced):
        return Order(
            order_no=event.order_no,
            customer_no=event.customer_no,
            channel=event.channel,
            status=OrderStatus.PLACED,
            placed_at=event.effective_at,
            placed_on=event.effective_on,
            supply_tier=event.supply_tier,
            last_step_at=event.effective_at,
            lines=event.lines,
            requested_qty=event.requested_qty,
            ordered_qty=0,
            amount=event.amount,
        )
    assert order is not None  # noqa: S101 - a stream begins with the event that opens it
    at = event.effective_at
    match event:
        case OrderConfirmed():
            settled = {c.line_no: (c.ordered_qty, c.amount) for c in event.changes}
            return replace(
                order,
                status=OrderStatus.CONFIRMED,
                last_step_at=at,
                settled=settled,
                ordered_qty=event.ordered_qty,
                amount=event.amount,
            )
        case OrderDelivered():
            delivered = {c.line_no: (c.delivered_qty, c.amount) for c in event.changes}
            return replace(
                order,
                status=OrderStatus.DELIVERED,
                last_step_at=at,
                delivered_at=at,
                delivered=delivered,
                amount=event.amount,
            )
        case GoodsReturned():
            returned = dict(order.returned)
            for line in event.lines:
                returned[line.line_no] = returned.get(line.line_no, 0) + line.qty
            return replace(order, last_step_at=at, returned=returned, return_nos=order.return_nos | {event.return_no})
        case OrderCancelled():
            return replace(order, status=OrderStatus.CANCELLED, last_step_at=at)
    return order
