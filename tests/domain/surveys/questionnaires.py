"""A questionnaire, a survey and sheets for the tests of both."""

from collections.abc import Mapping
from functools import reduce
from typing import Any

from domain.kernel import versions
from domain.kernel.party import Party
from domain.surveys import answer, questionnaire, survey
from domain.surveys.answer_events import AnswerGiven
from domain.surveys.asked_item import Asks
from domain.surveys.questionnaire_events import QuestionnaireItem, QuestionnairePublished
from domain.surveys.survey_events import SurveyOpened
from tests.domain.scenario import told


def item(name: str, asks: str = "experience", low: int = 1, high: int = 5, **facts: Any) -> QuestionnaireItem:
    """An item on a scale from 1 to 5."""
    return QuestionnaireItem(item=name, text=f"{name}？", asks=Asks(asks), low=low, high=high, **facts)


ITEMS = (
    item("e1", "expectation", about="送货", layer="service", group="配送", need_level="basic"),
    item("p1", about="送货", layer="service", group="配送", need_level="basic"),
    item("p2", layer="product", weight=3),
    item("s1", "satisfaction"),
    item("n1", "recommend", 0, 10),
)


def published(*items: QuestionnaireItem, at: str = "2021-01-01", **facts: Any) -> QuestionnairePublished:
    """LSH in version 1, for retailers and consumers, with `ITEMS` unless others are given."""
    said = {"questionnaire_no": "LSH", "version": 1, "title": "满意度问卷", "population": ("consumer", "retailer")}
    return told(QuestionnairePublished, at, items=items or ITEMS, **{**said, **facts})


def opened(at: str = "2021-06-01", **facts: Any) -> SurveyOpened:
    """S-1, asking LSH in version 1."""
    said = {"survey_no": "S-1", "questionnaire_no": "LSH", "questionnaire_version": 1, "population": tuple(Party)[:2]}
    return told(SurveyOpened, at, **{**said, **facts})


def the_questionnaire(*history: QuestionnairePublished) -> questionnaire.Questionnaire:
    """The questionnaire of this history; by default the one of `published()`."""
    return reduce(versions.evolve, history or (published(),), None)  # type: ignore[arg-type]


def the_survey(*history: Any) -> survey.Survey:
    """The survey of this history; by default the one of `opened()`."""
    return reduce(survey.evolve, history or (opened(),), None)  # type: ignore[return-value]


def the_sheet(*history: AnswerGiven) -> answer.Answer | None:
    """The sheet of this history."""
    return reduce(answer.evolve, history, None)


def sheet(
    scores: Mapping[str, int], *items: QuestionnaireItem, at: str = "2021-06-05", answer_no: str = "S-1:1", **facts: Any
) -> AnswerGiven:
    """A sheet of S-1 with these scores of `ITEMS`, or of the items given."""
    by_name = {one.item: one for one in items or ITEMS}
    said = {"survey_no": "S-1", "questionnaire_no": "LSH", "questionnaire_version": 1, "party": "unknown"}
    answered = [
        {**by_name[name].model_dump(exclude={"text", "english"}), "score": score} for name, score in scores.items()
    ]
    return told(AnswerGiven, at, answer_no=answer_no, items=answered, **{**said, **facts})
