"""Which figures an answer, or the opening of a survey, counts in, and what it adds to each."""

from collections.abc import Mapping

from domain.kernel.event import Event
from domain.kernel.figures import Figure
from domain.surveys.answer_events import AnswerGiven
from domain.surveys.measures import RESPONSE_RATE, Contribution, contributions
from domain.surveys.strata import strata_of
from domain.surveys.survey_events import SurveyOpened

_SURVEY = "survey="


def survey_of(period: str) -> str | None:
    """The survey whose own period it is; None for a month."""
    return period.removeprefix(_SURVEY) if period.startswith(_SURVEY) else None


def figures_of(event: Event) -> Mapping[Figure, Contribution]:
    """What the event adds: a sheet to its survey and, without facets, to its month, in all its strata.

    The opening of a survey adds how many were asked.
    """
    match event:
        case AnswerGiven():
            added, strata = contributions(event), strata_of(event)
            # Many questionnaires may meet in a month, so it tells what they have in common; of whom, nobody knows.
            shared = {measure: one for measure, one in added.items() if "/" not in measure and measure != RESPONSE_RATE}
            of_month = _figures(f"{event.effective_on:%Y-%m}", strata, shared)
            return (
                of_month if event.survey_no is None else of_month | _figures(_SURVEY + event.survey_no, strata, added)
            )
        case SurveyOpened():
            period = _SURVEY + event.survey_no
            return {
                Figure(period, invited.stratum, RESPONSE_RATE): Contribution(0, invited.size, invited.size)
                for invited in event.invited
            }
    return {}


def _figures(period: str, strata: list[str], added: Mapping[str, Contribution]) -> dict[Figure, Contribution]:
    return {Figure(period, stratum, measure): one for stratum in strata for measure, one in added.items()}
