"""Sentences of the events of questionnaires, surveys and answers."""

from collections.abc import Mapping

from domain.kernel.event import Event
from domain.surveys import answer_events as answer
from domain.surveys import questionnaire_events as questionnaire
from domain.surveys import survey_events as survey
from projections.timeline.parameters import Count, Field, If, Joined, Parameters, SentenceOf, fields


def _published(event: questionnaire.QuestionnairePublished) -> Parameters:
    return {**fields("questionnaire_no", "version", "title")(event), "items": len(event.items)}


def _opened(event: survey.SurveyOpened) -> Parameters:
    asked = next((invited.size for invited in event.invited if invited.stratum == "all"), None)
    known = fields("survey_no", "title", "questionnaire_no", "questionnaire_version")(event)
    return known if asked is None else {**known, "asked": asked}


_RATED = fields("answer_no", "order_no", Field("score", "items.0.score"))
_ANSWERED = fields("answer_no", "survey_no", Count("items", "items"))
_REMARKS = Joined("remarks", "remarks", "{about}: {text}", between="; ")

KINDS: Mapping[type[Event], SentenceOf] = {
    questionnaire.QuestionnairePublished: ("questionnaire_published", _published),
    survey.SurveyOpened: ("survey_opened", _opened),
    survey.SurveyClosed: ("survey_closed", fields("survey_no")),
    answer.AnswerGiven: ("answer_given", fields(If("order_no", _RATED, _ANSWERED), _REMARKS)),
}

SENTENCES = {
    "questionnaire_published": "Questionnaire {questionnaire_no} (问卷) was published in version {version}: {title},"
    " {items} items",
    "survey_opened": "Survey {survey_no} (调查) was opened[: {title}], asking {questionnaire_no} in version"
    " {questionnaire_version}[ of {asked}]",
    "survey_closed": "Survey {survey_no} was closed",
    "answer_given": "[Order {order_no} was rated (评价) {score} of 5][Survey {survey_no} was answered (答卷) on {items}"
    " items][, saying {remarks}]",
}
