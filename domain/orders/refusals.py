"""Refusals about orders, returns and their lines."""

from domain.kernel.refusals import InvalidInput, NotFound, Refusal


class OrderNotFound(NotFound):
    message = "there is no order {order_no!r} in this branch"


class ReturnNotFound(NotFound):
    message = "there is no return {return_no!r} in this branch"


class LineNotFound(NotFound):
    message = "order {order_no!r} has no line {line_no}"


class InvalidQuantity(InvalidInput):
    message = "line {line_no}: quantity {value} is not a whole number from {least} to {most} cartons"


class InvalidAmount(InvalidInput):
    message = "line {line_no}: amount {value} is not between 0 and {most} with at most {digits} decimals"


class DuplicateLine(InvalidInput):
    message = "line number {line_no} is given twice"


class NoLines(InvalidInput):
    message = "{document} has no lines"


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
