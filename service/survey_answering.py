"""What a survey is and asks, on both clocks."""

from domain.surveys.questionnaire import require_questionnaire
from domain.surveys.questionnaire_events import QuestionnairePublished
from domain.surveys.refusals import SurveyNotFound, SurveyNotOpenedYet
from eventlog.reading import read_stream
from projections.folding import answer
from projections.surveys import SURVEYS, SurveyRow
from service.answering import Bounds, effective, reached_position
from service.looking import Look
from service.session import Session


def about_survey(session: Session, survey_no: str, bounds: Bounds) -> tuple[int, SurveyRow, QuestionnairePublished]:
    """The position, the survey, and the questionnaire that it asks. Raises `SurveyNotFound` or `SurveyNotOpenedYet`."""
    position = reached_position(session, bounds)
    stream = session.branch.stream("survey", survey_no)
    events = read_stream(session.connection, session.branch, stream, up_to=position)
    if not events:
        raise SurveyNotFound(survey_no=survey_no)
    events = effective(events, bounds, lambda since, at: SurveyNotOpenedYet(survey_no=survey_no, since=since, at=at))
    (row,) = answer((SURVEYS,), events)[SURVEYS.name]
    survey = SurveyRow(*row)
    questionnaire = Look(session).questionnaire(survey.questionnaire_no)
    published = require_questionnaire(questionnaire, survey.questionnaire_no).versions[survey.questionnaire_version]
    return position, survey, published
