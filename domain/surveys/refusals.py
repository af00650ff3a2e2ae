"""Why a questionnaire, a survey or an answer is refused.

SurveyRefusal   the history of the questionnaire, the survey or the sheet forbids it
InvalidInput    (of domain.kernel.refusals) what can never be right
NotFound        (of domain.kernel.refusals) what is not there
"""

from domain.kernel.refusals import InvalidInput, NotFound, Refusal


class QuestionnaireNotFound(NotFound):
    message = "there is no questionnaire {questionnaire_no!r} in this branch; publish it first"


class SurveyNotFound(NotFound):
    message = "there is no survey {survey_no!r} in this branch"


class QuestionnaireUnreadable(InvalidInput):
    message = "the questionnaire {file} cannot be read: {why}; check the path and the file"


class QuestionnaireIsWrong(InvalidInput):
    message = "{faults}"


class InvalidItem(InvalidInput):
    message = "item {item}: {field} {value} is not right: {why}"


class InvalidScore(InvalidInput):
    message = "item {item}: score {value} is not a whole number from {low} to {high}"


class ItemNotAsked(InvalidInput):
    message = "item {item} is not in the questionnaire; it has {known}"


class NothingAnswered(InvalidInput):
    message = "answer {answer_no} holds no score and no word; an empty sheet is not an answer"


class AnswerNotNumbered(InvalidInput):
    message = "a respondent who is no customer of ours needs a number: the sheet's own"


class SurveyRefusal(Refusal):
    """The history of the questionnaire, the survey or the sheet forbids it."""


class QuestionnaireNotInForce(SurveyRefusal):
    message = "questionnaire {questionnaire_no} has no version that was published by {at}"


class ItemRedefined(SurveyRefusal):
    message = (
        "item {item} asked {before} in version {version}; what asks otherwise is another item, so give it another name"
    )


class SurveyAlreadyOpened(SurveyRefusal):
    message = "survey {survey_no} was opened on {since} already"


class SurveyNotOpenedYet(SurveyRefusal):
    message = "survey {survey_no} was opened on {since}, after {at}"


class SurveyIsClosed(SurveyRefusal):
    message = "survey {survey_no} was closed on {since}"


class CustomerNotAsked(SurveyRefusal):
    message = "{who} is not among those whom survey {survey_no} asks"


class AlreadyAnswered(SurveyRefusal):
    message = "answer {answer_no} was given on {since} already; a respondent answers once"


class OrderAlreadyRated(SurveyRefusal):
    message = "order {order_no} was rated on {since} as {answer_no}; a further rating needs a number of its own"


class AnswerTooEarly(SurveyRefusal):
    message = "answer {answer_no}: the experience at {at} would come before the expectation at {since}"
