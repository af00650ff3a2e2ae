"""Goods that came back without naming an order."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from domain.customers.customer import Customer, refuse_not_enrolled_yet
from domain.kernel.stamp import Stamp
from domain.kernel.text import check_identifier
from domain.orders.events import ReturnedLine, ReturnRecorded
from domain.orders.lines import ReturnLine, check_lines
from domain.orders.refusals import ReturnAlreadyRecorded


@dataclass(frozen=True, slots=True)
class Return:
    """A return document; it is recorded whole and does not change."""

    return_no: str
    customer_no: str
    lines: tuple[ReturnedLine, ...]


def record_return(
    goods: Return | None, customer: Customer, *, return_no: str, lines: Sequence[ReturnLine], stamp: Stamp
) -> list[ReturnRecorded]:
    """Take goods back from a customer enrolled by then, be they suspended or withdrawn since."""
    check_identifier("return_no", return_no)
    stamp.require_reason("a return")
    if goods is not None:
        raise ReturnAlreadyRecorded(return_no=return_no, customer_no=goods.customer_no)
    refuse_not_enrolled_yet(customer, stamp)
    check_lines(f"return {return_no}", lines, "qty")
    return [
        ReturnRecorded(
            **stamp.fields(),
            return_no=return_no,
            customer_no=customer.customer_no,
            lines=lines,  # plain lines are validated once, by the event
            returned_qty=sum(line["qty"] for line in lines),
            amount=sum((line["amount"] for line in lines), Decimal(0)),
        )
    ]


def evolve(goods: Return | None, event: ReturnRecorded) -> Return:
    """The return once `event` is known."""
    return Return(event.return_no, event.customer_no, event.lines)
