"""Which figures an answer, or the opening of a survey, counts in, and what it adds to each."""

from domain.kernel.event import Event
from domain.surveys.answer_events import AnswerGiven
from domain.surveys.measures import RESPONSE_RATE, Contribution, contributions
from domain.surveys.strata import strata_of
from domain.surveys.survey_events import SurveyOpened

_SURVEY = "survey="


def survey_of(period: str) -> str | None:
    """The survey whose own period it is; None for a month."""
    return period.removeprefix(_SURVEY) if period.startswith(_SURVEY) else None


def figures_of(event: Event) -> dict[tuple[str, str], dict[str, Contribution]]:
    """What the event adds, by period and stratum, to each measure.

    A sheet adds to its survey and, without facets, to its month, in all its strata; the opening of a survey adds how
    many were asked.
    """
    match event:
        case AnswerGiven():
            added, strata = contributions(event), strata_of(event)
            # Many questionnaires may meet in a month, so it tells what they have in common; of whom, nobody knows.
            shared = {measure: one for measure, one in added.items() if "/" not in measure and measure != RESPONSE_RATE}
            month = f"{event.effective_on:%Y-%m}"
            found = {(month, stratum): shared for stratum in strata} if shared else {}
            if event.survey_no is not None:
                found |= {(_SURVEY + event.survey_no, stratum): added for stratum in strata}
            return found
        case SurveyOpened():
            period = _SURVEY + event.survey_no
            return {
                (period, invited.stratum): {RESPONSE_RATE: Contribution(0, invited.size, invited.size)}
                for invited in event.invited
            }
    return {}
