"""Refusals about a customer and the licence."""

from domain.kernel.refusals import NotFound, Refusal


class CustomerNotFound(NotFound):
    message = "there is no customer {customer_no!r} in this branch; enrol them first"


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
