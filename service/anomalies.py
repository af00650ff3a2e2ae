"""Sales anomalies: publish the rule, detect departures in a month, close cases."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import Any

from domain.anomalies import anomaly as decisions
from domain.anomalies.area import ANOMALY, ANOMALY_RULE
from domain.anomalies.detecting import check_rule, departure, next_month
from domain.anomalies.events import AnomalyRule, AnomalyRulePublished
from domain.customers.events import CustomerStatus
from domain.kernel.event import Event
from domain.kernel.stamp import Stamp
from domain.kernel.versions import publish_rule, require_rule
from projections.customers.customer_profile_periods import CUSTOMER_PROFILE_PERIODS
from projections.orders.customer_months import CUSTOMER_MONTHS
from projections.running.query import Wanted
from service.commands import command
from service.queries import AsOf, list_table, reached_position
from service.session import Session
from service.unit_of_work import UnitOfWork


@command("anomaly publish")
def publish_anomaly_rule(
    unit: UnitOfWork, stamp: Stamp, rule_no: str, rule: AnomalyRule, valid_from: date | None = None
) -> Sequence[Event]:
    """Set down the rule from a day on, by default that of the command."""
    check_rule(rule)
    published, content = unit.get(ANOMALY_RULE, rule_no), rule.model_dump()
    return publish_rule(published, AnomalyRulePublished, rule_no, content, valid_from, stamp=stamp)


@command("anomaly detect")
def detect_anomalies(
    unit: UnitOfWork, stamp: Stamp, month: date, rule_no: str, at_position: int | None = None
) -> Sequence[Event]:
    """Open a case for each customer, active throughout the month, whose month departs from their own pattern.

    History is folded from the log up to the position (None: all there is), so that the same position finds the same; a
    case that was opened before, even if closed since, is not opened again.
    """
    last = decisions.last_day(month, stamp=stamp)
    rule = require_rule(unit.get(ANOMALY_RULE, rule_no), AnomalyRulePublished, rule_no, last)
    position = reached_position(unit.session, AsOf(at_position=at_position))
    active = _active_throughout(unit.session, month, position)
    wanted = Wanted(("customer_no", "month"))
    months = list_table(unit.session, CUSTOMER_MONTHS, wanted, AsOf(at_position=position)).rows
    found = {
        number: departs
        for number, rows in groupby(months, attrgetter("customer_no"))
        if number in active and (departs := departure(_figures(rows, rule), month, rule))
    }
    numbers = {number: decisions.anomaly_no(number, month, rule_no) for number in found}
    unit.load(ANOMALY.key(case) for case in numbers.values())
    return [
        event
        for number, departs in found.items()
        for event in decisions.open_anomaly(
            unit.get(ANOMALY, numbers[number]), number, month, departs, rule, basis_position=position, stamp=stamp
        )
    ]


@command("anomaly close")
def close_anomaly(unit: UnitOfWork, stamp: Stamp, anomaly_no: str, action: str) -> Sequence[Event]:
    """Say what was done about a case."""
    return decisions.close_anomaly(unit.require(ANOMALY, anomaly_no), action, stamp=stamp)


def _figures(rows: Iterable[Any], rule: AnomalyRule) -> dict[date, Decimal]:
    return {row.month: Decimal(getattr(row, rule.measure)) for row in rows}


def _active_throughout(session: Session, month: date, position: int) -> set[str]:
    """The customers who could be supplied from the first day of the month to its last."""
    begin, end = session.branch.midnight(month), session.branch.midnight(next_month(month))
    wanted = Wanted(("customer_no", "valid_from"))
    periods = list_table(session, CUSTOMER_PROFILE_PERIODS, wanted, AsOf(at_position=position)).rows
    touching = [p for p in periods if p.valid_from < end and (p.valid_to is None or p.valid_to > begin)]
    return {
        number
        for number, of_month in groupby(touching, attrgetter("customer_no"))
        if (stretch := list(of_month))[0].valid_from <= begin
        and all(p.status == CustomerStatus.ACTIVE for p in stretch)
    }
