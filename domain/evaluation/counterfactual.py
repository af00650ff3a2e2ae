"""What would have been enough: for each factor, the nearest other value with which the grade would be a better one."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, localcontext
from itertools import pairwise

from domain.evaluation.grading import evaluation_of, moved, points_by_factor
from domain.evaluation.measures import EXACT, MEASURES
from domain.evaluation.results import Evaluation, FactorFinding
from domain.evaluation.scheme_rules import FactorRule, SchemeRules
from domain.evaluation.scoring import SCORE_PLACES, Weights, points_of


@dataclass(frozen=True)
class Enough:
    """Had the factor been `value` instead, all else equal, the round would have given `grade`."""

    factor: str
    measure: str
    unit: str
    value: Decimal
    change: Decimal
    grade: str
    effort: Decimal
    """The change as a share of the scale on which the scheme's rule for the factor gives points."""


def needed_total(rules: SchemeRules, result: Evaluation) -> tuple[Decimal, str] | None:
    """The least total that would have given a better grade, and that grade; None where there is none.

    Nor is one needed where the result's own total gives a better one, than which an appeal made it worse.
    """
    if result.total is None or result.grade is None:
        return None
    names = [rule.grade for rule in rules.grades]
    if names.index(moved(rules, result.total, result.before)[1]) < names.index(result.grade):
        return None
    movement = rules.movement
    shifts = (Decimal(0), movement.raise_margin, -movement.lower_margin)
    for total in sorted({rule.least + shift for rule in rules.grades for shift in shifts}):
        if total > result.total:
            _, grade, _ = moved(rules, total, result.before)
            if names.index(grade) < names.index(result.grade):
                return total, grade
    return None


def sufficient_changes(rules: SchemeRules, weights: Weights, result: Evaluation) -> list[Enough]:
    """One for each factor measured in numbers that could have done it alone, the least effort first."""
    wanted = needed_total(rules, result)
    if wanted is None:
        return []
    with localcontext(EXACT):
        return sorted(_enough(rules, weights, result, *wanted), key=lambda each: (each.effort, each.factor))


def _enough(rules: SchemeRules, weights: Weights, result: Evaluation, least: Decimal, grade: str) -> Iterator[Enough]:
    points = points_by_factor(result.factors)
    total = weights.total(weights.scores(points)) or Decimal(0)
    lacking = least.quantize(SCORE_PLACES, ROUND_CEILING) - SCORE_PLACES / 2 - total  # from there on it is rounded up
    for rule, finding in zip(rules.factors, result.factors, strict=True):
        share = weights.share(rule.factor, points) if finding.points is not None else Decimal(0)
        if rule.words or finding.value is None or finding.points is None or not share:
            continue
        nearest = _nearest(rules, weights, result, rule, finding, lacking / share, grade)
        if nearest is not None:
            value, reached = nearest
            marks = rule.line or rule.steps
            change = value - Decimal(finding.value)
            effort = abs(change) / (marks[-1][0] - marks[0][0])
            yield Enough(rule.factor, rule.measure, MEASURES[rule.measure].unit, value, change, reached, effort)


def _nearest(
    rules: SchemeRules,
    weights: Weights,
    result: Evaluation,
    rule: FactorRule,
    finding: FactorFinding,
    points: Decimal,
    grade: str,
) -> tuple[Decimal, str] | None:
    """The value nearest to what was measured, in whole steps, that reaches the grade or a better one; and which."""
    assert finding.points is not None and finding.value is not None  # noqa: S101, PT018 - the caller looked
    names = [rule.grade for rule in rules.grades]
    now, step = Decimal(finding.value), MEASURES[rule.measure].step
    for value in sorted(_crossings(rule, finding.points + points), key=lambda value: abs(value - now)):
        away = ROUND_CEILING if value > now else ROUND_FLOOR
        start = now if step >= 1 else Decimal(0)  # so many cartons more; but a rate of so much
        stepped = start + ((value - start) / step).to_integral_value(away) * step
        for candidate in (stepped, stepped + step if value > now else stepped - step):  # the total is rounded, too
            reached = _grade_with(rules, weights, result, rule, candidate)
            if reached is not None and names.index(reached) <= names.index(grade):
                return candidate, reached
    return None


def _grade_with(
    rules: SchemeRules, weights: Weights, result: Evaluation, rule: FactorRule, value: Decimal
) -> str | None:
    found = tuple(
        other.model_copy(update={"points": points_of(rule, value)}) if other.factor == rule.factor else other
        for other in result.factors
    )
    return evaluation_of(rules, weights, found, result.before).grade


def _crossings(rule: FactorRule, points: Decimal) -> Iterator[Decimal]:
    """Values at which the rule begins, from one side or the other, to give so many points."""
    for x, p in rule.steps or rule.line:
        if p >= points:
            yield x
    for (_, p0), (x1, p1) in pairwise(rule.steps):
        if p0 >= points > p1:
            yield x1  # just below it
    for (x0, p0), (x1, p1) in pairwise(rule.line):
        if min(p0, p1) < points < max(p0, p1):
            yield x0 + (points - p0) / (p1 - p0) * (x1 - x0)
