"""Promises: make, publish, keep, break, withdraw; and what of them fell due."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from domain.complaints.area import COMPLAINT
from domain.complaints.complaint import require_complaint
from domain.customers.area import CUSTOMER
from domain.customers.customer import require_customer
from domain.kernel.event import Event
from domain.kernel.stamp import Stamp
from domain.orders.area import ORDER
from domain.orders.order import require_order
from domain.promises import promise as decisions
from domain.promises.area import PROMISE
from domain.promises.events import PromiseEvent
from domain.promises.promise import Promise, PromiseStatus, require_promise
from domain.promises.refusals import PromiseNotFound, PromiseNotMadeYet
from projections.promises.promises import PROMISES
from service.commands import CommandResult, record
from service.due import end_of, past_due
from service.queries import AsOf, RowsByTable, about_stream
from service.session import Envelope, Session, StampAt
from service.unit_of_work import UnitOfWork


def make_promise(
    session: Session,
    promise_no: str,
    text: str,
    due_on: date,
    expected_effect: str,
    envelope: Envelope,
    *,
    owner: str | None = None,
    customer_no: str | None = None,
    order_no: str | None = None,
    complaint_no: str | None = None,
) -> CommandResult:
    """Promise a customer something; an order or a complaint tells whose it is."""
    asked = {
        "command": "promise make",
        "promise_no": promise_no,
        "text": text,
        "due_on": due_on,
        "expected_effect": expected_effect,
        "owner": owner,
        "customer_no": customer_no,
        "order_no": order_no,
        "complaint_no": complaint_no,
    }

    def decide(unit: UnitOfWork, stamp: Stamp) -> Sequence[Event]:
        order = require_order(unit.get(ORDER, order_no), order_no) if order_no else None
        complaint = require_complaint(unit.get(COMPLAINT, complaint_no), complaint_no) if complaint_no else None
        number = customer_no or (order and order.customer_no) or (complaint and complaint.customer_no)
        return decisions.make_promise(
            unit.get(PROMISE, promise_no),
            promise_no=promise_no,
            text=text,
            due_on=due_on,
            expected_effect=expected_effect,
            stamp=stamp,
            owner=owner,
            customer=require_customer(unit.get(CUSTOMER, number), number) if number else None,
            order=order,
            complaint=complaint,
        )

    return record(session, envelope, asked, decide)


def publish_promise(
    session: Session,
    promise_no: str,
    text: str,
    due_on: date,
    expected_effect: str,
    envelope: Envelope,
    *,
    owner: str | None = None,
) -> CommandResult:
    """Promise all customers something."""
    said = {
        "promise_no": promise_no,
        "text": text,
        "due_on": due_on,
        "expected_effect": expected_effect,
        "owner": owner,
    }
    return record(
        session,
        envelope,
        {"command": "promise publish", **said},
        lambda unit, stamp: decisions.publish_promise(unit.get(PROMISE, promise_no), stamp=stamp, **said),  # type: ignore[arg-type]
    )


def keep_promise(session: Session, promise_no: str, observed_effect: str, envelope: Envelope) -> CommandResult:
    """Record that it was done, and what that brought about."""
    return _of_promise(
        session,
        envelope,
        {"command": "promise keep", "promise_no": promise_no, "observed_effect": observed_effect},
        lambda promise, stamp: decisions.keep_promise(promise, observed_effect, stamp=stamp),
    )


def break_promise(session: Session, promise_no: str, workaround: str, envelope: Envelope) -> CommandResult:
    """Record that it will not be done, and what is done instead."""
    return _of_promise(
        session,
        envelope,
        {"command": "promise break", "promise_no": promise_no, "workaround": workaround},
        lambda promise, stamp: decisions.break_promise(promise, workaround, stamp=stamp),
    )


def withdraw_promise(session: Session, promise_no: str, envelope: Envelope) -> CommandResult:
    """Take it back before it is due."""
    return _of_promise(
        session,
        envelope,
        {"command": "promise withdraw", "promise_no": promise_no},
        lambda promise, stamp: decisions.withdraw_promise(promise, stamp=stamp),
    )


def about_promise(session: Session, promise_no: str, bounds: AsOf) -> RowsByTable:
    """The promise. Raises `PromiseNotFound` or `PromiseNotMadeYet`."""
    key = PROMISE.key(promise_no)
    return about_stream(session, key, bounds, (PROMISES,), PromiseNotFound, PromiseNotMadeYet)


def find_lapsed(session: Session, at: datetime) -> list[str]:
    """Numbers of open promises whose due day ended by `at`, as the table tells."""
    return past_due(session, PROMISES, PromiseStatus.OPEN, at)


def lapse(unit: UnitOfWork, promise_no: str, at: datetime, stamp: StampAt) -> Sequence[Event]:
    """Find the promise unkept from the end of its due day, if that is by `at`."""
    promise = require_promise(unit.get(PROMISE, promise_no), promise_no)
    ended = end_of(unit.session, promise.due_on)
    return decisions.lapse(promise, stamp=stamp(ended)) if ended <= at else []


def _of_promise(
    session: Session,
    envelope: Envelope,
    asked: Mapping[str, object],
    decision: Callable[[Promise, Stamp], Sequence[PromiseEvent]],
) -> CommandResult:
    promise_no = str(asked["promise_no"])
    return record(
        session,
        envelope,
        asked,
        lambda unit, stamp: decision(require_promise(unit.get(PROMISE, promise_no), promise_no), stamp),
    )
