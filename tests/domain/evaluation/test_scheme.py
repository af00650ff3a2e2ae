"""Schemes: checked, weighed, published, in force from their days on."""

from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from domain.evaluation.refusals import (
    JudgementsIncomplete,
    JudgementsInconsistent,
    SchemeChangedLater,
    SchemeIsWrong,
    SchemeNotInForce,
    SchemeVersionNotFound,
)
from domain.evaluation.scheme import publish_scheme, require_in_force, require_version, weighed
from domain.evaluation.scheme_events import SchemePublished
from domain.kernel.refusals import InvalidIdentifier, InvalidText
from domain.kernel.versions import evolve
from tests.domain.evaluation.schemes import AREA, GRADES, REGULARITY, SALES, compared, draft, rules
from tests.domain.scenario import given, instant, told


def published(at: str, version: int = 1) -> SchemePublished:
    return told(SchemePublished, at, scheme_no="value", version=version, rules=rules(title=f"V{version}"))


def test_publishing_freezes_the_weights_to_twelve_places() -> None:
    outcome = given().when(publish_scheme, "value", draft()).then(SchemePublished, scheme_no="value", version=1)
    frozen = outcome.events[0].rules  # type: ignore[attr-defined]
    assert frozen.rule_version == "value/1"
    assert frozen.weights("contribution") == {"sales_history": Decimal("0.75"), "regularity": Decimal("0.25")}
    assert frozen.weights("growth") == {"regularity": 1}
    assert '"weights":["0.750000000000","0.250000000000"]' in frozen.model_dump_json()


def test_the_next_version_holds_from_its_day_and_the_old_one_before() -> None:
    outcome = given(published("2021-01-01")).when(publish_scheme, "value", draft(), at="2021-07-01")
    outcome.then(SchemePublished, version=2)
    scheme = evolve(evolve(None, published("2021-01-01")), published("2021-07-01", 2))
    for day, title in (("2021-01-01", "V1"), ("2021-06-30", "V1"), ("2021-07-01", "V2")):
        assert require_in_force(scheme, instant(day), instant(day).date()).rules.title == title
    with pytest.raises(SchemeNotInForce) as refused:
        require_in_force(scheme, instant("2020-12-31"), instant("2020-12-31").date())
    assert str(refused.value.facts["since"]) == "2021-01-01"
    with pytest.raises(SchemeVersionNotFound):
        require_version(scheme, 3)


def test_what_holds_already_is_not_published_again() -> None:
    given(published("2021-01-01")).when(publish_scheme, "value", draft(title="V1"), at="2021-07-01").then_nothing()
    back = given(published("2021-01-01"), published("2021-07-01", 2))
    back.when(publish_scheme, "value", draft(title="V1"), at="2021-08-01").then(SchemePublished, version=3)


def test_a_version_is_not_slipped_in_before_a_later_one() -> None:
    outcome = given(published("2021-08-01")).when(publish_scheme, "value", draft(), at="2021-07-01")
    outcome.then_refused(SchemeChangedLater, version=1)


@pytest.mark.parametrize(
    ("other", "where"),
    [
        ({"factors": [SALES, SALES, REGULARITY]}, "factors"),
        ({"grades": [*GRADES, {"grade": "A", "least": 0}]}, "grades"),
        ({"grades": GRADES[:-1]}, "grades"),
        ({"grades": [GRADES[1], GRADES[0], GRADES[3]]}, "grades"),
        ({"grades": [GRADES[0], {"grade": "B", "least": 80}, GRADES[3]]}, "grades"),
        ({"factors": [SALES, REGULARITY, AREA]}, "factor trade_area"),
        ({"factors": [SALES]}, "comparison contribution"),
        ({"order_cost": "1e12"}, "order_cost"),
        ({"visit_cost": "1e40"}, "visit_cost"),
        ({"factors": [{**SALES, "line": [[0, 0], ["1e999999", 100]]}, REGULARITY]}, "factor sales_history"),
        ({"due_days": 3661}, "due_days"),
        ({"comparisons": [compared("contribution", "sales_history", "regularity", E1="3")] * 2}, "comparisons"),
        ({"comparisons": [compared("luck", "sales_history", "regularity", E1="3")]}, "comparison luck"),
        (
            {
                "comparisons": [
                    compared("contribution", "sales_history"),
                    compared("growth", "regularity"),
                ]
            },
            "comparison company",
        ),
        (
            {
                "comparisons": [
                    compared("contribution", "sales_history"),
                    compared("dependence", "regularity"),
                ]
            },
            "comparison sides",
        ),
        ({"comparisons": [compared("contribution", "sales_history", "sales_history")]}, "comparison contribution"),
        (
            {
                "comparisons": [
                    compared("customer", "contribution"),
                    compared("contribution", "sales_history", "regularity", E1="3"),
                ]
            },
            "comparison customer",
        ),
    ],
)
def test_parts_that_do_not_fit_together_are_refused(other: dict[str, Any], where: str) -> None:
    with pytest.raises(SchemeIsWrong) as refused:
        weighed(draft(**other), "value/1")
    assert refused.value.facts["where"] == where


@pytest.mark.parametrize(
    "other",
    [
        {"grades": [{"grade": "", "least": 0}]},
        {"grades": [{"grade": "\u202eA", "least": 0}]},
        {"factors": [SALES, {**REGULARITY, "factor": "a\nb"}]},
        {"comparisons": [compared("contribution", "sales_history", "regularity", **{"E\u200b1": "3"})]},
    ],
    ids=["an empty grade", "a grade that cannot be seen", "a factor of two lines", "an expert that cannot be seen"],
)
def test_names_are_such_as_tables_can_show(other: dict[str, Any]) -> None:
    with pytest.raises(InvalidIdentifier):
        weighed(draft(**other), "value/1")


def test_title_and_service_say_something() -> None:
    for other in ({"title": " "}, {"grades": [{"grade": "A", "least": 0, "service": ""}]}):
        with pytest.raises(InvalidText):
            weighed(draft(**other), "value/1")


def test_a_comparison_that_nobody_judged_is_refused() -> None:
    with pytest.raises(JudgementsIncomplete):
        weighed(draft(comparisons=[compared("contribution", "sales_history", "regularity")]), "value/1")


def test_judgements_that_contradict_each_other_are_refused() -> None:
    trap = compared("contribution", "sales_history", "regularity", "trade_area", E1="9 1/9 · 9")
    with pytest.raises(JudgementsInconsistent):
        weighed(draft(factors=[SALES, REGULARITY, AREA], comparisons=[trap]), "value/1")


@pytest.mark.parametrize(
    "factor",
    [
        {**SALES, "measure": "luck"},
        {**SALES, "steps": [[0, 1]]},
        {**SALES, "line": []},
        {**SALES, "line": [[10, 1], [5, 2]]},
        {**SALES, "line": [[0, 101]]},
        {**SALES, "line": [], "words": {"a": 1}},
        {**AREA, "words": {}, "steps": [[0, 1]]},
        {**SALES, "months": 0},
    ],
)
def test_a_rule_that_does_not_fit_its_measure_is_refused(factor: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        draft(factors=[factor])


@pytest.mark.parametrize("judgement", ["0", "1/0", "-3", "3.5", "1e3", "³", "", "3/", "1000", "9" * 400])
def test_a_judgement_is_a_whole_number_or_one_over_another(judgement: str) -> None:
    with pytest.raises(ValidationError):
        draft(
            comparisons=[{"name": "growth", "of": ["a", "b"], "judgements": [{"expert": "E1", "rows": [[judgement]]}]}]
        )
