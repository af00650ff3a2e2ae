"""Score a customer's keeping of the law under a rule, and class them by it and by their volume."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from domain.compliance.events import (
    ComplianceClass,
    ComplianceRule,
    ComplianceRulePublished,
    CustomerComplianceScored,
    CustomerServiceClassed,
    ItemLoss,
    ScoringEvent,
    ServiceClass,
    ViolationEvent,
)
from domain.compliance.refusals import RuleIsSilent
from domain.compliance.violation import Violation, evolve
from domain.customers.customer import Customer, refuse_withdrawn
from domain.kernel.assigning import version_name
from domain.kernel.event import Event
from domain.kernel.stamp import Stamp

_ENVELOPE = {*Event.model_fields, "basis_position"}


@dataclass(frozen=True, slots=True)
class Record:
    """The cases of a customer that a score is made of, within the rule's window."""

    violations: tuple[Violation, ...]
    penalties: int


def counted_days(rule: ComplianceRule, day: date) -> tuple[date, date]:
    """The first and the last day that count when scored on `day`."""
    return _months_before(day, rule.window_months) + timedelta(1), day


def score_customer(
    customer: Customer,
    history: Sequence[Event],
    rule: ComplianceRulePublished,
    *,
    delivered_qty: int,
    basis_position: int,
    stamp: Stamp,
) -> list[ScoringEvent]:
    """Score the customer on the stamp's day by their history up to a position; an equal result is not told again.

    `delivered_qty` is the volume: the cartons delivered on the `counted_days`.
    Raises `RuleIsSilent` where a case is of a kind or a size that the rule does not price.
    """
    refuse_withdrawn(customer, stamp)
    window_from, window_to = counted_days(rule, stamp.effective_on)
    record = _record(history, window_from, window_to)
    losses = _losses(rule, record.violations)
    score = rule.full_score - sum(losses.values())
    compliance = _compliance_class(rule, score, record.penalties)
    area = customer.value("tobacco_area_m2", stamp.effective_at)
    basis = {
        **stamp.fields(),
        "customer_no": customer.customer_no,
        "rule_version": version_name(rule.compliance_rule_no, rule.version),
        "basis_position": basis_position,
        "window_from": window_from,
        "window_to": window_to,
    }
    scored = CustomerComplianceScored(
        **basis,
        violations=tuple(v.violation_no for v in record.violations),
        losses=tuple(ItemLoss(item=item, lost=lost) for item, lost in losses.items() if lost),
        penalties=record.penalties,
        score=score,
        compliance_class=compliance,
    )
    classed = CustomerServiceClassed(
        **basis,
        delivered_qty=delivered_qty,
        tobacco_area_m2=area,
        service_class=_service_class(rule, compliance, delivered_qty, area),
        to_be_banned=compliance is ComplianceClass.W and delivered_qty >= rule.large_from_qty,
    )
    return [event for event in (scored, classed) if not _is_told(event, history)]


def _record(history: Iterable[Event], first: date, last: date) -> Record:
    cases: dict[str, Violation] = {}
    for event in history:
        if event.effective_on > last:
            continue
        if isinstance(event, ViolationEvent):
            cases[event.violation_no] = evolve(cases.get(event.violation_no), event)
    counted = [case for case in cases.values() if case.annulled_on is None]
    return Record(
        tuple(case for case in counted if case.found_on >= first),
        sum(case.penalised_on is not None and case.penalised_on >= first for case in counted),
    )


def _losses(rule: ComplianceRulePublished, violations: Iterable[Violation]) -> dict[str, int]:
    """Points lost of each item that lost any; an item loses no more than it has."""
    lost: dict[str, int] = {}
    for violation in violations:
        item = next((item for item in rule.items if violation.kind in item.kinds), None)
        costs = [c for c in rule.costs if item and c.item == item.item and violation.qty <= c.up_to]
        if item is None or not costs:
            raise RuleIsSilent(
                rule_no=rule.compliance_rule_no,
                version=rule.version,
                violation_no=violation.violation_no,
                kind=violation.kind.value,
                qty=violation.qty,
            )
        cost = min(costs, key=lambda c: c.up_to).points
        lost[item.item] = min(item.points, lost.get(item.item, 0) + cost)
    return lost


def _compliance_class(rule: ComplianceRule, score: int, penalties: int) -> ComplianceClass:
    if penalties >= rule.penalties_for_w or score <= rule.c_above:
        return ComplianceClass.W
    if score <= rule.b_above:
        return ComplianceClass.C
    return ComplianceClass.B if score <= rule.a_above else ComplianceClass.A


def _service_class(
    rule: ComplianceRule, compliance: ComplianceClass, delivered_qty: int, area: Decimal | None
) -> ServiceClass:
    """A needs both keys, the law and the volume; C is who often breaks the law, buys little, or has a small counter."""
    small_counter = area is not None and rule.small_counter_m2 is not None and area < rule.small_counter_m2
    if compliance in {ComplianceClass.C, ComplianceClass.W} or delivered_qty < rule.small_below_qty or small_counter:
        return ServiceClass.C
    large = delivered_qty >= rule.large_from_qty
    return ServiceClass.A if compliance is ComplianceClass.A and large else ServiceClass.B


def _is_told(event: ScoringEvent, history: Iterable[Event]) -> bool:
    """Whether the last result of the kind for that day said the same."""
    before = [earlier for earlier in history if type(earlier) is type(event) and earlier.window_to == event.window_to]
    return bool(before) and before[-1].model_dump(exclude=_ENVELOPE) == event.model_dump(exclude=_ENVELOPE)


def _months_before(day: date, months: int) -> date:
    """The same day so many months before, or the last of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
