"""Which questionnaires may be published, and which version is in force."""

from typing import Any

import pytest

from domain.kernel.party import Party
from domain.kernel.refusals import InvalidIdentifier, InvalidText, InvalidValue
from domain.surveys.area import QUESTIONNAIRE
from domain.surveys.questionnaire import MOST_ITEMS, publish_questionnaire, require_in_force
from domain.surveys.questionnaire_events import QuestionnaireItem, QuestionnairePublished
from domain.surveys.refusals import InvalidItem, ItemRedefined, QuestionnaireNotFound, QuestionnaireNotInForce
from tests.domain.scenario import Outcome, given, stamp
from tests.domain.surveys.questionnaires import ITEMS, item, published, the_questionnaire

PAIR = (item("e", "expectation", about="送货"), item("p", about="送货"))


def publish(*items: QuestionnaireItem, history: tuple[Any, ...] = (), **named: Any) -> Outcome:
    said = {"questionnaire_no": "LSH", "title": "满意度问卷", "population": [Party.RETAILER, Party.CONSUMER], **named}
    return given(*history).when(publish_questionnaire, items=items or ITEMS, **said)


def test_a_questionnaire_begins_with_version_1() -> None:
    publish().then(
        QuestionnairePublished,
        questionnaire_no="LSH",
        version=1,
        title="满意度问卷",
        population=(Party.CONSUMER, Party.RETAILER),
        items=ITEMS,
    )


def test_what_is_in_force_already_is_not_published_again() -> None:
    publish(history=(published(),)).then_nothing()


@pytest.mark.parametrize(
    "change", [{"title": "新问卷"}, {"population": [Party.RETAILER]}, {"items": (*ITEMS, item("p9"))}]
)
def test_a_change_is_the_next_version(change: dict[str, Any]) -> None:
    items = change.pop("items", ITEMS)
    publish(*items, history=(published(),), **change).then(QuestionnairePublished, version=2)


def test_an_old_version_may_come_into_force_again() -> None:
    history = (published(), published(item("p9"), version=2, at="2021-02-01"))
    publish(history=history).then(QuestionnairePublished, version=3, items=ITEMS)


def test_the_version_in_force_is_the_last_one_effective_by_then() -> None:
    versions = the_questionnaire(
        published(), published(version=3, at="2021-05-01"), published(version=2, at="2021-03-01")
    )
    days = ("2021-01-01", "2021-02-28", "2021-03-01", "2021-06-01")
    assert [require_in_force(versions, stamp(day)).version for day in days] == [1, 1, 2, 3]
    with pytest.raises(QuestionnaireNotInForce, match="LSH has no version that was published by 2020-12-31"):
        require_in_force(versions, stamp("2020-12-31"))


@pytest.mark.parametrize(
    "again",
    [
        item("p2", high=7),
        item("p2", low=0),
        item("p2", "loyalty"),
        item("p2", lower_is_better=True),
    ],
)
def test_a_name_keeps_its_meaning_over_all_versions(again: QuestionnaireItem) -> None:
    history = (published(), published(item("x"), version=2))
    publish(again, history=history).then_refused(ItemRedefined, item="p2", version=1, before="experience from 1 to 5")


def test_words_weights_and_headings_of_an_item_may_change() -> None:
    again = item("p2", weight=2, layer="social", group="新")
    publish(again, history=(published(),)).then(QuestionnairePublished, items=(again,))


def test_the_refusal_tells_a_scale_turned_round() -> None:
    history = (published(item("p2", lower_is_better=True)),)
    publish(item("p2"), history=history).then_refused(ItemRedefined, before="experience from 1 to 5, low the good end")


