"""One customer's value grade: override, revoke, appeal, decide the appeal, assess a factor."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from domain.customers.area import CUSTOMER
from domain.evaluation import value_grade as decisions
from domain.evaluation.area import SCHEME
from domain.evaluation.scheme import DEFAULT_SCHEME, require_in_force
from domain.evaluation.scheme_rules import SchemeRules
from domain.kernel.assigning import named_version
from domain.kernel.event import Event
from domain.kernel.stamp import Stamp
from projections.evaluation.value_grade_overrides import IN_FORCE, VALUE_GRADE_OVERRIDES
from projections.running.query import Wanted, stored_rows
from service.commands import command
from service.due import Closer
from service.evaluation.schemes import factors_judged, rules_of
from service.session import Session, StampAt
from service.unit_of_work import UnitOfWork


@command("tier override")
def override_grade(
    unit: UnitOfWork,
    stamp: Stamp,
    customer_no: str,
    grade: str,
    until: date,
    approved_by: str,
    scheme_no: str = DEFAULT_SCHEME,
) -> Sequence[Event]:
    """Put another grade in force until a day."""
    scheme = unit.require(SCHEME, scheme_no)
    rules = require_in_force(scheme, stamp.effective_at, stamp.effective_on).rules
    customer = unit.require(CUSTOMER, customer_no)
    return decisions.override_grade(customer, grade, until, rules=rules, approved_by=approved_by, stamp=stamp)


@command("tier revoke")
def revoke_override(unit: UnitOfWork, stamp: Stamp, customer_no: str) -> Sequence[Event]:
    """End an override before its time."""
    return decisions.revoke_override(unit.require(CUSTOMER, customer_no), stamp=stamp)


@command("tier appeal")
def appeal(unit: UnitOfWork, stamp: Stamp, customer_no: str, round_no: str, grounds: str) -> Sequence[Event]:
    """Take in a customer's objection to the grade of a round."""
    return decisions.appeal(unit.require(CUSTOMER, customer_no), round_no, grounds, stamp=stamp)


@command("tier grant-appeal")
def grant_appeal(
    unit: UnitOfWork, stamp: Stamp, customer_no: str, round_no: str, grade: str, approved_by: str
) -> Sequence[Event]:
    """Correct the grade that a round gave."""
    customer = unit.require(CUSTOMER, customer_no)
    rules = rules_named(unit, decisions.require_graded(customer).rule_version)
    return decisions.grant_appeal(customer, round_no, grade, rules=rules, approved_by=approved_by, stamp=stamp)


@command("tier reject-appeal")
def reject_appeal(unit: UnitOfWork, stamp: Stamp, customer_no: str, round_no: str) -> Sequence[Event]:
    """Let the grade that a round gave stand."""
    return decisions.reject_appeal(unit.require(CUSTOMER, customer_no), round_no, stamp=stamp)


@command("tier assess")
def assess_factor(
    unit: UnitOfWork,
    stamp: Stamp,
    customer_no: str,
    factor: str,
    value: Decimal,
    note: str | None = None,
    assessor: str | None = None,
) -> Sequence[Event]:
    """Record an employee's judgement of a factor."""
    customer, judged = unit.require(CUSTOMER, customer_no), factors_judged(unit.session)
    return decisions.assess_factor(customer, factor, value, note, assessor, judged=judged, stamp=stamp)


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
    customer = unit.require(CUSTOMER, customer_no)
    if (override := customer.standing.override) is None:
        return []
    due = unit.session.branch.midnight(override.until)
    return decisions.expire_override(customer, stamp=stamp(due)) if due <= at else []


CLOSER = Closer(CUSTOMER.kind, find_expired, expire)


def rules_named(unit: UnitOfWork, rule_version: str) -> SchemeRules:
    """The rules that results name so: scheme and version."""
    return rules_of(unit, *named_version(rule_version))
