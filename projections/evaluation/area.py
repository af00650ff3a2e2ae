"""The read tables of value grades and all tiers."""

from projections.evaluation.evaluation_scores import EVALUATION_SCORES
from projections.evaluation.factor_assessments import FACTOR_ASSESSMENTS
from projections.evaluation.tier_assignments import TIER_ASSIGNMENTS
from projections.evaluation.tier_transitions import TIER_TRANSITIONS
from projections.evaluation.value_grade_overrides import VALUE_GRADE_OVERRIDES
from projections.fold.area import ReadArea

AREA = ReadArea(
    "evaluation",
    tables=(TIER_ASSIGNMENTS, EVALUATION_SCORES, FACTOR_ASSESSMENTS, TIER_TRANSITIONS, VALUE_GRADE_OVERRIDES),
)
