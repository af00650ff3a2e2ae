"""From a total to a grade: which threshold it reaches, and how far it may move the grade that held before."""

from collections.abc import Mapping
from decimal import Decimal, localcontext

from domain.evaluation.evidence import Evidence
from domain.evaluation.measures import EXACT, rounded
from domain.evaluation.results import Evaluation, FactorFinding, GradeMove
from domain.evaluation.scheme_rules import MissingRule, SchemeRules
from domain.evaluation.scoring import SCORE_PLACES, Weights, findings


def evaluate(rules: SchemeRules, weights: Weights, evidence: Evidence, before: str | None) -> Evaluation:
    """One customer's result; `weights` are those of `rules`."""
    return evaluation_of(rules, weights, findings(rules, evidence), before)


def evaluation_of(
    rules: SchemeRules, weights: Weights, found: tuple[FactorFinding, ...], before: str | None
) -> Evaluation:
    """The result that the findings make."""
    points = points_by_factor(found)
    whole = rules.missing is MissingRule.SPREAD or len(points) == len(found)
    with localcontext(EXACT):
        exact = weights.scores(points)
        exact_total = weights.total(exact) if whole else None
    scores = {name: rounded(score, SCORE_PLACES) for name, score in exact.items()}
    if exact_total is None:
        return Evaluation(factors=found, **scores, before=before, move=GradeMove.NOT_GRADED)
    total = rounded(exact_total, SCORE_PLACES)
    reached, grade, move = moved(rules, total, before)
    return Evaluation(factors=found, **scores, total=total, reached=reached, before=before, grade=grade, move=move)


def points_by_factor(found: tuple[FactorFinding, ...]) -> Mapping[str, Decimal]:
    """The points there are."""
    return {finding.factor: finding.points for finding in found if finding.points is not None}


def moved(rules: SchemeRules, total: Decimal, before: str | None) -> tuple[str, str, GradeMove]:
    """The grade whose threshold the total reaches, the grade that follows from the one before, and how."""
    names = [rule.grade for rule in rules.grades]
    least = [rule.least for rule in rules.grades]
    movement = rules.movement

    def best(total: Decimal) -> int:
        return next((i for i, threshold in enumerate(least) if total >= threshold), len(names) - 1)

    reached = best(total)
    if before not in names:
        return names[reached], names[reached], GradeMove.FIRST
    held = names.index(before)
    if reached == held:
        return before, before, GradeMove.KEPT
    if reached < held:
        target = best(total - movement.raise_margin)
        if target >= held:
            return names[reached], before, GradeMove.NOT_RAISED
        target = held - 1 if movement.one_step else target
        return names[reached], names[target], GradeMove.RAISED
    if total >= least[held] - movement.lower_margin:
        return names[reached], before, GradeMove.NOT_LOWERED
    target = held + 1 if movement.one_step else reached
    return names[reached], names[target], GradeMove.LOWERED
