"""What can have happened to a survey: one round of asking a questionnaire (满意度调查)."""

from datetime import date
from typing import Annotated, ClassVar

from domain.kernel.event import Event
from domain.kernel.fields import Business
from domain.kernel.frozen_model import FrozenModel
from domain.surveys.asked_item import QuestionnaireNo, QuestionnaireVersion, SurveyNo
from domain.surveys.questionnaire_events import Population


class Invited(FrozenModel):
    """How many of a stratum were asked."""

    stratum: Annotated[str, Business("`all`, or such as market_type=urban")]
    size: Annotated[int, Business("how many of it were asked: what the response rate is of")]


class SurveyEvent(Event):
    """An event of the survey's own stream."""

    survey_no: SurveyNo


class SurveyOpened(SurveyEvent):
    """Asking began, with the version of the questionnaire that was in force."""

    topic: ClassVar[str] = "survey.opened"
    questionnaire_no: QuestionnaireNo
    questionnaire_version: QuestionnaireVersion
    title: Annotated[str | None, Business("what this round is called")] = None
    population: Population
    planned_until: Annotated[date | None, Business("the day by which answers are hoped for")] = None
    frame: Annotated[
        tuple[str, ...], Business("the customers who were asked, by number; none: anybody may answer")
    ] = ()
    invited: Annotated[tuple[Invited, ...], Business("how many were asked, stratum by stratum, as far as known")] = ()


class SurveyClosed(SurveyEvent):
    """Asking ended; what was answered before may still be told."""

    topic: ClassVar[str] = "survey.closed"
