"""Refusals of questions: they name what is not there, or leave open which thing is meant."""

from domain.kernel.refusals import NotFound, Refusal


class QuestionRefusal(Refusal):
    """The question names something that is not there, or does not say which thing is meant."""


class TableUnknown(QuestionRefusal):
    message = "table {table} cannot be asked so; those that can are {tables}"


class FieldUnknown(QuestionRefusal):
    message = "there is no field {field} in {where}; there are {fields}"


class CustomerNotNamed(QuestionRefusal):
    message = "each row of {table} is one customer's; say whose: `audit explain CUSTOMER_NO --table {table} ...`"


class TableOfNoCustomer(QuestionRefusal):
    message = "no row of {table} is one customer's; leave out {customer_no}, and name the row by its {key} with --row"


class ViewNotExplained(QuestionRefusal):
    message = "{view} is not made from the log but from {tables}; explain what their rows hold"


class RowUnknown(QuestionRefusal):
    message = "{whose} has no row {row} in {table}; there are: {rows}"


class RowNotNamed(QuestionRefusal):
    message = "{whose} has several such rows in {table}; name one of them: {rows}"


class PeriodBackwards(QuestionRefusal):
    message = "the period ends on {until}, before it begins on {since}"


class FigureNotFound(NotFound):
    message = "there is no figure {measure!r} for {period!r} and {stratum!r}; {known}"
