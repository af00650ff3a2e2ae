"""satisfaction_metrics: each measure of satisfaction, by month and by survey, for everybody and by stratum."""

from decimal import Decimal
from typing import Annotated, NamedTuple

from domain.rate import rate
from domain.surveys.answer_events import AnswerGiven
from domain.surveys.figures import added_to, groups_of
from domain.surveys.measures import Contribution
from domain.surveys.survey_events import SurveyOpened
from projections import families
from projections.table import Key, ReadTable, Rows, Told


class MetricRow(NamedTuple):
    """One figure."""

    period: Annotated[str, "a month in the branch's zone, as 2024-06, or a survey, as survey=2024-Q2"]
    stratum: Annotated[str, "all, or those alike in one respect when they answered, as market_type=urban"]
    measure: Annotated[str, "what is measured; see the glossary"]
    numerator: Annotated[int, "sum of what the answers add, exact"]
    denominator: Annotated[int, "sum of what they are measured against, exact; figures add up by adding both"]
    value: Annotated[Decimal | None, "numerator / denominator, half up to six decimals; null where it is undefined"]
    n: Annotated[int, "how many cases are behind it: scores, comparisons, sheets, or respondents asked"]


def _counted(rows: Rows, told: Told[AnswerGiven | SurveyOpened], key: Key) -> Rows:
    period, stratum = key
    figures: dict[str, MetricRow] = {row.measure: row for row in rows}
    for added in added_to(told.event, period, stratum).values():
        row = figures.get(added.measure)
        measure, numerator, denominator, n = added.to(row and Contribution(row.measure, *row[3:5], row.n))
        value = rate(numerator, denominator)
        figures[measure] = MetricRow(period, stratum, measure, numerator, denominator, value, n)
    return list(figures.values())


SATISFACTION_METRICS = ReadTable(
    name="satisfaction_metrics",
    meaning="Measures of satisfaction (满意度): sums over answers, by month and survey, for everybody and by stratum",
    row=MetricRow,
    key=("period", "stratum", "measure"),
    group=("period", "stratum"),
    groups=lambda recorded: groups_of(recorded.event),
    folds={AnswerGiven: _counted, SurveyOpened: _counted},
    ignores=families.CUSTOMERS
    | families.ORDERS
    | families.DIALOGUE - {AnswerGiven.topic, SurveyOpened.topic}
    | families.VALUE,
    across_customers=True,
)
