"""Refusals of questions: they name what is not there, or leave open which thing is meant."""

from domain.refusals import NotFound, Refusal


class QuestionRefusal(Refusal):
    """The question names something that is not there, or does not say which thing is meant."""


class TableUnknown(QuestionRefusal):
    message = "table {table} cannot be asked so; those that can are {tables}"


class FieldUnknown(QuestionRefusal):
    message = "there is no field {field} in {where}; there are {fields}"


class RowUnknown(QuestionRefusal):
    message = "customer {customer_no} has no row {row} in {table}; there are: {rows}"


class RowNotNamed(QuestionRefusal):
    message = "customer {customer_no} has several such rows in {table}; name one of them: {rows}"


class PeriodBackwards(QuestionRefusal):
    message = "the period ends on {until}, before it begins on {since}"


class FigureNotFound(NotFound):
    message = "there is no figure {measure!r} for {period!r} and {stratum!r}; {known}"
