"""Keeping the law: record violations and penalties, publish the rule, score customers by it."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from domain.compliance import scoring
from domain.compliance import violation as decisions
from domain.compliance.area import COMPLIANCE_RULE, VIOLATION
from domain.compliance.events import ComplianceRule, ComplianceRulePublished, CustomerServiceClassed, ViolationKind
from domain.compliance.refusals import ViolationNotEstablishedYet
from domain.compliance.rule import check_rule
from domain.customers.area import CUSTOMER
from domain.customers.events import CustomerStatus
from domain.kernel.event import Event
from domain.kernel.stamp import Stamp
from domain.kernel.versions import publish_rule, require_rule
from eventlog.read.reading import head, read_customer
from projections.compliance.violations import VIOLATIONS
from projections.customers.customer_profiles import CUSTOMER_PROFILES
from projections.orders.orders import ORDERS
from projections.running.query import Wanted
from service.basis import Basis, totals
from service.commands import command
from service.queries import AsOf, RowsByTable, about_stream, list_table
from service.session import Session
from service.unit_of_work import UnitOfWork


@command("violation record")
def record_violation(
    unit: UnitOfWork,
    stamp: Stamp,
    violation_no: str,
    customer_no: str,
    kind: ViolationKind,
    qty: int,
    penalty: str | None = None,
) -> Sequence[Event]:
    """Record a case against a customer, with its penalty if it is known."""
    return decisions.record_violation(
        unit.get(VIOLATION, violation_no),
        unit.require(CUSTOMER, customer_no),
        violation_no=violation_no,
        kind=kind,
        qty=qty,
        stamp=stamp,
        penalty=penalty,
    )


@command("violation penalise")
def penalise_violation(unit: UnitOfWork, stamp: Stamp, violation_no: str, penalty: str) -> Sequence[Event]:
    """Record the penalty of a case."""
    return decisions.penalise_violation(unit.require(VIOLATION, violation_no), penalty, stamp=stamp)


@command("violation annul")
def annul_violation(unit: UnitOfWork, stamp: Stamp, violation_no: str) -> Sequence[Event]:
    """Take a case back that was none."""
    return decisions.annul_violation(unit.require(VIOLATION, violation_no), stamp=stamp)


@command("compliance publish")
def publish_compliance_rule(
    unit: UnitOfWork, stamp: Stamp, rule_no: str, rule: ComplianceRule, valid_from: date | None = None
) -> Sequence[Event]:
    """Set down the rule from a day on, by default that of the command."""
    check_rule(rule)
    published, content = unit.get(COMPLIANCE_RULE, rule_no), rule.model_dump()
    return publish_rule(published, ComplianceRulePublished, rule_no, content, valid_from, stamp=stamp)


@command("compliance score")
def score_customers(
    unit: UnitOfWork, stamp: Stamp, customer_nos: Sequence[str] | None, rule_no: str
) -> Sequence[Event]:
    """Score customers on the command's day, each by their whole history as the log now has it; all or none.

    No numbers (None) means everybody who is in the network on that day.
    """
    session = unit.session
    rule = require_rule(unit.get(COMPLIANCE_RULE, rule_no), ComplianceRulePublished, rule_no, stamp.effective_on)
    position = head(session.connection, session.branch)
    numbers = dict.fromkeys(customer_nos or _in_network(session, stamp.effective_on, position))
    unit.load(CUSTOMER.key(number) for number in numbers)
    volume = volume_basis(session, *scoring.counted_days(rule, stamp.effective_on), position)
    if customer_nos:
        volumes = Counter({number: totals(session, volume, number)[number] for number in numbers})
    else:
        volumes = totals(session, volume)
    events: list[Event] = []
    for number in numbers:
        history = [r.event for r in read_customer(session.connection, session.branch, number, up_to=position)]
        events += scoring.score_customer(
            unit.require(CUSTOMER, number),
            history,
            rule,
            delivered_qty=volumes[number],
            basis_position=position,
            stamp=stamp,
        )
    return events


def about_violation(session: Session, violation_no: str, bounds: AsOf) -> RowsByTable:
    """The case. Raises `ViolationNotFound` or `ViolationNotEstablishedYet`."""
    return about_stream(session, VIOLATION, violation_no, bounds, (VIOLATIONS,), ViolationNotEstablishedYet)


def volume_basis(session: Session, first: date, last: date, position: int) -> Basis:
    """What the volume counts: the cartons of orders delivered from the first day to the last."""
    begin, end = session.branch.midnight(first), session.branch.midnight(last + timedelta(1))
    delivered = Wanted(("customer_no", "order_no"), since={"delivered_at": begin}, before={"delivered_at": end})
    return Basis(ORDERS, {"delivered_qty": 1}, delivered, position)


def basis_of_class(session: Session, event: CustomerServiceClassed) -> Basis:
    """What the volume of a service class counted."""
    return volume_basis(session, event.window_from, event.window_to, event.basis_position)


def _in_network(session: Session, day: date, position: int) -> list[str]:
    """Everybody who had not left by the end of the day."""
    everybody = list_table(session, CUSTOMER_PROFILES, Wanted(("customer_no",)), AsOf(day, at_position=position))
    return [row.customer_no for row in everybody.rows if CustomerStatus(row.status).in_network]
