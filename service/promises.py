"""Promises: make, publish, keep, break, withdraw; and what of them fell due."""

from collections.abc import Sequence
from datetime import date, datetime

from domain.complaints.area import COMPLAINT
from domain.customers.area import CUSTOMER
from domain.kernel.event import Event
from domain.kernel.stamp import Stamp
from domain.orders.area import ORDER
from domain.promises import promise as decisions
from domain.promises.area import PROMISE
from domain.promises.promise import PromiseStatus
from domain.promises.refusals import PromiseNotMadeYet
from projections.promises.promises import PROMISES
from service.commands import command
from service.due import Closer, end_of, past_due
from service.queries import AsOf, RowsByTable, about_stream
from service.session import Session, StampAt
from service.unit_of_work import UnitOfWork


@command("promise make")
def make_promise(
    unit: UnitOfWork,
    stamp: Stamp,
    promise_no: str,
    text: str,
    due_on: date,
    expected_effect: str,
    *,
    owner: str | None = None,
    customer_no: str | None = None,
    order_no: str | None = None,
    complaint_no: str | None = None,
) -> Sequence[Event]:
    """Promise a customer something; an order or a complaint tells whose it is."""
    order = unit.require(ORDER, order_no) if order_no else None
    complaint = unit.require(COMPLAINT, complaint_no) if complaint_no else None
    number = customer_no or (order and order.customer_no) or (complaint and complaint.customer_no)
    return decisions.make_promise(
        unit.get(PROMISE, promise_no),
        promise_no=promise_no,
        text=text,
        due_on=due_on,
        expected_effect=expected_effect,
        stamp=stamp,
        owner=owner,
        customer=unit.require(CUSTOMER, number) if number else None,
        order=order,
        complaint=complaint,
    )


@command("promise publish")
def publish_promise(
    unit: UnitOfWork,
    stamp: Stamp,
    promise_no: str,
    text: str,
    due_on: date,
    expected_effect: str,
    *,
    owner: str | None = None,
) -> Sequence[Event]:
    """Promise all customers something."""
    return decisions.publish_promise(
        unit.get(PROMISE, promise_no),
        promise_no=promise_no,
        text=text,
        due_on=due_on,
        expected_effect=expected_effect,
        stamp=stamp,
        owner=owner,
    )


@command("promise keep")
def keep_promise(unit: UnitOfWork, stamp: Stamp, promise_no: str, observed_effect: str) -> Sequence[Event]:
    """Record that it was done, and what that brought about."""
    return decisions.keep_promise(unit.require(PROMISE, promise_no), observed_effect, stamp=stamp)


@command("promise break")
def break_promise(unit: UnitOfWork, stamp: Stamp, promise_no: str, workaround: str) -> Sequence[Event]:
    """Record that it will not be done, and what is done instead."""
    return decisions.break_promise(unit.require(PROMISE, promise_no), workaround, stamp=stamp)


@command("promise withdraw")
def withdraw_promise(unit: UnitOfWork, stamp: Stamp, promise_no: str) -> Sequence[Event]:
    """Take it back before it is due."""
    return decisions.withdraw_promise(unit.require(PROMISE, promise_no), stamp=stamp)


def about_promise(session: Session, promise_no: str, bounds: AsOf) -> RowsByTable:
    """The promise. Raises `PromiseNotFound` or `PromiseNotMadeYet`."""
    return about_stream(session, PROMISE, promise_no, bounds, (PROMISES,), PromiseNotMadeYet)


def find_lapsed(session: Session, at: datetime) -> list[str]:
    """Numbers of open promises whose due day ended by `at`, as the table tells."""
    return past_due(session, PROMISES, PromiseStatus.OPEN, at)


def lapse(unit: UnitOfWork, promise_no: str, at: datetime, stamp: StampAt) -> Sequence[Event]:
    """Find the promise unkept from the end of its due day, if that is by `at`."""
    promise = unit.require(PROMISE, promise_no)
    ended = end_of(unit.session, promise.due_on)
    return decisions.lapse(promise, stamp=stamp(ended)) if ended <= at else []


CLOSER = Closer(PROMISE.kind, find_lapsed, lapse)