@pytest.mark.parametrize(
    ("items", "field", "why"),
    [
        ([item("a"), item("a")], "item", "the name is given twice"),
        ([item("a/b")], "item", "it holds spaces around it, or one of / = :"),
        ([item("a=b")], "item", "it holds spaces around it, or one of / = :"),
        ([item("a:b")], "item", "it holds spaces around it, or one of / = :"),
        ([item("a", group=" 配送")], "group", "it holds spaces around it, or one of / = :"),
        ([item("a", low=5)], "high", "a scale begins at 0 or above and has 1 to 10 steps"),
        ([item("a", high=12)], "high", "a scale begins at 0 or above and has 1 to 10 steps"),
        ([item("a", low=-1)], "high", "a scale begins at 0 or above and has 1 to 10 steps"),
        ([item("a", "recommend")], "asks", "it is asked on the scale from 0 to 10"),
        ([item("a", "effort")], "asks", "it is asked on the scale from 1 to 7"),
        ([item("a", "satisfaction", high=10)], "asks", "it is asked on the scale from 1 to 5"),
        ([item("a", weight=0)], "weight", "use a whole number from 1 to 1000"),
        ([item("a", weight=1001)], "weight", "use a whole number from 1 to 1000"),
        ([item("a", "loyalty", about="b")], "asks",
         "only experience and expectation are about something and of a dimension"),
        ([item("a", "loyalty", dimension="b")], "asks",
         "only experience and expectation are about something and of a dimension"),
        ([item("a", dimension="b")], "dimension", "say with about = ... which expectation and experience are compared"),
        ([item("a", "expectation")], "asks", "say with about = ... of what it is the expectation"),
        ([PAIR[0]], "about", "no experience is asked of 送货"),
        ([PAIR[0], item("p", high=7, about="送货")], "high", "e is about 送货 too and says otherwise"),
        ([PAIR[0], item("p", layer="social", about="送货")], "layer", "e is about 送货 too and says otherwise"),
        ([PAIR[0], item("p", need_level="ideal", about="送货")], "need_level",
         "e is about 送货 too and says otherwise"),
        ([item(f"p{i}", about="送货") for i in range(11)], "about",
         "at most 10 expectations and 10 experiences share it"),
    ],
)  # fmt: skip
def test_items_that_cannot_be_told_apart_or_compared_are_refused(
    items: list[QuestionnaireItem], field: str, why: str
) -> None:
    publish(*items).then_refused(InvalidItem, field=field, why=why)


def test_the_widest_scale_and_the_longest_comparison_are_accepted() -> None:
    publish(
        *(item(f"p{i}", low=0, high=10, about="送货", weight=1000) for i in range(10)),
        *(item(f"e{i}", "expectation", low=0, high=10, about="送货") for i in range(10)),
    ).then(QuestionnairePublished)


@pytest.mark.parametrize(
    ("named", "refusal"),
    [
        ({"questionnaire_no": ""}, InvalidIdentifier),
        ({"title": " "}, InvalidText),
        ({"title": "问" * 401}, InvalidText),
        ({"population": []}, InvalidValue),
    ],
)
def test_a_questionnaire_says_what_it_is_and_whom_it_asks(named: dict[str, Any], refusal: type) -> None:
    publish(**named).then_refused(refusal)


@pytest.mark.parametrize(
    ("one", "refusal"),
    [
        (item(""), InvalidIdentifier),
        (QuestionnaireItem(item="a", text="", asks="need", low=1, high=5), InvalidText),
        (QuestionnaireItem(item="a", text="?", english="", asks="need", low=1, high=5), InvalidText),
        (item("a", group=""), InvalidText),
    ],
)
def test_items_have_names_and_words(one: QuestionnaireItem, refusal: type) -> None:
    publish(one).then_refused(refusal)


def test_a_questionnaire_has_items_and_not_too_many() -> None:
    given().when(
        publish_questionnaire, questionnaire_no="L", title="t", population=[Party.RETAILER], items=[]
    ).then_refused(InvalidValue)
    publish(*(item(f"q{i}") for i in range(MOST_ITEMS))).then(QuestionnairePublished)
    publish(*(item(f"q{i}") for i in range(MOST_ITEMS + 1))).then_refused(InvalidValue)


def test_a_questionnaire_nobody_published_is_not_found() -> None:
    with pytest.raises(QuestionnaireNotFound, match="LSH"):
        QUESTIONNAIRE.require("LSH", None)
