"""Why a customer has their grade: scores, weights, thresholds, evidence, and what would have been enough."""

from dataclasses import dataclass
from decimal import Decimal

from domain.evaluation.counterfactual import Enough, needed_total, sufficient_changes
from domain.evaluation.grade_events import (
    CustomerValueGradeAppealed,
    CustomerValueGradeAppealRejected,
    CustomerValueGradeCorrected,
    CustomerValueGraded,
)
from domain.evaluation.refusals import NeverGraded, NotGradedInRound
from domain.evaluation.results import Evaluation
from domain.evaluation.scheme_rules import SchemeRules
from domain.evaluation.scoring import Weights
from domain.kernel.event import Recorded
from projections.evaluation.tier_assignments import TIER_ASSIGNMENTS, AssignmentRow
from projections.fold.fold import fold_events
from service.evaluation.grades import rules_named
from service.queries import AsOf, customer_history
from service.session import Session
from service.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Explanation:
    """A round's result with the rules that made it. `enough`: the nearest values that would have made it better.

    `result` has the grade that an appeal made of the event's. `needed` is the least total that would have made a better
    one, and the grade it makes; None where no total would, or this one did.
    """

    position: int
    graded_at_position: int
    event: CustomerValueGraded
    appealed: CustomerValueGradeAppealed | None
    corrected: CustomerValueGradeCorrected | None
    rejected: CustomerValueGradeAppealRejected | None
    result: Evaluation
    rules: SchemeRules
    weights: Weights
    needed: tuple[Decimal, str] | None
    enough: list[Enough]
    assignments: list[AssignmentRow]

    @property
    def lowered(self) -> bool:
        """Whether an appeal made the round's grade a worse one."""
        given, grade = self.event.result.grade, self.result.grade
        if given is None or grade is None:
            return False
        grades = [rule.grade for rule in self.rules.grades]
        return grades.index(given) < grades.index(grade)


def explain_grade(session: Session, customer_no: str, bounds: AsOf, round_no: str | None = None) -> Explanation:
    """The last round's result for the customer within the bounds, or the named round's.

    Raises `NeverGraded`, `NotGradedInRound`, and what `customer_history` raises.
    """
    position, events = customer_history(session, customer_no, bounds)
    graded: list[tuple[Recorded, CustomerValueGraded]] = [
        (recorded, recorded.event) for recorded in events if isinstance(recorded.event, CustomerValueGraded)
    ]
    if not graded:
        raise NeverGraded(customer_no=customer_no)
    wanted = [found for found in graded if round_no in (None, found[1].round_no)]
    if not wanted:
        raise NotGradedInRound(customer_no=customer_no, round_no=round_no)
    recorded, event = wanted[-1]
    appealed: CustomerValueGradeAppealed | None = None
    corrected: CustomerValueGradeCorrected | None = None
    rejected: CustomerValueGradeAppealRejected | None = None
    for other in (known.event for known in events):
        match other:
            case CustomerValueGradeAppealed(round_no=event.round_no):
                appealed = other
            case CustomerValueGradeCorrected(round_no=event.round_no):
                corrected = other
            case CustomerValueGradeAppealRejected(round_no=event.round_no):
                rejected = other
    result = event.result.model_copy(update={"grade": corrected.grade}) if corrected else event.result
    rules = rules_named(UnitOfWork(session), event.rule_version)
    weights = Weights(rules)
    found = fold_events([TIER_ASSIGNMENTS], events)[TIER_ASSIGNMENTS.name]
    return Explanation(
        position=position,
        graded_at_position=recorded.position,
        event=event,
        appealed=appealed,
        corrected=corrected,
        rejected=rejected,
        result=result,
        rules=rules,
        weights=weights,
        needed=needed_total(rules, result),
        enough=sufficient_changes(rules, weights, result),
        assignments=[row for row in found if isinstance(row, AssignmentRow) and row.kind == "value_grade"],
    )
