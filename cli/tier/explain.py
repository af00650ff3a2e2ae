"""indelible tier explain."""

from decimal import ROUND_UP, Decimal
from typing import Annotated

import typer

from cli.app.options import CustomerNo
from cli.app.output.tables import Part
from cli.app.reading import Reply, part_of
from domain.evaluation.counterfactual import Enough
from domain.evaluation.measures import MEASURES
from domain.evaluation.results import FactorFinding
from domain.evaluation.scheme_rules import DIMENSIONS, FactorRule
from domain.evaluation.scoring import SCORE_PLACES
from projections.evaluation.tier_assignments import TIER_ASSIGNMENTS
from service.evaluation.explain_grade import Explanation, explain_grade
from service.queries import AsOf
from service.session import Session

SHARE = Decimal("0.0001")
_DECIMALS = 6  # that people see of values and points; the event has them all


def explain(
    session: Session,
    bounds: AsOf,
    customer_no: CustomerNo,
    round_no: Annotated[
        str | None, typer.Option("--round", metavar="ROUND_NO", help="That round's grade; else the last round's.")
    ] = None,
) -> Reply:
    """Explain a value grade: scores, weights, thresholds, evidence, and what would have been enough for a better.

    A grade that an appeal corrected is told as corrected, with who decided that and why.
    """
    found = explain_grade(session, customer_no, bounds, round_no)
    result, rules = found.result, found.rules
    points = {finding.factor: finding.points for finding in result.factors if finding.points is not None}
    return Reply(
        found.position,
        {
            "grade": Part(
                ("customer_no", "round_no", "rule_version", "grade", "before", "move", "total", "recorded_at_position"),
                [
                    (
                        found.event.customer_no,
                        found.event.round_no,
                        found.event.rule_version,
                        result.grade,
                        result.before,
                        "corrected" if found.corrected else result.move,
                        result.total,
                        found.graded_at_position,
                    )
                ],
                single=True,
            ),
            "appeal": _appeal(found),
            "would_be_enough": Part(
                ("what", "factor", "measure", "value", "change", "grade"),
                [(_sentence(e), e.factor, e.measure, e.value, e.change, e.grade) for e in found.enough],
                none=_why_nothing(found),
                decimals=_DECIMALS,
            ),
            "dimensions": Part(
                ("dimension", "side", "weight", "points"),
                [
                    (name, DIMENSIONS[name], weight.quantize(SCORE_PLACES), getattr(result, name))
                    for name, weight in found.weights.dimensions.items()
                ],
            ),
            "factors": Part(
                ("factor", "measure", "months", "value", "points", "share_of_total", "position"),
                [
                    (
                        rule.factor,
                        rule.measure,
                        rule.months,
                        _measured(rule, finding),
                        finding.points,
                        found.weights.share(rule.factor, points).quantize(SHARE) if rule.factor in points else None,
                        finding.position,
                    )
                    for rule, finding in zip(rules.factors, result.factors, strict=True)
                ],
                decimals=_DECIMALS,
            ),
            "grades": Part(
                ("grade", "from_total", "going_up_takes", "staying_takes", "service"),
                [
                    (
                        grade.grade,
                        grade.least,
                        grade.least + rules.movement.raise_margin,
                        max(grade.least - rules.movement.lower_margin, Decimal(0)),
                        grade.service,
                    )
                    for grade in rules.grades
                ],
            ),
            "in_force": part_of(TIER_ASSIGNMENTS, found.assignments),
        },
        {
            "would_be_enough": ("what", "factor", "value", "grade"),
            "in_force": ("value", "valid_from", "valid_to", "round_id", "reason"),
        },
    )


def _appeal(found: Explanation) -> Part:
    """The appeal against the round's grade, if any, and what became of it."""
    appealed, decided = found.appealed, found.corrected or found.rejected
    row = (
        found.event.result.grade,
        appealed and appealed.effective_on,
        appealed and appealed.grounds,
        "granted" if found.corrected else "rejected" if found.rejected else "open",
        decided and decided.effective_on,
        found.corrected and found.corrected.approved_by,
        decided and decided.reason,
    )
    columns = ("round_gave", "appealed_on", "grounds", "outcome", "decided_on", "approved_by", "reason")
    return Part(columns, [row] if appealed or decided else [], none="nobody appealed against it")


def _measured(rule: FactorRule, finding: FactorFinding) -> Decimal | str | None:
    """What was measured: numbers as such."""
    return finding.value if finding.value is None or rule.words else Decimal(finding.value)


def _why_nothing(found: Explanation) -> str:
    """Why no factor is named that would have been enough."""
    grade = found.result.grade
    if grade is None:
        return "there is no grade to better: too little is known, see the factors"
    if grade == found.rules.grades[0].grade:
        return f"{grade} is the best grade"
    if found.lowered:
        return f"{grade} is what an appeal made of it; the round's total was enough for {found.event.result.grade}"
    if found.result.total is None:
        return f"{grade} is what an appeal made of it; too little is known to say what would better it, see the factors"
    if found.needed is None:
        return f"{grade} was the best that could be reached: a round raises a grade by one step at most"
    total, better = found.needed
    return f"{better} takes a total of {total}, which no factor reaches alone; see the factors for the points there are"


def _sentence(enough: Enough) -> str:
    """Such as `12 cartons a month more would reach B`; no finer than the measure's step."""
    more = "more" if enough.change > 0 else "less"
    change = abs(enough.change).quantize(MEASURES[enough.measure].step, ROUND_UP)
    return f"{change} {enough.unit} {more} would reach {enough.grade}"
