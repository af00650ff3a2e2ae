"""One customer's value grade: override, revoke, appeal, decide the appeal, assess a factor."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from domain.customers.area import CUSTOMER
from domain.customers.customer import Customer, require_customer
from domain.evaluation import value_grade as decisions
from domain.evaluation.area import SCHEME
from domain.evaluation.scheme import DEFAULT_SCHEME, require_in_force, require_scheme
from domain.evaluation.scheme_rules import SchemeRules
from domain.kernel.event import Event
from domain.kernel.stamp import Stamp
from projections.evaluation.value_grade_overrides import IN_FORCE, VALUE_GRADE_OVERRIDES
from projections.running.query import Wanted, stored_rows
from service.commands import CommandResult, record
from service.evaluation.schemes import factors_judged, rules_of
from service.session import Envelope, Session, StampAt
from service.unit_of_work import UnitOfWork


def override_grade(
    session: Session,
    customer_no: str,
    grade: str,
    until: date,
    approved_by: str,
    envelope: Envelope,
    scheme_no: str = DEFAULT_SCHEME,
) -> CommandResult:
    """Put another grade in force until a day."""
    asked = {
        "command": "tier override",
        "customer_no": customer_no,
        "grade": grade,
        "until": until,
        "approved_by": approved_by,
        "scheme_no": scheme_no,
    }

    def decide(unit: UnitOfWork, stamp: Stamp) -> Sequence[Event]:
        scheme = require_scheme(unit.get(SCHEME, scheme_no), scheme_no)
        rules = require_in_force(scheme, stamp.effective_at, stamp.effective_on).rules
        customer = require_customer(unit.get(CUSTOMER, customer_no), customer_no)
        return decisions.override_grade(customer, grade, until, rules=rules, approved_by=approved_by, stamp=stamp)

    return record(session, envelope, asked, decide)


def revoke_override(session: Session, customer_no: str, envelope: Envelope) -> CommandResult:
    """End an override before its time."""
    return _of_customer(
        session,
        envelope,
        {"command": "tier revoke", "customer_no": customer_no},
        lambda customer, stamp: decisions.revoke_override(customer, stamp=stamp),
    )


def appeal(session: Session, customer_no: str, round_no: str, grounds: str, envelope: Envelope) -> CommandResult:
    """Take in a customer's objection to the grade of a round."""
    return _of_customer(
        session,
        envelope,
        {"command": "tier appeal", "customer_no": customer_no, "round_no": round_no, "grounds": grounds},
        lambda customer, stamp: decisions.appeal(customer, round_no, grounds, stamp=stamp),
    )


def grant_appeal(
    session: Session, customer_no: str, round_no: str, grade: str, approved_by: str, envelope: Envelope
) -> CommandResult:
    """Correct the grade that a round gave."""
    asked = {
        "command": "tier grant-appeal",
        "customer_no": customer_no,
        "round_no": round_no,
        "grade": grade,
        "approved_by": approved_by,
    }

    def decide(unit: UnitOfWork, stamp: Stamp) -> Sequence[Event]:
        customer = require_customer(unit.get(CUSTOMER, customer_no), customer_no)
        rules = rules_named(unit, decisions.require_graded(customer).rule_version)
        return decisions.grant_appeal(customer, round_no, grade, rules=rules, approved_by=approved_by, stamp=stamp)

    return record(session, envelope, asked, decide)


def reject_appeal(session: Session, customer_no: str, round_no: str, envelope: Envelope) -> CommandResult:
    """Let the grade that a round gave stand."""
    return _of_customer(
        session,
        envelope,
        {"command": "tier reject-appeal", "customer_no": customer_no, "round_no": round_no},
        lambda customer, stamp: decisions.reject_appeal(customer, round_no, stamp=stamp),
    )


def assess_factor(
    session: Session,
    customer_no: str,
    factor: str,
    value: Decimal,
    note: str | None,
    assessor: str | None,
    envelope: Envelope,
) -> CommandResult:
    """Record an employee's judgement of a factor."""
    asked = {
        "command": "tier assess",
        "customer_no": customer_no,
        "factor": factor,
        "value": value,
        "note": note,
        "assessor": assessor,
    }
    judged = factors_judged(session)
    return _of_customer(
        session,
        envelope,
        asked,
        lambda customer, stamp: decisions.assess_factor(
            customer, factor, value, note, assessor, judged=judged, stamp=stamp
        ),
    )


def find_expired(session: Session, at: datetime) -> list[str]:
    """Numbers of customers with an override whose day has come by `at`, as the table tells."""
    wanted = Wanted(
        by=("until", "customer_no"),
        equal={"status": IN_FORCE},
        before={"until": at.astimezone(session.branch.tz).date() + timedelta(1)},
    )
    rows, _, _ = stored_rows(session.connection, session.branch, VALUE_GRADE_OVERRIDES, wanted)
    return [row[0] for row in rows]


def expire(unit: UnitOfWork, customer_no: str, at: datetime, stamp: StampAt) -> Sequence[Event]:
    """End the customer's override from the midnight of its day on, if that is by `at`."""
    customer = require_customer(unit.get(CUSTOMER, customer_no), customer_no)
    if (override := customer.standing.override) is None:
        return []
    due = unit.session.branch.midnight(override.until)
    return decisions.expire_override(customer, stamp=stamp(due)) if due <= at else []


def rules_named(unit: UnitOfWork, rule_version: str) -> SchemeRules:
    """The rules that results name so: scheme and version."""
    scheme_no, _, version = rule_version.rpartition("/")
    return rules_of(unit, scheme_no, int(version))


def _of_customer(
    session: Session,
    envelope: Envelope,
    asked: Mapping[str, object],
    decision: Callable[[Customer, Stamp], Sequence[Event]],
) -> CommandResult:
    customer_no = str(asked["customer_no"])
    return record(
        session,
        envelope,
        asked,
        lambda unit, stamp: decision(require_customer(unit.get(CUSTOMER, customer_no), customer_no), stamp),
    )
