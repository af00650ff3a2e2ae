"""Sales anomalies: publish the rule, detect departures in a month, close cases."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import Any

from domain.anomalies import anomaly as decisions
from domain.anomalies.anomaly import require_anomaly
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
from service.commands import CommandResult, record
from service.queries import AsOf, list_table, reached_position
from service.session import Envelope, Session
from service.unit_of_work import UnitOfWork


def publish_anomaly_rule(
    session: Session, rule_no: str, rule: AnomalyRule, valid_from: date | None, envelope: Envelope
) -> CommandResult:
    """Set down the rule from a day on, by default that of the command."""
    check_rule(rule)
    content = rule.model_dump()
    return record(
        session,
        envelope,
        {"command": "anomaly publish", "rule_no": rule_no, "rule": content, "valid_from": valid_from},
        lambda unit, stamp: publish_rule(
            unit.get(ANOMALY_RULE, rule_no), AnomalyRulePublished, rule_no, content, valid_from, stamp=stamp
        ),
    )


def detect_anomalies(
    session: Session, month: date, rule_no: str, at_position: int | None, envelope: Envelope
) -> CommandResult:
    """Open a case for each customer, active throughout the month, whose month departs from their own pattern.

    History is folded from the log up to the position (None: all there is), so that the same position finds the same; a
    case that was opened before, even if closed since, is not opened again.
    """

    def decide(unit: UnitOfWork, stamp: Stamp) -> Sequence[Event]:
        last = decisions.last_day(month, stamp=stamp)
        rule = require_rule(unit.get(ANOMALY_RULE, rule_no), "anomaly rule", rule_no, last)
        position = reached_position(session, AsOf(at_position=at_position))
        active = _active_throughout(session, month, position)
        months = list_table(session, CUSTOMER_MONTHS, Wanted(("customer_no", "month")), AsOf(at_position=position)).rows
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

    asked = {"command": "anomaly detect", "month": month, "rule_no": rule_no, "at_position": at_position}
    return record(session, envelope, asked, decide)


def close_anomaly(session: Session, anomaly_no: str, action: str, envelope: Envelope) -> CommandResult:
    """Say what was done about a case."""

    def decide(unit: UnitOfWork, stamp: Stamp) -> Sequence[Event]:
        return decisions.close_anomaly(require_anomaly(unit.get(ANOMALY, anomaly_no), anomaly_no), action, stamp=stamp)

    asked = {"command": "anomaly close", "anomaly_no": anomaly_no, "action": action}
    return record(session, envelope, asked, decide)


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
