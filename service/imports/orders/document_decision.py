"""Decide what a document of a file adds: as typed commands would, one after the other."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from domain.customers.customer import Customer, refuse_banned
from domain.kernel.event import Event
from domain.kernel.stamp import Stamp
from domain.orders import goods_return, order
from domain.orders.events import Channel, OrderEvent
from domain.orders.goods_return import Return, record_return
from domain.orders.order import Order, OrderStatus, confirm_order, deliver_order, place_order
from domain.orders.refusals import OrderChanged, ReturnChanged
from service.imports.orders.document_table import Document


def decide_order(
    found: Order | None, customer: Customer, document: Document, stamp: Stamp, zone: ZoneInfo
) -> tuple[list[Event], Order]:
    """Place the order and, where the file says so, confirm and deliver it; only the steps that are not recorded yet.

    Returns the events and the order as it is with them. What a file says was supplied was settled elsewhere: the caps
    of releases do not cut it, and of what befell the customer after the order only a ban stops it.

    Raises the refusals of those commands, and OrderChanged where the number was recorded with other content.
    """
    events: list[OrderEvent] = []
    if found is None:
        events += place_order(
            None,
            customer,
            order_no=document.document_no,
            lines=document.lines,  # type: ignore[arg-type]  # made by the reader with just these keys
            stamp=stamp,
            channel=Channel(document.channel or Channel.UNKNOWN),
        )
        found = order.evolve(None, events[-1])
    elif _other_order(found, document):
        raise OrderChanged(order_no=document.document_no)
    if document.delivered_at is None:
        return [*events], found
    if document.delivered_at != stamp.effective_at:
        on = document.delivered_at.astimezone(zone).date()
        stamp = replace(stamp, effective_at=document.delivered_at, effective_on=on)
    if found.status in {OrderStatus.PLACED, OrderStatus.CONFIRMED}:
        refuse_banned(customer, stamp)
    if found.status is OrderStatus.PLACED:
        events += confirm_order(found, stamp=stamp)
        found = order.evolve(found, events[-1])
    if found.status is OrderStatus.CONFIRMED:
        events += deliver_order(found, stamp=stamp)
        found = order.evolve(found, events[-1])
    if not _delivered_in_full(found, document.delivered_at):
        raise OrderChanged(order_no=document.document_no)
    return [*events], found


def decide_return(
    found: Return | None, customer: Customer, document: Document, stamp: Stamp
) -> tuple[list[Event], Return]:
    """Record the return unless it is recorded. Raises ReturnChanged where the number has other content."""
    if found is None:
        events = record_return(
            None,
            customer,
            return_no=document.document_no,
            lines=document.lines,  # type: ignore[arg-type]  # made by the reader with just these keys
            stamp=stamp,
        )
        return [*events], goods_return.evolve(None, events[-1])
    if found.customer_no != document.customer_no or _plain(found.lines) != _cells(document.lines):
        raise ReturnChanged(return_no=document.document_no)
    return [], found


def _other_order(found: Order, document: Document) -> bool:
    return (
        found.customer_no != document.customer_no
        or found.channel != (document.channel or Channel.UNKNOWN)
        or found.placed_at != document.effective_at
        or _plain(found.lines) != _cells(document.lines)
    )


def _delivered_in_full(found: Order, at: datetime) -> bool:
    return (
        found.status is OrderStatus.DELIVERED and found.delivered_at == at and not found.settled and not found.delivered
    )


def _plain(lines: Sequence[Any]) -> list[tuple[object, ...]]:
    return [tuple(value for _, value in line) for line in lines]


def _cells(lines: Sequence[Mapping[str, object]]) -> list[tuple[object, ...]]:
    return [tuple(line.values()) for line in lines]
