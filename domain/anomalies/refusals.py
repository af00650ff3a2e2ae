"""Refusals about sales anomalies.

NotFound
└── AnomalyNotFound
AnomalyRefusal             the case's own history forbids it
"""

from domain.kernel.refusals import NotFound, Refusal


class AnomalyNotFound(NotFound):
    message = "there is no anomaly {anomaly_no!r} in this branch; `indelible anomaly list` shows those there are"


class AnomalyRefusal(Refusal):
    """The case's own history, or the calendar, forbids it."""


class AnomalyIsClosed(AnomalyRefusal):
    message = "anomaly {anomaly_no} was closed on {since} already"


class AnomalyClosedTooEarly(AnomalyRefusal):
    message = "anomaly {anomaly_no} was opened on {since}, after {at}"


class MonthIsNotOver(AnomalyRefusal):
    message = "the month {month} is not over on {at}; only whole months are compared"
