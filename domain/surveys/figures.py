"""Which figures an answer, or the opening of a survey, counts in, and what it adds to each."""

from collections.abc import Mapping

from domain.event import Event
from domain.surveys.answer_events import AnswerGiven
from domain.surveys.measures import RESPONSE_RATE, Contribution, answered, contributions
from domain.surveys.strata import strata_of
from domain.surveys.survey_events import SurveyOpened

_SURVEY = "survey="


def survey_of(period: str) -> str | None:
    """The survey whose own period it is, as survey=2024-Q2; None for a month, as 2024-06."""
    return period.removeprefix(_SURVEY) if period.startswith(_SURVEY) else None


def groups_of(event: Event) -> tuple[tuple[str, str], ...]:
    """(period, stratum) of each group of figures the event counts in: its month and its survey, in all its strata."""
    match event:
        case AnswerGiven():
            periods = [f"{event.effective_on:%Y-%m}", *([_SURVEY + event.survey_no] if event.survey_no else [])]
            return tuple((period, stratum) for period in periods for stratum in strata_of(event))
        case SurveyOpened():
            return tuple((_SURVEY + event.survey_no, invited.stratum) for invited in event.invited)
    return ()


def added_to(event: Event, period: str, stratum: str) -> Mapping[str, Contribution]:
    """What the event adds to the measures of a group that it counts in."""
    match event:
        case AnswerGiven():
            added = contributions(event)
            if survey_of(period) is None:  # how many were asked is known of surveys, not of months
                return {measure: one for measure, one in added.items() if measure != RESPONSE_RATE}
            return added
        case SurveyOpened():
            asked = sum(invited.size for invited in event.invited if invited.stratum == stratum)
            return {RESPONSE_RATE: answered(asked, 0)}
    return {}
