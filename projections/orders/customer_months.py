"""customer_months: what each customer asked for, got, sent back in each month, and how often they were visited."""

from datetime import date
from decimal import Decimal
from typing import Annotated, NamedTuple

from domain.contacts.events import ContactKind, ContactMade
from domain.customers.events import CustomerVisited
from domain.kernel.fields import CustomerNo
from domain.kernel.months import first_day
from domain.orders.events import (
    GoodsReturned,
    OrderCancelled,
    OrderConfirmed,
    OrderDelivered,
    OrderPlaced,
    ReturnRecorded,
)
from projections.fold.customer_topics import customer_topics_but
from projections.fold.table import topics
from projections.fold.tally import Added, tally


class MonthRow(NamedTuple):
    """One customer's month."""

    customer_no: CustomerNo
    month: Annotated[date, "first day of the month, in the branch's zone"]
    orders: Annotated[int, "orders placed in the month and not cancelled since"] = 0
    requested_qty: Annotated[int, "cartons (条) asked for (需求量), by the month the order was placed in"] = 0
    ordered_qty: Annotated[int, "cartons confirmed (订购量), by the month the order was placed in"] = 0
    delivered_qty: Annotated[int, "cartons handed over in the month"] = 0
    delivered_amount: Annotated[Decimal, "worth of what was handed over in the month, in the branch's currency"] = (
        Decimal(0)
    )
    returned_qty: Annotated[int, "cartons that came back in the month, counted positive"] = 0
    returned_amount: Annotated[Decimal, "worth of what came back in the month, counted positive"] = Decimal(0)
    visits: Annotated[int, "visits in the month"] = 0


def _placed(event: OrderPlaced) -> Added:
    return {(event.customer_no, first_day(event.effective_on)): {"orders": 1, "requested_qty": event.requested_qty}}


def _confirmed(event: OrderConfirmed) -> Added:
    return {(event.customer_no, first_day(event.placed_on)): {"ordered_qty": event.ordered_qty}}


def _delivered(event: OrderDelivered) -> Added:
    delivered = {"delivered_qty": event.delivered_qty, "delivered_amount": event.amount}
    return {(event.customer_no, first_day(event.effective_on)): delivered}


def _cancelled(event: OrderCancelled) -> Added:
    taken_back = {"orders": -1, "requested_qty": -event.requested_qty, "ordered_qty": -event.ordered_qty}
    return {(event.customer_no, first_day(event.placed_on)): taken_back}


def _returned(event: GoodsReturned | ReturnRecorded) -> Added:
    returned = {"returned_qty": event.returned_qty, "returned_amount": event.amount}
    return {(event.customer_no, first_day(event.effective_on)): returned}


_VISIT = {"visits": 1}


def _visited(event: CustomerVisited) -> Added:
    return {(event.customer_no, first_day(event.effective_on)): _VISIT}


def _met(event: ContactMade) -> Added:
    if event.kind is not ContactKind.VISIT:
        return {}
    return {(event.customer_no, first_day(event.effective_on)): _VISIT}


CUSTOMER_MONTHS = tally(
    name="customer_months",
    meaning="Orders, quantities, worth and visits of each customer by month in which anything ever counted",
    row=MonthRow,
    key=("customer_no", "month"),
    adds={
        OrderPlaced: _placed,
        OrderConfirmed: _confirmed,
        OrderDelivered: _delivered,
        OrderCancelled: _cancelled,
        GoodsReturned: _returned,
        ReturnRecorded: _returned,
        CustomerVisited: _visited,
        ContactMade: _met,
    },
    ignores=customer_topics_but("visited") | topics("contact", "planned missed called_off"),
    version=2,
    indexes=(("month",),),
)
