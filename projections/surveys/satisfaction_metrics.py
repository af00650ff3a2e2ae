"""satisfaction_metrics: each measure of satisfaction, by month and by survey, for everybody and by stratum."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, NamedTuple

from domain.kernel.event import Recorded
from domain.kernel.figures import Figure
from domain.kernel.rate import rate
from domain.surveys.answer_events import AnswerGiven
from domain.surveys.figures import figures_of
from domain.surveys.survey_events import SurveyOpened
from projections.fold.latest import OfLatest
from projections.fold.table import Key, ReadTable, Rows, sums, topics


class MetricRow(NamedTuple):
    """One figure."""

    period: Annotated[str, "a month in the branch's zone, as 2024-06, or a survey, as survey=2024-Q2"]
    stratum: Annotated[str, "all, or those alike in one respect when they answered, as market_type=urban"]
    measure: Annotated[str, "what is measured; see the glossary"]
    numerator: Annotated[int, "sum of what the answers add, exact"]
    denominator: Annotated[int, "sum of what they are measured against, exact; figures add up by adding both"]
    value: Annotated[Decimal | None, "numerator / denominator, half up to six decimals; null where it is undefined"]
    n: Annotated[int, "how many cases are behind it: scores, comparisons, sheets, or respondents asked"]


_figures_of = OfLatest(figures_of)


def _counted(rows: Rows, recorded: Recorded[AnswerGiven | SurveyOpened], key: Key) -> Rows:
    figure = Figure(*key)
    numerator, denominator, n = _figures_of(recorded.event)[figure]
    for row in rows:
        numerator += row.numerator
        denominator += row.denominator
        n += row.n
    return [MetricRow(*figure, numerator, denominator, rate(numerator, denominator), n)]


def _joined(rows: Sequence[MetricRow]) -> MetricRow:
    counts = sums(rows, ("numerator", "denominator", "n"))
    return rows[0]._replace(**counts, value=rate(counts["numerator"], counts["denominator"]))


SATISFACTION_METRICS = ReadTable(
    name="satisfaction_metrics",
    meaning="Measures of satisfaction (满意度): sums over answers, by month and survey, for everybody and by stratum",
    row=MetricRow,
    key=("period", "stratum", "measure"),
    group=("period", "stratum", "measure"),
    groups=lambda recorded: tuple(_figures_of(recorded.event)),
    folds={AnswerGiven: _counted, SurveyOpened: _counted},
    watches=("survey", "answer"),
    ignores=topics("survey", "closed"),
    across_customers=True,
    joined=_joined,
)
