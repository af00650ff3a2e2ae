"""Orders and returns: place, confirm, deliver, return goods with or without an order, cancel."""

from collections.abc import Callable, Mapping, Sequence

from domain.customers.area import CUSTOMER
from domain.customers.customer import refuse_banned, require_customer
from domain.kernel.event import Event
from domain.kernel.stamp import Stamp
from domain.orders import goods_return
from domain.orders import order as decisions
from domain.orders.area import ORDER, RETURN
from domain.orders.events import Channel
from domain.orders.lines import RequestedLine, ReturnLine, in_currency
from domain.orders.order import Order, require_order
from service.commands import CommandResult, record
from service.orders.caps import cancel_within_limits, confirm_within_limits
from service.session import Envelope, Session
from service.unit_of_work import UnitOfWork


def place_order(
    session: Session,
    order_no: str,
    customer_no: str,
    lines: Sequence[RequestedLine],
    envelope: Envelope,
    channel: Channel = Channel.UNKNOWN,
    *,
    supplementary: bool = False,
) -> CommandResult:
    """Take an order, judged by what is known of the customer at the order's effective time."""
    asked = {
        "command": "order place",
        "order_no": order_no,
        "customer_no": customer_no,
        "lines": list(lines),
        "channel": channel,
        "supplementary": supplementary,
    }

    def decide(unit: UnitOfWork, stamp: Stamp) -> Sequence[Event]:
        unit.load([ORDER.key(order_no), CUSTOMER.key(customer_no)])  # at once
        return decisions.place_order(
            unit.get(ORDER, order_no),
            require_customer(unit.get(CUSTOMER, customer_no), customer_no),
            order_no=order_no,
            lines=in_currency(lines, session.branch.minor_digits),
            stamp=stamp,
            channel=channel,
            supplementary=supplementary,
        )

    return record(session, envelope, asked, decide)


def confirm_order(session: Session, order_no: str, quantities: Mapping[int, int], envelope: Envelope) -> CommandResult:
    """Settle what will be supplied: `quantities` by line number where it is less than requested.

    Lines of released SKUs that `quantities` does not name are cut to what is left of the customer's cap.
    """
    return _of_order(
        session,
        envelope,
        {"command": "order confirm", "order_no": order_no, "quantities": dict(quantities)},
        lambda unit, order, stamp: confirm_within_limits(unit, order, quantities, stamp),
    )


def deliver_order(session: Session, order_no: str, quantities: Mapping[int, int], envelope: Envelope) -> CommandResult:
    """Hand the goods over: `quantities` by line number where it is less than confirmed.

    Of what can happen to a customer after the confirmation only a ban stops it.
    """

    def decide(unit: UnitOfWork, order: Order, stamp: Stamp) -> Sequence[Event]:
        refuse_banned(require_customer(unit.get(CUSTOMER, order.customer_no), order.customer_no), stamp)
        return decisions.deliver_order(order, quantities, stamp=stamp)

    asked = {"command": "order deliver", "order_no": order_no, "quantities": dict(quantities)}
    return _of_order(session, envelope, asked, decide)


def return_goods(
    session: Session, order_no: str, return_no: str, quantities: Mapping[int, int], envelope: Envelope
) -> CommandResult:
    """Take goods of an order back: `quantities` by line number."""
    return _of_order(
        session,
        envelope,
        {"command": "order return", "order_no": order_no, "return_no": return_no, "quantities": dict(quantities)},
        lambda _, order, stamp: decisions.return_goods(order, return_no, quantities, stamp=stamp),
    )


def cancel_order(session: Session, order_no: str, envelope: Envelope) -> CommandResult:
    """Take an order back before its delivery, and with it what it drew on limited supply."""
    return _of_order(session, envelope, {"command": "order cancel", "order_no": order_no}, cancel_within_limits)


def record_return(
    session: Session, return_no: str, customer_no: str, lines: Sequence[ReturnLine], envelope: Envelope
) -> CommandResult:
    """Take goods back that name no order."""
    asked = {"command": "return", "return_no": return_no, "customer_no": customer_no, "lines": list(lines)}

    def decide(unit: UnitOfWork, stamp: Stamp) -> Sequence[Event]:
        return goods_return.record_return(
            unit.get(RETURN, return_no),
            require_customer(unit.get(CUSTOMER, customer_no), customer_no),
            return_no=return_no,
            lines=in_currency(lines, session.branch.minor_digits),
            stamp=stamp,
        )

    return record(session, envelope, asked, decide)


def _of_order(
    session: Session,
    envelope: Envelope,
    asked: Mapping[str, object],
    decision: Callable[[UnitOfWork, Order, Stamp], Sequence[Event]],
) -> CommandResult:
    order_no = str(asked["order_no"])
    return record(
        session,
        envelope,
        asked,
        lambda unit, stamp: decision(unit, require_order(unit.get(ORDER, order_no), order_no), stamp),
    )
