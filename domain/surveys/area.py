"""The area of surveys and satisfaction: its streams, events and refusals."""

from domain.kernel import versions
from domain.kernel.area import Area, Stream
from domain.kernel.versions import Versions
from domain.surveys import answer, answer_events, questionnaire_events, refusals, survey, survey_events
from domain.surveys.questionnaire_events import QuestionnairePublished

QUESTIONNAIRE: Stream[Versions[QuestionnairePublished]] = Stream(
    "questionnaire", versions.evolve, refusals.QuestionnaireNotFound
)
SURVEY = Stream("survey", survey.evolve, refusals.SurveyNotFound)
ANSWER = Stream("answer", answer.evolve)

AREA = Area(
    "surveys",
    streams=(QUESTIONNAIRE, SURVEY, ANSWER),
    events=(questionnaire_events, survey_events, answer_events),
    refusals=(refusals,),
)
