"""A sales anomaly: opened once for a customer, month and rule, and closed by an action."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.anomalies.detecting import Departure, next_month
from domain.anomalies.events import AnomalyClosed, AnomalyEvent, AnomalyOpened, AnomalyRulePublished
from domain.anomalies.refusals import AnomalyClosedTooEarly, AnomalyIsClosed, MonthIsNotOver
from domain.kernel.assigning import version_name
from domain.kernel.refusals import InvalidValue
from domain.kernel.stamp import Stamp
from domain.kernel.text import check_text


class AnomalyStatus(StrEnum):
    """Whether somebody saw to a case."""

    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Anomaly:
    """One case."""

    anomaly_no: str
    customer_no: str
    opened_at: datetime
    opened_on: date
    closed_on: date | None = None


def anomaly_no(customer_no: str, month: date, rule_no: str) -> str:
    """The number of the one case there is of them."""
    return f"{customer_no}/{month:%Y-%m}/{rule_no}"


def open_anomaly(
    anomaly: Anomaly | None,
    customer_no: str,
    month: date,
    found: Departure,
    rule: AnomalyRulePublished,
    *,
    basis_position: int,
    stamp: Stamp,
) -> list[AnomalyEvent]:
    """Open the case, unless it was opened before, be it closed since."""
    if anomaly is not None:
        return []
    return [
        AnomalyOpened(
            **stamp.fields(),
            anomaly_no=anomaly_no(customer_no, month, rule.anomaly_rule_no),
            customer_no=customer_no,
            month=month,
            rule_version=version_name(rule.anomaly_rule_no, rule.version),
            basis_position=basis_position,
            measure=rule.measure,
            value=found.value,
            usual=found.usual,
            share=found.share,
        )
    ]


def close_anomaly(anomaly: Anomaly, action: str, *, stamp: Stamp) -> list[AnomalyEvent]:
    """Say what was done about it."""
    if anomaly.closed_on is not None:
        raise AnomalyIsClosed(anomaly_no=anomaly.anomaly_no, since=anomaly.closed_on)
    if stamp.effective_at < anomaly.opened_at:
        raise AnomalyClosedTooEarly(anomaly_no=anomaly.anomaly_no, since=anomaly.opened_on, at=stamp.effective_on)
    return [
        AnomalyClosed(
            **stamp.fields(),
            anomaly_no=anomaly.anomaly_no,
            customer_no=anomaly.customer_no,
            action=check_text("action", action),
        )
    ]


def last_day(month: date, *, stamp: Stamp) -> date:
    """The last day of a month that is over at the stamp's instant."""
    if month.day != 1:
        raise InvalidValue(field="month", value=month, why="name it by its first day")
    if month >= stamp.effective_on.replace(day=1):
        raise MonthIsNotOver(month=f"{month:%Y-%m}", at=stamp.effective_on)
    return next_month(month) - timedelta(1)


def evolve(anomaly: Anomaly | None, event: AnomalyEvent) -> Anomaly:
    """The case once `event` is known too."""
    if anomaly is None:
        return Anomaly(event.anomaly_no, event.customer_no, event.effective_at, event.effective_on)
    return replace(anomaly, closed_on=event.effective_on)
