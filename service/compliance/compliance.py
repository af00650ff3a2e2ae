"""Keeping the law: record violations and penalties, publish the rule, score customers by it."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from domain.compliance import scoring
from domain.compliance import violation as decisions
from domain.compliance.area import COMPLIANCE_RULE, VIOLATION
from domain.compliance.events import (
    ComplianceRule,
    ComplianceRulePublished,
    CustomerServiceClassed,
    ViolationEvent,
    ViolationKind,
)
from domain.compliance.rule import check_rule
from domain.compliance.violation import Violation, require_violation
from domain.customers.area import CUSTOMER
from domain.customers.customer import require_customer
from domain.customers.events import CustomerStatus
from domain.kernel.event import Event
from domain.kernel.stamp import Stamp
from domain.kernel.versions import publish_rule, require_rule
from eventlog.read.reading import head, read_customer
from projections.customers.customer_profiles import CUSTOMER_PROFILES
from projections.explaining.basis import Basis
from projections.orders.orders import ORDERS
from projections.running.query import Wanted
from service.basis import totals
from service.commands import CommandResult, record
from service.queries import AsOf, list_table
from service.session import Envelope, Session
from service.unit_of_work import UnitOfWork


def record_violation(
    session: Session,
    violation_no: str,
    customer_no: str,
    kind: ViolationKind,
    qty: int,
    penalty: str | None,
    envelope: Envelope,
) -> CommandResult:
    """Record a case against a customer, with its penalty if it is known."""
    asked = {
        "command": "violation record",
        "violation_no": violation_no,
        "customer_no": customer_no,
        "kind": kind,
        "qty": qty,
        "penalty": penalty,
    }

    def decide(unit: UnitOfWork, stamp: Stamp) -> Sequence[Event]:
        return decisions.record_violation(
            unit.get(VIOLATION, violation_no),
            require_customer(unit.get(CUSTOMER, customer_no), customer_no),
            violation_no=violation_no,
            kind=kind,
            qty=qty,
            stamp=stamp,
            penalty=penalty,
        )

    return record(session, envelope, asked, decide)


def penalise_violation(session: Session, violation_no: str, penalty: str, envelope: Envelope) -> CommandResult:
    """Record the penalty of a case."""
    return _of_violation(
        session,
        envelope,
        {"command": "violation penalise", "violation_no": violation_no, "penalty": penalty},
        lambda violation, stamp: decisions.penalise_violation(violation, penalty, stamp=stamp),
    )


def annul_violation(session: Session, violation_no: str, envelope: Envelope) -> CommandResult:
    """Take a case back that was none."""
    return _of_violation(
        session,
        envelope,
        {"command": "violation annul", "violation_no": violation_no},
        lambda violation, stamp: decisions.annul_violation(violation, stamp=stamp),
    )


def publish_compliance_rule(
    session: Session, rule_no: str, rule: ComplianceRule, valid_from: date | None, envelope: Envelope
) -> CommandResult:
    """Set down the rule from a day on, by default that of the command."""
    check_rule(rule)
    content = rule.model_dump()
    return record(
        session,
        envelope,
        {"command": "compliance publish", "rule_no": rule_no, "rule": content, "valid_from": valid_from},
        lambda unit, stamp: publish_rule(
            unit.get(COMPLIANCE_RULE, rule_no), ComplianceRulePublished, rule_no, content, valid_from, stamp=stamp
        ),
    )


def score_customers(
    session: Session, customer_nos: Sequence[str] | None, rule_no: str, envelope: Envelope
) -> CommandResult:
    """Score customers on the command's day, each by their whole history as the log now has it; all or none.

    No numbers (None) means everybody who is in the network on that day.
    """

    def decide(unit: UnitOfWork, stamp: Stamp) -> Sequence[Event]:
        rule = require_rule(unit.get(COMPLIANCE_RULE, rule_no), "compliance rule", rule_no, stamp.effective_on)
        position = head(session.connection, session.branch)
        numbers = dict.fromkeys(customer_nos or _in_network(session, stamp.effective_on, position))
        unit.load(CUSTOMER.key(number) for number in numbers)
        volume = volume_basis(session, *scoring.counted_days(rule, stamp.effective_on), position)
        if customer_nos is None:
            volumes = totals(session, volume)
        else:
            volumes = Counter({number: totals(session, volume, number)[number] for number in numbers})
        events: list[Event] = []
        for number in numbers:
            customer = require_customer(unit.get(CUSTOMER, number), number)
            history = read_customer(session.connection, session.branch, number, up_to=position)
            events += scoring.score_customer(
                customer,
                [r.event for r in history],
                rule,
                delivered_qty=volumes[number],
                basis_position=position,
                stamp=stamp,
            )
        return events

    asked = {"command": "compliance score", "customer_nos": customer_nos and list(customer_nos), "rule_no": rule_no}
    return record(session, envelope, asked, decide)


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
    return [
        row.customer_no for row in everybody.rows if row.status in {CustomerStatus.ACTIVE, CustomerStatus.SUSPENDED}
    ]


def _of_violation(
    session: Session,
    envelope: Envelope,
    asked: Mapping[str, object],
    decision: Callable[[Violation, Stamp], Sequence[ViolationEvent]],
) -> CommandResult:
    violation_no = str(asked["violation_no"])
    return record(
        session,
        envelope,
        asked,
        lambda unit, stamp: decision(require_violation(unit.get(VIOLATION, violation_no), violation_no), stamp),
    )
