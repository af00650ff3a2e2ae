"""Refusals: a rule of the business said no. Nothing was recorded.

    Refusal
    ├── NotFound               the thing named does not exist in this branch
    ├── InvalidInput           a value that can never be right, whatever the history
    ├── CustomerRefusal        the customer's own history forbids it
    ├── OrderRefusal           the order's own history forbids it
    ├── ComplaintRefusal       the complaint's own history forbids it
    └── CommandRefusal         the command itself: its id, its time, who gives it

Every refusal has a stable `code` (its class name in snake case) that programs may rely on, and a message for people.
"""

import re
from functools import partial
from typing import Any, ClassVar


class Refusal(Exception):
    """A command that was not carried out, and why."""

    message: ClassVar[str] = ""
    code: ClassVar[str] = "refusal"

    def __init_subclass__(cls) -> None:
        cls.code = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.message.format(**facts))

    def __reduce__(self) -> tuple[Any, ...]:
        """A refusal may come from another process."""
        return partial(type(self), **self.facts), ()


class NotFound(Refusal):
    """The thing named does not exist in this branch."""


class BranchNotFound(NotFound):
    message = "there is no branch {slug!r}; `indelible branch list` shows those there are"


class CustomerNotFound(NotFound):
    message = "there is no customer {customer_no!r} in this branch; enrol them first"


class OrderNotFound(NotFound):
    message = "there is no order {order_no!r} in this branch"


class ReturnNotFound(NotFound):
    message = "there is no return {return_no!r} in this branch"


class ComplaintNotFound(NotFound):
    message = "there is no complaint {complaint_no!r} in this branch"


class LineNotFound(NotFound):
    message = "order {order_no!r} has no line {line_no}"


class InvalidInput(Refusal):
    """A value that can never be right, whatever the history says."""


class InvalidIdentifier(InvalidInput):
    message = "{field} {value} cannot be a number or code: {why}"


class InvalidText(InvalidInput):
    message = "{field} {value} cannot be kept: {why}"


class InvalidValue(InvalidInput):
    message = "{field} {value} is not right: {why}"


class InvalidQuantity(InvalidInput):
    message = "line {line_no}: quantity {value} is not a whole number from {least} to {most} cartons"


class InvalidAmount(InvalidInput):
    message = "line {line_no}: amount {value} is not between 0 and {most} with at most {digits} decimals"


class DuplicateLine(InvalidInput):
    message = "line number {line_no} is given twice"


class NoLines(InvalidInput):
    message = "{document} has no lines"


class InvalidBranch(InvalidInput):
    message = "{field} {value!r} of a branch is not right: {why}"


class BranchAlreadyExists(InvalidInput):
    message = "branch {slug!r} exists already with {field} {existing!r}"


class SchemaIsTaken(InvalidInput):
    message = (
        "the schema {schema}, which belongs to {owner}, was not made by us: look into it and rename it;"
        " a log that you know, give to indelible_owner"
    )


class EventTooLarge(InvalidInput):
    message = "the event {topic} of {size} bytes is over the limit of {limit}; split the document"


class CustomerRefusal(Refusal):
    """The customer's own history forbids it."""


class CustomerAlreadyEnrolled(CustomerRefusal):
    message = "customer {customer_no} was enrolled on {since} already"


class CustomerNotEnrolledYet(CustomerRefusal):
    message = "customer {customer_no} was enrolled on {since}, after {at}"


class CustomerIsSuspended(CustomerRefusal):
    message = "customer {customer_no} is suspended since {since}"


class CustomerIsNotSuspended(CustomerRefusal):
    message = "customer {customer_no} is not suspended on {at}"


class CustomerIsWithdrawn(CustomerRefusal):
    message = "customer {customer_no} withdrew on {since}"


class CustomerIsBanned(CustomerRefusal):
    message = "customer {customer_no} is banned since {since}"


