"""satisfaction_metrics: each measure of satisfaction, by month and by survey, for everybody and by stratum."""

from decimal import Decimal
from typing import Annotated, NamedTuple

from domain.kernel.rate import rate
from domain.surveys.answer_events import AnswerGiven
from domain.surveys.figures import figures_of
from domain.surveys.survey_events import SurveyOpened
from projections.fold.table import topics
from projections.fold.tally import tally


class MetricRow(NamedTuple):
    """One figure."""

    period: Annotated[str, "a month in the branch's zone, as 2024-06, or a survey, as survey=2024-Q2"]
    stratum: Annotated[str, "all, or those alike in one respect when they answered, as market_type=urban"]
    measure: Annotated[str, "what is measured; see the glossary"]
    numerator: Annotated[int, "sum of what the answers add, exact"]
    denominator: Annotated[int, "sum of what they are measured against, exact; figures add up by adding both"]
    value: Annotated[Decimal | None, "numerator / denominator, half up to six decimals; null where it is undefined"]
    n: Annotated[int, "how many cases are behind it: scores, comparisons, sheets, or respondents asked"]


SATISFACTION_METRICS = tally(
    name="satisfaction_metrics",
    meaning="Measures of satisfaction (满意度): sums over answers, by month and survey, for everybody and by stratum",
    row=MetricRow,
    key=("period", "stratum", "measure"),
    measure="measure",
    adds={AnswerGiven: figures_of, SurveyOpened: figures_of},
    derived={"value": lambda numerator, denominator: rate(numerator, denominator)},
    ignores=topics("survey", "closed"),
)
