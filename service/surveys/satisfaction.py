"""Figures of satisfaction, and the answers behind each."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from domain.kernel.event import Event
from domain.kernel.figures import ALL, Figure
from domain.surveys.answer_events import AnswerGiven
from domain.surveys.area import ANSWER, SURVEY
from domain.surveys.figures import survey_of
from domain.surveys.measures import RESPONSE_RATE
from domain.surveys.strata import STRATA
from projections.running.query import Wanted
from projections.surveys.satisfaction_metrics import SATISFACTION_METRICS, MetricRow
from projections.surveys.survey_answers import SURVEY_ANSWERS
from service.drill_down import events_behind, figure_not_found, list_figures
from service.queries import AsOf, ListedRows, list_table
from service.session import Session


class Behind(NamedTuple):
    """One sheet behind a figure, or (without an `answer_no`) the opening of its survey, with what it adds."""

    position: int
    answer_no: str | None
    customer_no: str | None
    answered_at: datetime
    scores: Mapping[str, int]
    remarks: Sequence[str]
    value: Decimal | None
    numerator: int
    denominator: int
    n: int


def report(
    session: Session, bounds: AsOf, *, period: str | None = None, by: str | None = None, measure: str | None = None
) -> ListedRows:
    """Figures of one period or all; of everybody, or of each stratum that differs in `by`.

    `measure` takes a measure with all its facets; without it the figures that have no facet are given.
    """
    listed = list_figures(session, SATISFACTION_METRICS, bounds, period=period, by=by)
    rows: list[MetricRow] = listed.rows
    if measure is None:
        rows = [row for row in rows if "/" not in row.measure]
    else:
        rows = [row for row in rows if row.measure == measure or row.measure.startswith((f"{measure}/", f"{measure}:"))]
    return replace(listed, rows=rows)


def remarks(session: Session, bounds: AsOf, *, period: str | None = None, topic: str | None = None) -> ListedRows:
    """What respondents said in words, as rows of `survey_answers`, by topic and theme."""
    equal = ({} if period is None else _of(period)) | ({} if topic is None else {"asks": topic})
    listed = list_table(session, SURVEY_ANSWERS, Wanted(("answered_at", "answer_no", "item"), equal), bounds)
    rows = sorted(
        (row for row in listed.rows if row.text), key=lambda row: (row.asks, row.theme is None, row.theme or "")
    )
    return replace(listed, rows=rows)


def drill(session: Session, bounds: AsOf, figure: Figure) -> ListedRows:
    """The sheets behind one figure, as `Behind`, lowest value first: what they add sums up to it.

    Raises `FigureNotFound`.
    """
    equal, survey_no = _of(figure.period), survey_of(figure.period)
    if figure.stratum != ALL:
        name, _, value = figure.stratum.partition("=")
        if name not in STRATA:
            raise figure_not_found(session, SATISFACTION_METRICS, bounds, figure)
        equal[name] = value
    listed = list_table(session, SURVEY_ANSWERS, Wanted(("answer_no", "item"), equal), bounds)
    streams = [ANSWER.key(number) for number in dict.fromkeys(row.answer_no for row in listed.rows)]
    if survey_no is not None and figure.measure == RESPONSE_RATE:
        streams.append(SURVEY.key(survey_no))
    behind = [
        _behind(recorded.event, recorded.position, figure, added)
        for recorded, added in events_behind(session, SATISFACTION_METRICS, bounds, listed.position, figure, streams)
    ]
    if not behind:
        raise figure_not_found(session, SATISFACTION_METRICS, bounds, figure)
    behind.sort(key=lambda row: (row.value is None, row.value or 0, row.position))
    return replace(listed, rows=behind)


def _of(period: str) -> dict[str, str]:
    """What tells the answers of a period in `survey_answers`."""
    survey_no = survey_of(period)
    return {"month": period} if survey_no is None else {"survey_no": survey_no}


def _behind(event: Event, position: int, figure: Figure, added: Mapping[str, int]) -> Behind:
    counted: MetricRow = SATISFACTION_METRICS.row_of(figure, tuple(added.values()))
    sums = (counted.value, counted.numerator, counted.denominator, counted.n)
    if not isinstance(event, AnswerGiven):
        return Behind(position, None, None, event.effective_at, {}, [], *sums)
    scores = {item.item: item.score for item in event.items}
    words = [f"{remark.about}: {remark.text}" for remark in event.remarks]
    return Behind(position, event.answer_no, event.customer_no, event.effective_at, scores, words, *sums)
