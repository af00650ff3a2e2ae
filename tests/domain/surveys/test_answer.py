"""Who may answer a survey, once, with which scores; and the rating of an order."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain.customers.refusals import CustomerNotEnrolledYet
from domain.kernel.party import Party
from domain.kernel.refusals import InvalidIdentifier, InvalidText
from domain.promises.promise import Promise, PromiseStatus
from domain.surveys.answer import answer_no_of, give_answer, rate_order
from domain.surveys.answer_events import AnswerGiven, Delivery, Remark, RemarkTopic
from domain.surveys.asked_item import AnsweredItem, Asks, Layer
from domain.surveys.refusals import (
    AlreadyAnswered,
    AnswerNotNumbered,
    AnswerTooEarly,
    CustomerNotAsked,
    InvalidScore,
    ItemNotAsked,
    NothingAnswered,
    OrderAlreadyRated,
    SurveyIsClosed,
    SurveyNotOpenedYet,
)
from domain.surveys.survey_events import SurveyClosed
from tests.domain.scenario import Outcome, enrolled, given, the_customer, the_order, told
from tests.domain.surveys.questionnaires import item, opened, published, sheet, the_questionnaire, the_survey

SHOP = the_customer(
    enrolled(market_type="urban", business_format="grocery", business_scale="large", account_manager="E2")
)
CLOSED = told(SurveyClosed, "2021-07-01", survey_no="S-1")
EXPECTED = sheet({"e1": 4}, at="2021-06-05")


def answer(*history: AnswerGiven, at: str = "2021-06-20", survey: Any = None, **named: Any) -> Outcome:
    said: dict[str, Any] = {"answer_no": "S-1:1", "scores": {"p1": 3}, **named}
    questionnaire = said.pop("questionnaire", the_questionnaire())
    return given(*history).when(give_answer, survey or the_survey(), questionnaire, at=at, **said)


def test_an_answer_repeats_how_each_item_was_asked() -> None:
    answer(scores={"p2": 5, "e1": 1}, channel=" 电话 ").then(
        AnswerGiven,
        answer_no="S-1:1",
        survey_no="S-1",
        questionnaire_no="LSH",
        questionnaire_version=1,
        order_no=None,
        party=Party.UNKNOWN,
        customer_no=None,
        channel="电话",
        market_type=None,
        items=(
            AnsweredItem(item="p2", asks="experience", low=1, high=5, weight=3, layer="product", score=5),
            AnsweredItem(
                item="e1",
                asks="expectation",
                low=1,
                high=5,
                layer="service",
                group="配送",
                about="送货",
                need_level="basic",
                score=1,
            ),
        ),
        earlier=(),
        remarks=(),
    )


def test_an_answer_repeats_where_the_customer_stood_by_then() -> None:
    answer(customer=SHOP).then(
        AnswerGiven,
        customer_no="110001",
        party=Party.RETAILER,
        market_type="urban",
        business_format="grocery",
        business_scale="large",
        account_manager="E2",
    )


@pytest.mark.parametrize(
    ("status", "delivery"),
    [
        (PromiseStatus.KEPT, Delivery.ON_TIME),
        (PromiseStatus.KEPT_LATE, Delivery.LATE),
        (PromiseStatus.OPEN, None),
        (PromiseStatus.OVERDUE, None),
        (PromiseStatus.BROKEN, None),
    ],
)
def test_the_promise_of_a_delivery_tells_whether_it_was_on_time(status: PromiseStatus, delivery: Any) -> None:
    made = datetime(2021, 6, 1, tzinfo=UTC)
    promise = Promise("P-1", "110001", "E7", date(2021, 6, 3), made, date(2021, 6, 1), status)
    answer(promise=promise).then(AnswerGiven, promise_no="P-1", delivery=delivery)
    answer().then(AnswerGiven, promise_no=None, delivery=None)


def test_the_version_asked_is_the_surveys_however_many_have_followed() -> None:
    versions = the_questionnaire(published(), published(item("other"), version=2, at="2021-06-02"))
    answer(questionnaire=versions).then(AnswerGiven, questionnaire_version=1)
    answer(questionnaire=versions, scores={"other": 3}).then_refused(ItemNotAsked, known="e1, p1, p2, s1, n1")


@pytest.mark.parametrize("score", [0, 6, -1, "3", 3.0, True])
def test_a_score_is_a_whole_number_on_the_scale(score: Any) -> None:
    answer(scores={"p1": score}).then_refused(InvalidScore, item="p1", low=1, high=5)


def test_the_ends_of_a_scale_are_scores() -> None:
    for score in (1, 5):
        answer(scores={"p1": score}).then(AnswerGiven)


def test_words_alone_are_an_answer_and_an_empty_sheet_is_none() -> None:
    words = Remark(about=RemarkTopic.UNMET_NEED, theme=" 货源 ", text=" 紧俏品规不够 ")
    told_words = Remark(about=RemarkTopic.UNMET_NEED, theme="货源", text="紧俏品规不够")
    answer(scores={}, remarks=[words]).then(AnswerGiven, items=(), remarks=(told_words,))
    answer(scores={}).then_refused(NothingAnswered)


@pytest.mark.parametrize(
    ("named", "refusal"),
    [
        ({"answer_no": ""}, InvalidIdentifier),
        ({"channel": ""}, InvalidText),
        ({"channel": "热" * 101}, InvalidText),
        ({"remarks": [Remark(about="hope", text=" ")]}, InvalidText),
        ({"remarks": [Remark(about="hope", theme="", text="好")]}, InvalidText),
        ({"remarks": [Remark(about="hope", theme="热" * 101, text="好")]}, InvalidText),
        ({"customer": the_customer(enrolled("2021-06-21"))}, CustomerNotEnrolledYet),
    ],
)
def test_what_comes_with_an_answer_can_be_right(named: dict[str, Any], refusal: type) -> None:
    answer(**named).then_refused(refusal)


def test_a_survey_is_answered_while_it_is_open_also_when_told_later() -> None:
    survey = the_survey(opened(), CLOSED)
    answer(survey=survey, at="2021-06-01").then(AnswerGiven)
    answer(survey=survey, at="2021-05-31").then_refused(SurveyNotOpenedYet, since=date(2021, 6, 1))
    answer(survey=survey, at="2021-06-30").then(AnswerGiven)
    answer(survey=survey, at="2021-07-01").then_refused(SurveyIsClosed)


def test_a_survey_of_named_customers_is_answered_by_them() -> None:
    survey = the_survey(opened(frame=("110001", "110002")))
    answer(survey=survey, customer=SHOP).then(AnswerGiven)
    stranger = the_customer(enrolled(customer_no="110003"))
    answer(survey=survey, customer=stranger).then_refused(CustomerNotAsked, who="customer 110003")
    answer(survey=survey).then_refused(CustomerNotAsked, who="a respondent without a number")


def test_a_survey_is_answered_by_its_population() -> None:
    survey = the_survey(opened(population=(Party.RETAILER,)))
    answer(survey=survey, party=Party.CONSUMER).then_refused(CustomerNotAsked, who="a consumer")
    answer(survey=survey, party=Party.RETAILER).then(AnswerGiven, party=Party.RETAILER)
    answer(survey=survey).then(AnswerGiven, party=Party.UNKNOWN)


def test_a_respondent_answers_once() -> None:
    answer(sheet({"p1": 3}, at="2021-06-06")).then_refused(AlreadyAnswered, since=date(2021, 6, 6))
    answer(sheet({"e1": 3, "p2": 3})).then_refused(AlreadyAnswered)


def test_expectations_may_be_told_before_the_experience() -> None:
    answer(EXPECTED, scores={"p1": 5}, at="2021-06-05").then(AnswerGiven, earlier=EXPECTED.items)
    answer(EXPECTED, scores={"p1": 5}, at="2021-06-04").then_refused(AnswerTooEarly)
    answer(EXPECTED, scores={"e1": 5, "p1": 5}).then_refused(AlreadyAnswered)
    answer(EXPECTED, sheet({"p1": 5}), scores={"p2": 5}).then_refused(AlreadyAnswered)


def test_words_before_bar_a_second_sheet_as_scores_do() -> None:
    words = sheet({}, remarks=[{"about": "hope", "text": "好"}])
    answer(words).then_refused(AlreadyAnswered)


def test_a_customer_has_one_sheet_in_a_survey_and_others_are_numbered() -> None:
    assert answer_no_of("S-1", customer_no="110001", answer_no="17") == "S-1:110001"
    assert answer_no_of("S-1", answer_no="17") == "S-1:17"
    with pytest.raises(AnswerNotNumbered):
        answer_no_of("S-1")


def rate(*history: AnswerGiven, at: str = "2021-06-20", **named: Any) -> Outcome:
    said = {"answer_no": "A-1", "score": 4, **named}
    return given(*history).when(rate_order, the_order(), SHOP, at=at, **said)


def test_an_order_is_rated_from_1_to_5() -> None:
    rate(delivery=Delivery.LATE, channel="电话").then(
        AnswerGiven,
        answer_no="A-1",
        survey_no=None,
        questionnaire_no=None,
        order_no="A-1",
        customer_no="110001",
        party=Party.RETAILER,
        market_type="urban",
        channel="电话",
        delivery="late",
        items=(AnsweredItem(item="order", asks=Asks.SATISFACTION, low=1, high=5, layer=Layer.SERVICE, score=4),),
    )
    for score in (0, 6):
        rate(score=score).then_refused(InvalidScore, low=1, high=5)


def test_an_order_is_rated_again_under_another_number_only() -> None:
    rated = sheet({"s1": 4}, answer_no="A-1", survey_no=None, order_no="A-1")
    rate(rated).then_refused(OrderAlreadyRated, order_no="A-1", answer_no="A-1", since=date(2021, 6, 5))
    rate(answer_no="A-1/2").then(AnswerGiven, answer_no="A-1/2", order_no="A-1")


@pytest.mark.parametrize(
    ("named", "refusal"),
    [
        ({"answer_no": ""}, InvalidIdentifier),
        ({"channel": ""}, InvalidText),
        ({"remarks": [Remark(about="hope", text=" ")]}, InvalidText),
        ({"at": "2019-12-31"}, CustomerNotEnrolledYet),
    ],
)
def test_what_comes_with_a_rating_can_be_right(named: dict[str, Any], refusal: type) -> None:
    rate(**named).then_refused(refusal)