class StatusChangedLater(CustomerRefusal):
    message = "customer {customer_no} became {status} on {since}, after {at}; a status cannot be slipped in before it"


class SuspensionTooLong(CustomerRefusal):
    message = "a suspension ends within {most} days of its start; {until} is {days} days after"


class LicenceIsExpired(CustomerRefusal):
    message = "the licence of customer {customer_no} ran out on {valid_until}, before {on}; renew it first"


class LicenceAlreadyHeld(CustomerRefusal):
    message = "licence {licence_no} is held by customer {holder}"


class OrderRefusal(Refusal):
    """The order's own history forbids it."""


class OrderNotPlacedYet(OrderRefusal):
    message = "order {order_no} was placed on {since}, after {at}"


class OrderAlreadyPlaced(OrderRefusal):
    message = "order {order_no} is there already (customer {customer_no})"


class OrderChanged(OrderRefusal):
    message = "order {order_no} is recorded already with other content; what was recorded stays"


class OrderIsNotPlaced(OrderRefusal):
    message = "order {order_no} is {status}; only a placed order can be confirmed"


class OrderIsNotConfirmed(OrderRefusal):
    message = "order {order_no} is {status}; only a confirmed order can be delivered"


class OrderIsNotDelivered(OrderRefusal):
    message = "order {order_no} is {status}; only delivered goods can be returned"


class OrderIsClosed(OrderRefusal):
    message = "order {order_no} is {status}; it can no longer be cancelled"


class OrderStepTooEarly(OrderRefusal):
    message = "order {order_no}: {step} at {at} would come before {earlier} at {since}"


class MoreThanBefore(OrderRefusal):
    message = "line {line_no}: {qty} is more than the {limit} cartons {before}"


class ReturnAlreadyRecorded(OrderRefusal):
    message = "return {return_no} is there already (customer {customer_no})"


class ReturnChanged(OrderRefusal):
    message = "return {return_no} is recorded already with other content; what was recorded stays"


class ComplaintRefusal(Refusal):
    """The complaint's own history forbids it."""


class ComplaintNotReceivedYet(ComplaintRefusal):
    message = "complaint {complaint_no} was received on {since}, after {at}"


class ComplaintAlreadyReceived(ComplaintRefusal):
    message = "complaint {complaint_no} was received on {since} already"


class ComplaintIsClosed(ComplaintRefusal):
    message = "complaint {complaint_no} is closed; reopen it first"


class ComplaintIsNotClosed(ComplaintRefusal):
    message = "complaint {complaint_no} is {status}; only a closed complaint can be reopened"


class ComplaintIsUnanswered(ComplaintRefusal):
    message = "complaint {complaint_no} was not answered yet; respond before closing"


class ComplaintStepTooEarly(ComplaintRefusal):
    message = "complaint {complaint_no}: {at} is before its last step at {since}"


class OrderOfAnotherCustomer(ComplaintRefusal):
    message = "order {order_no} belongs to customer {holder}"


class CommandRefusal(Refusal):
    """The command itself: its id, its time, who gives it."""


class EffectiveInFuture(CommandRefusal):
    message = "{effective_at} is later than now; what is only planned has its own date"


class EffectiveTooEarly(CommandRefusal):
    message = "{effective_at} is before {earliest}: is the year right? Only an import may allow what is so old"


class ActorRequired(CommandRefusal):
    message = "say who does this: --by EMPLOYEE_NO (or INDELIBLE_BY)"


class ReasonRequired(CommandRefusal):
    message = "{command} takes something away, so it needs a reason: --reason TEXT"


class ApproverIsActor(CommandRefusal):
    message = "{approved_by} cannot approve what {approved_by} does"


class CommandIdReused(CommandRefusal):
    message = "command id {command_id!r} was used for something else; nothing was recorded"


class StreamMoved(CommandRefusal):
    message = "others kept changing the same records; nothing was recorded, try again"
