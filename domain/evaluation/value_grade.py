"""What may be done about a value grade: a round grades, a superior overrides for a time, the customer appeals."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from domain.customers.customer import Customer, refuse_not_enrolled_yet, refuse_withdrawn
from domain.customers.events import CustomerEvent
from domain.evaluation import grade_events as events
from domain.evaluation.grade_events import OverrideEnd
from domain.evaluation.grade_state import Override, RoundGrade
from domain.evaluation.refusals import (
    AppealAlreadyDecided,
    AppealAlreadyOpen,
    AppealNotMadeYet,
    AppealTooEarly,
    ApproverIsAccountManager,
    FactorNotJudged,
    GradeChangedLater,
    GradeUnknown,
    LaterRoundGraded,
    NeverGraded,
    NoAppealOpen,
    NoOverrideInForce,
    NotGradedInRound,
    OverrideEndsTooEarly,
    OverrideInForce,
)
from domain.evaluation.results import Evaluation
from domain.evaluation.scheme_rules import SchemeRules
from domain.kernel.refusals import InvalidValue
from domain.kernel.stamp import Stamp
from domain.kernel.text import check_identifier, check_text, escaped


def grade_in_round(
    customer: Customer, round_no: str, rule_version: str, result: Evaluation, *, stamp: Stamp
) -> list[CustomerEvent]:
    """Record a round's result; a second time it records nothing. An override in force stays in force.

    It holds from the stamp's instant, or from when something about the grade was settled after that.
    """
    standing = customer.standing
    if round_no in standing.rounds:
        return []
    if standing.settled_at is not None and standing.settled_on is not None and standing.settled_at > stamp.effective_at:
        stamp = replace(stamp, effective_at=standing.settled_at, effective_on=standing.settled_on)
    return [
        events.CustomerValueGraded(
            **stamp.fields(),
            customer_no=customer.customer_no,
            round_no=round_no,
            rule_version=rule_version,
            result=result,
            in_force=_in_force(customer, result.grade, stamp),
        )
    ]


def override_grade(
    customer: Customer, grade: str, until: date, *, rules: SchemeRules, approved_by: str, stamp: Stamp
) -> list[CustomerEvent]:
    """Put another grade in force until a day; `day close` ends it then. No round takes it for a floor."""
    stamp.require_reason("an override")
    _check_approver(customer, approved_by, stamp)
    refuse_withdrawn(customer, stamp)
    _refuse_unknown(grade, rules)
    _refuse_before_later(customer, stamp)
    if until <= stamp.effective_on:
        raise OverrideEndsTooEarly(until=until, since=stamp.effective_on)
    if (held := customer.standing.override) is not None:
        raise OverrideInForce(customer_no=customer.customer_no, grade=held.grade, until=held.until)
    return [
        events.CustomerValueGradeOverridden(
            **stamp.fields(),
            customer_no=customer.customer_no,
            rule_version=rules.rule_version,
            grade=grade,
            until=until,
            approved_by=approved_by,
        )
    ]


def revoke_override(customer: Customer, *, stamp: Stamp) -> list[CustomerEvent]:
    """End an override before its time."""
    stamp.require_reason("revoking an override")
    _refuse_before_later(customer, stamp)
    override = customer.standing.overridden(stamp.effective_at, stamp.effective_on)
    return _ended(customer, override, OverrideEnd.REVOKED, stamp)


def expire_override(customer: Customer, *, stamp: Stamp) -> list[CustomerEvent]:
    """End an override whose day has come; the stamp's instant is the beginning of that day."""
    override = customer.standing.override
    due = override if override is not None and override.until == stamp.effective_on else None
    return _ended(customer, due, OverrideEnd.EXPIRED, stamp)


def appeal(customer: Customer, round_no: str, grounds: str, *, stamp: Stamp) -> list[CustomerEvent]:
    """Take in the customer's objection to the grade of their last round, once that holds."""
    last = _last_round(customer, round_no)
    if round_no in customer.standing.appeals:
        refusal = AppealAlreadyOpen if customer.standing.appeals[round_no] else AppealAlreadyDecided
        raise refusal(customer_no=customer.customer_no, round_no=round_no)
    if stamp.effective_at < last.since:
        raise AppealTooEarly(
            customer_no=customer.customer_no, round_no=round_no, since=last.since_on, at=stamp.effective_on
        )
    return [
        events.CustomerValueGradeAppealed(
            **stamp.fields(),
            customer_no=customer.customer_no,
            round_no=round_no,
            grounds=check_text("grounds", grounds),
        )
    ]


