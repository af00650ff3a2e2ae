"""What the events of questionnaires, surveys and answers tell."""

from collections.abc import Mapping

from domain.kernel.event import Event
from domain.surveys import answer_events as answer
from domain.surveys import questionnaire_events as questionnaire
from domain.surveys import survey_events as survey
from projections.timeline.parameters import Parameters, Telling, fields


def _published(event: questionnaire.QuestionnairePublished) -> Parameters:
    return {**fields("questionnaire_no", "version", "title")(event), "items": len(event.items)}


def _opened(event: survey.SurveyOpened) -> Parameters:
    asked = next((invited.size for invited in event.invited if invited.stratum == "all"), None)
    known = fields("survey_no", "title", "questionnaire_no", "questionnaire_version")(event)
    return known if asked is None else {**known, "asked": asked}


def _given(event: answer.AnswerGiven) -> Parameters:
    remarks = "; ".join(f"{remark.about}: {remark.text}" for remark in event.remarks)
    if event.order_no:
        known = {**fields("answer_no", "order_no")(event), "score": event.items[0].score}
    else:
        known = {**fields("answer_no", "survey_no")(event), "items": len(event.items)}
    return {**known, "remarks": remarks} if remarks else known


KINDS: Mapping[type[Event], Telling] = {
    questionnaire.QuestionnairePublished: ("questionnaire_published", _published),
    survey.SurveyOpened: ("survey_opened", _opened),
    survey.SurveyClosed: ("survey_closed", fields("survey_no")),
    answer.AnswerGiven: ("answer_given", _given),
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
