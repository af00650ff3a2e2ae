"""A survey is opened on the questionnaire in force, asks whom it names, and is closed."""

from datetime import date
from typing import Any

import pytest

from domain.customers.refusals import CustomerNotEnrolledYet
from domain.kernel.party import Party
from domain.kernel.refusals import InvalidIdentifier, InvalidText, InvalidValue
from domain.surveys.area import SURVEY
from domain.surveys.refusals import (
    QuestionnaireNotInForce,
    SurveyAlreadyOpened,
    SurveyIsClosed,
    SurveyNotFound,
    SurveyNotOpenedYet,
)
from domain.surveys.survey import close_survey, open_survey
from domain.surveys.survey_events import Invited, SurveyClosed, SurveyOpened
from tests.domain.scenario import Outcome, enrolled, given, the_customer, told
from tests.domain.surveys.questionnaires import item, opened, published, the_questionnaire

CLOSED = told(SurveyClosed, "2021-06-30", survey_no="S-1")


def begin(*history: Any, at: str = "2021-06-01", **named: Any) -> Outcome:
    asked = named.pop("questionnaire", the_questionnaire())
    return given(*history).when(open_survey, asked, at=at, **{"survey_no": "S-1", **named})


def test_a_survey_asks_the_version_in_force() -> None:
    versions = the_questionnaire(published(), published(item("a"), version=2, at="2021-06-02"))
    begin(questionnaire=versions).then(
        SurveyOpened,
        survey_no="S-1",
        questionnaire_no="LSH",
        questionnaire_version=1,
        population=(Party.CONSUMER, Party.RETAILER),
        title=None,
        planned_until=None,
        frame=(),
        invited=(),
    )
    begin(questionnaire=versions, at="2021-06-02").then(SurveyOpened, questionnaire_version=2)
    begin(questionnaire=versions, at="2020-12-31").then_refused(QuestionnaireNotInForce, at=date(2020, 12, 31))


def test_named_customers_are_counted_in_the_strata_they_are_in_by_then() -> None:
    urban = the_customer(enrolled(customer_no="2", market_type="urban", account_manager="E1"))
    rural = the_customer(enrolled(customer_no="1", market_type="rural", account_manager="E1"))
    begin(customers=[urban, rural]).then(
        SurveyOpened,
        frame=("1", "2"),
        invited=(
            Invited(stratum="account_manager=E1", size=2),
            Invited(stratum="all", size=2),
            Invited(stratum="market_type=rural", size=1),
            Invited(stratum="market_type=urban", size=1),
            Invited(stratum="party=retailer", size=2),
        ),
    )


def test_where_nobody_is_named_the_sizes_are_stated() -> None:
    begin(sizes={"all": 500, "market_type=urban": 300}, title=" 二季度 ", planned_until=date(2021, 6, 1)).then(
        SurveyOpened,
        frame=(),
        invited=(Invited(stratum="all", size=500), Invited(stratum="market_type=urban", size=300)),
        title="二季度",
        planned_until=date(2021, 6, 1),
    )


@pytest.mark.parametrize(
    ("named", "refusal"),
    [
        ({"survey_no": " S"}, InvalidIdentifier),
        ({"title": ""}, InvalidText),
        ({"title": "调" * 401}, InvalidText),
        ({"planned_until": date(2021, 5, 31)}, InvalidValue),
        ({"sizes": {"all": 0}}, InvalidValue),
        ({"sizes": {"all": 10_000_001}}, InvalidValue),
        ({"sizes": {"market_type": 1}}, InvalidValue),
        ({"sizes": {"market_type=": 1}}, InvalidValue),
        ({"sizes": {"market_type=big": 1}}, InvalidValue),
        ({"sizes": {"name=x": 1}}, InvalidValue),
        ({"sizes": {"account_manager=E1 ": 1}}, InvalidIdentifier),
        ({"sizes": {"all": 1}, "customers": [the_customer()]}, InvalidValue),
        ({"customers": [the_customer(enrolled("2021-06-02"))]}, CustomerNotEnrolledYet),
    ],
)
def test_what_a_survey_is_opened_with_can_be_right(named: dict[str, Any], refusal: type) -> None:
    begin(**named).then_refused(refusal)


@pytest.mark.parametrize(
    "stratum", ["all", "party=consumer", "business_format=mall", "business_scale=small", "delivery=late"]
)
def test_each_stratum_that_answers_can_be_of_may_have_a_size(stratum: str) -> None:
    begin(sizes={stratum: 10_000_000}).then(SurveyOpened)


def test_a_survey_is_opened_once() -> None:
    begin(opened("2021-05-01")).then_refused(SurveyAlreadyOpened, since=date(2021, 5, 1))


def test_a_survey_is_closed_once() -> None:
    given(opened()).when(close_survey, at="2021-06-01").then(SurveyClosed, survey_no="S-1")
    given(opened()).when(close_survey, at="2021-05-31").then_refused(SurveyNotOpenedYet, since=date(2021, 6, 1))
    given(opened(), CLOSED).when(close_survey).then_refused(SurveyIsClosed, since=date(2021, 6, 30))


def test_a_survey_nobody_opened_is_not_found() -> None:
    with pytest.raises(SurveyNotFound, match="S-9"):
        SURVEY.require("S-9", None)
