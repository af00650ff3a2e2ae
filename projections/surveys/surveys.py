"""surveys: each round of asking, what it asks of whom, and whether it goes on."""

from datetime import date, datetime
from typing import Annotated, Any, NamedTuple

from domain.kernel.event import Recorded
from domain.surveys.asked_item import QuestionnaireNo, QuestionnaireVersion, SurveyNo
from domain.surveys.survey_events import SurveyClosed, SurveyOpened
from projections.fold.table import ReadTable, Rows


class SurveyRow(NamedTuple):
    """One survey (调查)."""

    survey_no: SurveyNo
    title: Annotated[str | None, "what this round is called"]
    status: Annotated[str, "open or closed"]
    questionnaire_no: QuestionnaireNo
    questionnaire_version: QuestionnaireVersion
    population: Annotated[list[str], "who is asked: retailer, consumer, unknown"]
    opened_at: Annotated[datetime, "when asking began"]
    planned_until: Annotated[date | None, "the day by which answers are hoped for"]
    closed_at: Annotated[datetime | None, "when asking ended; null while it goes on"]
    named: Annotated[int, "how many customers are asked by number; 0 where anybody may answer"]
    asked: Annotated[dict[str, Any], "how many were asked, by stratum, as far as known"]


def _opened(_: Rows, recorded: Recorded[SurveyOpened]) -> Rows:
    event = recorded.event
    return [
        SurveyRow(
            survey_no=event.survey_no,
            title=event.title,
            status="open",
            questionnaire_no=event.questionnaire_no,
            questionnaire_version=event.questionnaire_version,
            population=[str(party) for party in event.population],
            opened_at=event.effective_at,
            planned_until=event.planned_until,
            closed_at=None,
            named=len(event.frame),
            asked={invited.stratum: invited.size for invited in event.invited},
        )
    ]


def _closed(rows: Rows, recorded: Recorded[SurveyClosed]) -> Rows:
    return [row._replace(status="closed", closed_at=recorded.event.effective_at) for row in rows]


SURVEYS = ReadTable(
    name="surveys",
    meaning="Surveys (调查): rounds of asking a questionnaire",
    row=SurveyRow,
    key=("survey_no",),
    group=("survey_no",),
    groups=lambda recorded: ((recorded.event.survey_no,),),
    folds={SurveyOpened: _opened, SurveyClosed: _closed},
    creates=frozenset({SurveyOpened}),
    unlisted=frozenset(),
)
