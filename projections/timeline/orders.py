"""Sentences of the events of orders and returns."""

from collections.abc import Mapping
from typing import Any

from domain.kernel.event import Event
from domain.orders import events as order
from projections.timeline.parameters import Count, Phrase, SentenceOf, fields

_LINES = Count("lines", "lines")

KINDS: Mapping[type[Event], SentenceOf] = {
    order.OrderPlaced: (
        "order_placed",
        fields("order_no", "channel", "supplementary", "requested_qty", "amount", _LINES),
    ),
    order.OrderConfirmed: ("order_confirmed", fields("order_no", "ordered_qty", "amount")),
    order.OrderDelivered: ("order_delivered", fields("order_no", "delivered_qty", "amount")),
    order.OrderCancelled: ("order_cancelled", fields("order_no", "requested_qty", "amount")),
    order.GoodsReturned: ("goods_returned", fields("return_no", "order_no", "returned_qty", "amount", _LINES)),
    order.ReturnRecorded: ("return_recorded", fields("return_no", "returned_qty", "amount", _LINES)),
}

SENTENCES = {
    "order_placed": "Order {order_no} was placed[ ({how})]: {requested_qty} cartons (条) on {lines} lines,"
    " worth {amount}",
    "order_confirmed": "Order {order_no} was confirmed: {ordered_qty} cartons (条), worth {amount}",
    "order_delivered": "Order {order_no} was delivered: {delivered_qty} cartons (条), worth {amount}",
    "order_cancelled": "Order {order_no} was cancelled: {requested_qty} cartons (条), worth {amount}",
    "goods_returned": "Return {return_no} of order {order_no}: {returned_qty} cartons (条) came back, worth {amount}",
    "return_recorded": "Return {return_no} without an order: {returned_qty} cartons (条) came back, worth {amount}",
}


def _how(parameters: Mapping[str, Any]) -> str:
    how = [channel] if (channel := parameters.get("channel", "unknown")) != "unknown" else []
    return ", ".join([*how, "supplementary (补充订货)"] if parameters.get("supplementary") else how)


PHRASES: Mapping[str, Phrase] = {"how": _how}
