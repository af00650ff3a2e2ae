"""A promise: made or published, then kept, broken or withdrawn. Its due day never moves: that is another promise."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from domain.complaints.complaint import Complaint
from domain.customers.customer import Customer, refuse_not_enrolled_yet
from domain.kernel.stamp import Stamp
from domain.kernel.text import check_identifier, check_text
from domain.orders.order import Order
from domain.promises.events import (
    PromiseBroken,
    PromiseEvent,
    PromiseKept,
    PromiseLapsed,
    PromiseMade,
    PromisePublished,
    PromiseWithdrawn,
)
from domain.promises.refusals import (
    PromiseAlreadyMade,
    PromiseDueBeforeMade,
    PromiseIsDue,
    PromiseIsSettled,
    PromiseOnAnothersMatter,
    PromiseStepTooEarly,
    PromiseToNobody,
)


class PromiseStatus(StrEnum):
    """What has become of a promise."""

    OPEN = "open"
    OVERDUE = "overdue"  # 逾期: found unkept after its due day, and nothing more is known
    KEPT = "kept"  # 兑现
    KEPT_LATE = "kept_late"
    BROKEN = "broken"  # 未兑现
    WITHDRAWN = "withdrawn"


UNSETTLED = frozenset({PromiseStatus.OPEN, PromiseStatus.OVERDUE})
"""What may still become something else."""


@dataclass(frozen=True, slots=True)
class Promise:
    """What decisions need of a promise."""

    promise_no: str
    customer_no: str | None
    owner: str
    due_on: date
    made_at: datetime
    made_on: date
    status: PromiseStatus


def make_promise(
    promise: Promise | None,
    *,
    promise_no: str,
    text: str,
    due_on: date,
    expected_effect: str,
    stamp: Stamp,
    owner: str | None = None,
    customer: Customer | None = None,
    order: Order | None = None,
    complaint: Complaint | None = None,
) -> list[PromiseEvent]:
    """Promise a customer something, or whoever complained; an order or complaint it is about must be theirs."""
    if not (customer or complaint):
        raise PromiseToNobody(promise_no=promise_no)
    customer_no = customer and customer.customer_no
    if customer is not None:
        refuse_not_enrolled_yet(customer, stamp)
    if order is not None and order.customer_no != customer_no:
        raise PromiseOnAnothersMatter(
            matter=f"order {order.order_no}", holder=f"customer {order.customer_no}", customer_no=customer_no or "-"
        )
    if complaint is not None and complaint.customer_no != customer_no:
        holder = f"customer {complaint.customer_no}" if complaint.customer_no else "none of our customers"
        raise PromiseOnAnothersMatter(
            matter=f"complaint {complaint.complaint_no}", holder=holder, customer_no=customer_no or "-"
        )
    return [
        PromiseMade(
            **_given(promise, promise_no, text, due_on, expected_effect, owner, stamp),
            customer_no=customer_no,
            order_no=order and order.order_no,
            complaint_no=complaint and complaint.complaint_no,
        )
    ]


def publish_promise(
    promise: Promise | None,
    *,
    promise_no: str,
    text: str,
    due_on: date,
    expected_effect: str,
    stamp: Stamp,
    owner: str | None = None,
) -> list[PromiseEvent]:
    """Promise all customers something; the stamp's day is the day of publication."""
    return [PromisePublished(**_given(promise, promise_no, text, due_on, expected_effect, owner, stamp))]


def keep_promise(promise: Promise, observed_effect: str, *, stamp: Stamp) -> list[PromiseEvent]:
    """Record that it was done: in time until the end of the due day, else late; and what that brought about."""
    return [
        PromiseKept(
            **_settling(promise, stamp),
            observed_effect=check_text("observed", observed_effect),
            days_late=max((stamp.effective_on - promise.due_on).days, 0),
        )
    ]


def break_promise(promise: Promise, workaround: str, *, stamp: Stamp) -> list[PromiseEvent]:
    """Record that it will not be done, why, and what is done instead (变通办法)."""
    stamp.require_reason("breaking a promise")
    return [PromiseBroken(**_settling(promise, stamp), workaround=check_text("workaround", workaround))]


def withdraw_promise(promise: Promise, *, stamp: Stamp) -> list[PromiseEvent]:
    """Take it back while it is not due; later that would hide that it was not kept."""
    stamp.require_reason("withdrawing a promise")
    about = _settling(promise, stamp)
    if promise.status is PromiseStatus.OVERDUE or stamp.effective_on > promise.due_on:
        raise PromiseIsDue(promise_no=promise.promise_no, due_on=promise.due_on)
    return [PromiseWithdrawn(**about)]


def lapse(promise: Promise, *, stamp: Stamp) -> list[PromiseEvent]:
    """Find it unkept after its due day, on the stamp's day; only once, and not where it was settled."""
    if promise.status is not PromiseStatus.OPEN or stamp.effective_on <= promise.due_on:
        return []
    return [PromiseLapsed(**_about(promise, stamp))]


def _given(
    promise: Promise | None,
    promise_no: str,
    text: str,
    due_on: date,
    expected_effect: str,
    owner: str | None,
    stamp: Stamp,
) -> dict[str, Any]:
    check_identifier("promise_no", promise_no)
    if promise is not None:
        raise PromiseAlreadyMade(promise_no=promise_no, since=promise.made_on)
    if due_on < stamp.effective_on:
        raise PromiseDueBeforeMade(promise_no=promise_no, due_on=due_on, made_on=stamp.effective_on)
    return {
        **stamp.fields(),
        "promise_no": promise_no,
        "owner": stamp.actor if owner is None else check_identifier("owner", owner),
        "due_on": due_on,
        "text": check_text("text", text),
        "expected_effect": check_text("expected_effect", expected_effect),
    }


def _settling(promise: Promise, stamp: Stamp) -> dict[str, Any]:
    if promise.status not in UNSETTLED:
        raise PromiseIsSettled(promise_no=promise.promise_no, status=promise.status.value)
    if stamp.effective_at < promise.made_at:
        raise PromiseStepTooEarly(
            promise_no=promise.promise_no, at=stamp.effective_at.isoformat(), since=promise.made_at.isoformat()
        )
    return _about(promise, stamp)


def _about(promise: Promise, stamp: Stamp) -> dict[str, Any]:
    return {
        **stamp.fields(),
        "promise_no": promise.promise_no,
        "customer_no": promise.customer_no,
        "owner": promise.owner,
        "due_on": promise.due_on,
    }


def evolve(promise: Promise | None, event: PromiseEvent) -> Promise:
    """The promise once `event` is known too."""
    if promise is None:
        return Promise(
            event.promise_no,
            event.customer_no,
            event.owner,
            event.due_on,
            event.effective_at,
            event.effective_on,
            PromiseStatus.OPEN,
        )
    return replace(promise, status=became(event))


def became(event: PromiseEvent) -> PromiseStatus:
    """What the promise is after `event`."""
    if isinstance(event, PromiseKept):
        return PromiseStatus.KEPT_LATE if event.days_late else PromiseStatus.KEPT
    return {
        PromiseLapsed: PromiseStatus.OVERDUE,
        PromiseBroken: PromiseStatus.BROKEN,
        PromiseWithdrawn: PromiseStatus.WITHDRAWN,
    }.get(type(event), PromiseStatus.OPEN)