def grant_appeal(
    customer: Customer, round_no: str, grade: str, *, rules: SchemeRules, approved_by: str, stamp: Stamp
) -> list[CustomerEvent]:
    """Correct the round's grade from the stamp's instant on; `rules` are those of the round."""
    stamp.require_reason("granting an appeal")
    _check_approver(customer, approved_by, stamp)
    _last_round(customer, round_no)
    _refuse_no_appeal(customer, round_no, stamp)
    _refuse_before_later(customer, stamp)
    _refuse_unknown(grade, rules)
    return [
        events.CustomerValueGradeCorrected(
            **stamp.fields(),
            customer_no=customer.customer_no,
            round_no=round_no,
            rule_version=_last_round(customer, round_no).rule_version,
            grade=grade,
            in_force=_in_force(customer, grade, stamp),
            approved_by=approved_by,
        )
    ]


def reject_appeal(customer: Customer, round_no: str, *, stamp: Stamp) -> list[CustomerEvent]:
    """Let the round's grade stand, also one that a later round followed meanwhile."""
    stamp.require_reason("rejecting an appeal")
    _refuse_no_appeal(customer, round_no, stamp)
    return [
        events.CustomerValueGradeAppealRejected(**stamp.fields(), customer_no=customer.customer_no, round_no=round_no)
    ]


def assess_factor(
    customer: Customer,
    factor: str,
    value: Decimal,
    note: str | None = None,
    assessor: str | None = None,
    *,
    judged: Collection[str],
    stamp: Stamp,
) -> list[CustomerEvent]:
    """Record an employee's judgement of a factor that no figure tells; the actor's unless another is named.

    `judged` are the factors that schemes have for judging.
    """
    refuse_not_enrolled_yet(customer, stamp)
    if not value.is_finite() or not 0 <= value <= 100:
        raise InvalidValue(field="value", value=escaped(str(value)), why="use points from 0 to 100")
    if factor not in judged:
        raise FactorNotJudged(factor=escaped(factor), judged=", ".join(sorted(judged)) or "none")
    return [
        events.CustomerFactorAssessed(
            **stamp.fields(),
            customer_no=customer.customer_no,
            factor=factor,
            value=value,
            assessor=stamp.actor if assessor is None else check_identifier("assessor", assessor),
            note=None if note is None else check_text("note", note),
        )
    ]


def require_graded(customer: Customer) -> RoundGrade:
    """What the customer's last round gave; raises `NeverGraded`."""
    if (last := customer.standing.last()) is None:
        raise NeverGraded(customer_no=customer.customer_no)
    return last


def _in_force(customer: Customer, grade: str | None, stamp: Stamp) -> str | None:
    override = customer.standing.overridden(stamp.effective_at, stamp.effective_on)
    return grade if override is None else override.grade


def _ended(customer: Customer, override: Override | None, why: OverrideEnd, stamp: Stamp) -> list[CustomerEvent]:
    if override is None:
        raise NoOverrideInForce(customer_no=customer.customer_no, at=stamp.effective_on)
    beneath = customer.standing.grades.at(stamp.effective_at)
    return [
        events.CustomerValueGradeOverrideEnded(
            **stamp.fields(),
            customer_no=customer.customer_no,
            round_no=beneath and beneath.round_no,
            rule_version=beneath.rule_version if beneath else override.rule_version,
            why=why,
            in_force=beneath and beneath.grade,
        )
    ]


def _check_approver(customer: Customer, approved_by: str, stamp: Stamp) -> None:
    stamp.check_approver(approved_by)
    if customer.value("account_manager", stamp.effective_at) == approved_by:
        raise ApproverIsAccountManager(approved_by=approved_by, customer_no=customer.customer_no)


def _refuse_unknown(grade: str, rules: SchemeRules) -> None:
    grades: Sequence[str] = [rule.grade for rule in rules.grades]
    if grade not in grades:
        raise GradeUnknown(rule_version=rules.rule_version, grade=grade, grades=", ".join(grades))


def _refuse_before_later(customer: Customer, stamp: Stamp) -> None:
    changed_at = customer.standing.changed_at
    if changed_at is not None and stamp.effective_at < changed_at:
        raise GradeChangedLater(
            customer_no=customer.customer_no, since=customer.standing.changed_on, at=stamp.effective_on
        )


def _last_round(customer: Customer, round_no: str) -> RoundGrade:
    """What the round gave, which must be the last that graded the customer."""
    if round_no not in customer.standing.rounds:
        raise NotGradedInRound(customer_no=customer.customer_no, round_no=round_no)
    last = require_graded(customer)
    if last.round_no != round_no:
        raise LaterRoundGraded(customer_no=customer.customer_no, later=last.round_no, round_no=round_no)
    return last


def _refuse_no_appeal(customer: Customer, round_no: str, stamp: Stamp) -> None:
    if (made := customer.standing.appeals.get(round_no)) is None:
        raise NoAppealOpen(customer_no=customer.customer_no, round_no=round_no)
    if stamp.effective_at < made.since:
        raise AppealNotMadeYet(
            customer_no=customer.customer_no, round_no=round_no, since=made.since_on, at=stamp.effective_on
        )
