"""What a survey is and asks, on both clocks."""

from domain.surveys.area import QUESTIONNAIRE, SURVEY
from domain.surveys.questionnaire_events import QuestionnairePublished
from domain.surveys.refusals import SurveyNotOpenedYet
from projections.surveys.surveys import SURVEYS, SurveyRow
from service.queries import AsOf, about_stream
from service.session import Session
from service.unit_of_work import UnitOfWork


def about_survey(session: Session, survey_no: str, bounds: AsOf) -> tuple[int, SurveyRow, QuestionnairePublished]:
    """The position, the survey, and the questionnaire that it asks. Raises `SurveyNotFound` or `SurveyNotOpenedYet`."""
    found = about_stream(session, SURVEY, survey_no, bounds, (SURVEYS,), SurveyNotOpenedYet)
    survey = SurveyRow(*found.rows[SURVEYS.name][0])
    questionnaire = UnitOfWork(session).require(QUESTIONNAIRE, survey.questionnaire_no)
    return found.position, survey, questionnaire.by_number[survey.questionnaire_version]
