"""Orders and returns: place, confirm, deliver, return goods with or without an order, cancel."""

from collections.abc import Mapping, Sequence

from domain.customers.area import CUSTOMER
from domain.customers.customer import refuse_banned
from domain.kernel.event import Event
from domain.kernel.stamp import Stamp
from domain.orders import goods_return
from domain.orders import order as decisions
from domain.orders.area import ORDER, RETURN
from domain.orders.events import Channel
from domain.orders.lines import RequestedLine, ReturnLine, in_currency
from domain.orders.refusals import OrderNotPlacedYet
from projections.orders.order_lines import ORDER_LINES
from projections.orders.orders import ORDERS
from projections.orders.returns import RETURNS
from service.commands import command
from service.orders.caps import cancel_within_limits, confirm_within_limits
from service.queries import AsOf, RowsByTable, about_stream
from service.session import Session
from service.unit_of_work import UnitOfWork


@command("order place")
def place_order(
    unit: UnitOfWork,
    stamp: Stamp,
    order_no: str,
    customer_no: str,
    lines: Sequence[RequestedLine],
    channel: Channel = Channel.UNKNOWN,
    *,
    supplementary: bool = False,
) -> Sequence[Event]:
    """Take an order, judged by what is known of the customer at the order's effective time."""
    unit.load([ORDER.key(order_no), CUSTOMER.key(customer_no)])  # at once
    return decisions.place_order(
        unit.get(ORDER, order_no),
        unit.require(CUSTOMER, customer_no),
        order_no=order_no,
        lines=in_currency(lines, unit.session.branch.minor_digits),
        stamp=stamp,
        channel=channel,
        supplementary=supplementary,
    )


@command("order confirm")
def confirm_order(unit: UnitOfWork, stamp: Stamp, order_no: str, quantities: Mapping[int, int]) -> Sequence[Event]:
    """Settle what will be supplied: `quantities` by line number where it is less than requested.

    Lines of released SKUs that `quantities` does not name are cut to what is left of the customer's cap.
    """
    return confirm_within_limits(unit, unit.require(ORDER, order_no), quantities, stamp)


@command("order deliver")
def deliver_order(unit: UnitOfWork, stamp: Stamp, order_no: str, quantities: Mapping[int, int]) -> Sequence[Event]:
    """Hand the goods over: `quantities` by line number where it is less than confirmed.

    Of what can happen to a customer after the confirmation only a ban stops it.
    """
    order = unit.require(ORDER, order_no)
    refuse_banned(unit.require(CUSTOMER, order.customer_no), stamp)
    return decisions.deliver_order(order, quantities, stamp=stamp)


@command("order return")
def return_goods(
    unit: UnitOfWork, stamp: Stamp, order_no: str, return_no: str, quantities: Mapping[int, int]
) -> Sequence[Event]:
    """Take goods of an order back: `quantities` by line number."""
    return decisions.return_goods(unit.require(ORDER, order_no), return_no, quantities, stamp=stamp)


@command("order cancel")
def cancel_order(unit: UnitOfWork, stamp: Stamp, order_no: str) -> Sequence[Event]:
    """Take an order back before its delivery, and with it what it drew on limited supply."""
    return cancel_within_limits(unit, unit.require(ORDER, order_no), stamp)


@command("return")
def record_return(
    unit: UnitOfWork, stamp: Stamp, return_no: str, customer_no: str, lines: Sequence[ReturnLine]
) -> Sequence[Event]:
    """Take goods back that name no order."""
    return goods_return.record_return(
        unit.get(RETURN, return_no),
        unit.require(CUSTOMER, customer_no),
        return_no=return_no,
        lines=in_currency(lines, unit.session.branch.minor_digits),
        stamp=stamp,
    )


def about_order(session: Session, order_no: str, bounds: AsOf) -> RowsByTable:
    """The order, its lines and its returns. Raises `OrderNotFound` or `OrderNotPlacedYet`."""
    return about_stream(session, ORDER, order_no, bounds, (ORDERS, ORDER_LINES, RETURNS), OrderNotPlacedYet)
