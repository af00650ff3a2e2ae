"""The area of surveys and satisfaction: its streams, events and refusals."""

from domain.kernel.area import Area, Stream
from domain.surveys import answer, answer_events, questionnaire, questionnaire_events, refusals, survey, survey_events

QUESTIONNAIRE = Stream("questionnaire", questionnaire.evolve, refusals.QuestionnaireNotFound)
SURVEY = Stream("survey", survey.evolve, refusals.SurveyNotFound)
ANSWER = Stream("answer", answer.evolve)

AREA = Area(
    "surveys",
    streams=(QUESTIONNAIRE, SURVEY, ANSWER),
    events=(questionnaire_events, survey_events, answer_events),
    refusals=(refusals,),
)
