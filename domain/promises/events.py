"""What can have happened to a promise (承诺)."""

from datetime import date
from typing import Annotated, ClassVar

from domain.kernel.event import Event
from domain.kernel.fields import Business, ComplaintNo, CustomerNo, FreeText, OrderNo, PromiseNo, Staff


class PromiseEvent(Event):
    """An event of the promise's own stream. All carry owner and due day: the figures that the promise counts in."""

    promise_no: PromiseNo
    customer_no: CustomerNo | None = None
    owner: Annotated[str, Staff("who answers for keeping the promise")]
    due_on: Annotated[date, Business("the last day on which it is kept in time, in the branch's zone")]


class _Given(PromiseEvent):
    text: Annotated[str, Business("what was promised; never about a person's private life")]
    expected_effect: Annotated[str, Business("what keeping it is to bring about, to be compared with what it did")]


class PromiseMade(_Given):
    """A customer, or whoever complained, was promised something."""

    topic: ClassVar[str] = "promise.made"
    order_no: OrderNo | None = None
    complaint_no: ComplaintNo | None = None


class PromisePublished(_Given):
    """All customers were promised something, openly, so that they can hold us to it."""

    topic: ClassVar[str] = "promise.published"


class PromiseKept(PromiseEvent):
    """What was promised was done, in time or late."""

    topic: ClassVar[str] = "promise.kept"
    observed_effect: Annotated[str, Business("what keeping it brought about, beside what was expected")]
    days_late: Annotated[int, Business("days after the due day on which it was done; 0 is in time")]


class PromiseBroken(PromiseEvent):
    """What was promised will not be done; the reason says why."""

    topic: ClassVar[str] = "promise.broken"
    workaround: FreeText


class PromiseLapsed(PromiseEvent):
    """The due day passed and the promise was not kept; it may still be, late."""

    topic: ClassVar[str] = "promise.lapsed"


class PromiseWithdrawn(PromiseEvent):
    """The promise was taken back before it was due; the reason says why."""

    topic: ClassVar[str] = "promise.withdrawn"
