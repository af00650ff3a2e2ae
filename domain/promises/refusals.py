"""Why something cannot happen to a promise."""

from domain.kernel.refusals import NotFound, Refusal


class PromiseNotFound(NotFound):
    message = "there is no promise {promise_no!r} in this branch"


class PromiseRefusal(Refusal):
    """The promise's own history forbids it."""


class PromiseNotMadeYet(PromiseRefusal):
    message = "promise {promise_no} was made on {since}, after {at}"


class PromiseAlreadyMade(PromiseRefusal):
    message = "promise {promise_no} was made on {since} already; what it says stays"


class PromiseChanged(PromiseRefusal):
    message = "promise {promise_no} is recorded already with other content; what was recorded stays"


class PromiseToNobody(PromiseRefusal):
    message = "promise {promise_no} is made to nobody; name a customer, an order or a complaint, or publish it to all"


class PromiseOnAnothersMatter(PromiseRefusal):
    message = "{matter} belongs to {holder}, not to customer {customer_no}"


class PromiseDueBeforeMade(PromiseRefusal):
    message = "promise {promise_no} would be due on {due_on}, before the day it is made, {made_on}"


class PromiseIsSettled(PromiseRefusal):
    message = "promise {promise_no} is {status} already; what became of it stays"


class PromiseIsDue(PromiseRefusal):
    message = "promise {promise_no} was due on {due_on}; after that it is kept late or broken, not withdrawn"


class PromiseStepTooEarly(PromiseRefusal):
    message = "promise {promise_no}: {at} is before it was made at {since}"
