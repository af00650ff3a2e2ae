"""The supply policy grades by score, and nothing else grades."""

from datetime import date
from functools import reduce
from typing import Any

import pytest

from domain.kernel.refusals import InvalidValue
from domain.kernel.versions import Versions, evolve
from domain.supply.events import Measure, SupplyPolicyPublished, SupplyTierAssigned, TierBound, Verdict
from domain.supply.policy import (
    assign_tier,
    publish_policy,
    refuses_above_agreed,
    refuses_unreleased,
    scored_days,
    tier_of,
)
from tests.domain.scenario import enrolled, stamp, suspended, the_customer, told, withdrawn

RULES: Any = {
    "measure": Measure.DELIVERED,
    "months": 12,
    "above_agreed": Verdict.ALLOW,
    "scarce_unreleased": Verdict.ALLOW,
}


def published(at: str = "2021-01-01", version: int = 1, **rules: object) -> SupplyPolicyPublished:
    bounds = (TierBound(tier=1, least=0), TierBound(tier=28, least=500), TierBound(tier=30, least=1000))
    facts = {"supply_policy_no": "supply", "valid_from": at, **RULES, "bounds": bounds, **rules}
    return told(SupplyPolicyPublished, at, version=version, **facts)


def assigned(tier: int, at: str, score: int = 0) -> SupplyTierAssigned:
    facts = {"score": score, "scored_from": "2020-01-01", "scored_until": "2021-01-01", "log_position": 1}
    return told(SupplyTierAssigned, at, customer_no="110001", supply_tier=tier, rule_version="supply/1", **facts)


def book(*versions: SupplyPolicyPublished) -> Versions[SupplyPolicyPublished] | None:
    return reduce(evolve, versions, None)


def test_each_published_version_has_the_next_number_and_is_in_force_from_its_day() -> None:
    (first,) = publish_policy(None, bounds={30: 1000, 1: 0, 28: 500}, **RULES, stamp=stamp("2021-01-01"))
    assert first == published()
    planned = date(2022, 1, 1)
    (second,) = publish_policy(book(first), bounds={1: 0}, **RULES, stamp=stamp("2021-02-01"), valid_from=planned)
    assert (second.version, second.valid_from) == (2, planned)
    assert publish_policy(book(first), bounds={30: 1000, 1: 0, 28: 500}, **RULES, stamp=stamp("2021-02-01")) == []


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        ({"bounds": {}}, "tiers none is not right: the lowest tier begins at 0"),
        ({"bounds": {1: 5}}, "tiers 1:5 is not right: the lowest tier begins at 0"),
        ({"bounds": {0: 0}}, "tier 0 is not right: use 1 to 30, the highest"),
        ({"bounds": {1: 0, 31: 5}}, "tier 31 is not right: use 1 to 30, the highest"),
        ({"bounds": {1: 0, 2: 5, 3: 5}}, "tier 3 5 is not right: it must be above tier 2's 5"),
        ({"bounds": {1: 0, 2: -1}}, "tier 2 -1 is not right: use cartons from 0 up"),
        ({"bounds": {1: 0}, "months": 0}, "months 0 is not right: use 1 to 60"),
        ({"bounds": {1: 0}, "months": 61}, "months 61 is not right: use 1 to 60"),
    ],
)
def test_a_policy_that_leaves_a_score_without_a_tier_or_with_two_is_refused(
    rules: dict[str, object], message: str
) -> None:
    with pytest.raises(InvalidValue) as caught:
        publish_policy(None, **{**RULES, **rules}, stamp=stamp("2021-01-01"))
    assert str(caught.value) == message


@pytest.mark.parametrize(("score", "tier"), [(-3, 1), (0, 1), (499, 1), (500, 28), (999, 28), (1000, 30), (9999, 30)])
def test_a_score_is_in_the_highest_tier_it_reaches(score: int, tier: int) -> None:
    assert tier_of(published(), score) == tier


@pytest.mark.parametrize(
    ("day", "months", "begin", "end"),
    [
        (date(2021, 7, 1), 12, date(2020, 7, 1), date(2021, 7, 1)),
        (date(2021, 7, 31), 12, date(2020, 7, 1), date(2021, 7, 1)),
        (date(2021, 1, 15), 1, date(2020, 12, 1), date(2021, 1, 1)),
        (date(2021, 12, 1), 24, date(2019, 12, 1), date(2021, 12, 1)),
    ],
)
def test_the_months_that_count_are_whole_and_before_the_month_of_grading(
    day: date, months: int, begin: date, end: date
) -> None:
    assert scored_days(published(months=months), day) == (begin, end)


def graded(*history: object, score: int = 700, at: str = "2021-07-01") -> list[SupplyTierAssigned]:
    customer = the_customer(enrolled(), *history)  # type: ignore[arg-type]
    return assign_tier(customer, score, published(version=3), stamp=stamp(at), log_position=77)


def test_a_tier_is_recorded_with_all_that_explains_it() -> None:
    (event,) = graded(assigned(30, "2021-01-01"))
    told_of = (event.supply_tier, event.before, event.score, event.rule_version, event.log_position)
    assert told_of == (28, 30, 700, "supply/3", 77)
    assert (event.scored_from, event.scored_until) == (date(2020, 7, 1), date(2021, 7, 1))
    assert graded()[0].before is None


def test_a_tier_that_stays_is_recorded_anew_but_the_same_grading_only_once() -> None:
    (again,) = graded(assigned(28, "2021-01-01"))
    assert (again.before, again.supply_tier) == (28, 28)
    assert graded(again) == []
    (corrected,) = graded(again, score=1200)
    assert (corrected.before, corrected.supply_tier) == (28, 30)


def test_a_suspended_shop_keeps_a_tier_and_one_that_left_has_none() -> None:
    assert [event.supply_tier for event in graded(suspended("2021-05-01"))] == [28]
    assert graded(withdrawn("2021-05-01")) == []
    assert graded(at="2019-12-31") == []


def test_orders_above_the_agreed_quantity_are_refused_only_by_a_version_in_force_that_says_so() -> None:
    policy = book(published("2021-01-01"), published("2021-06-01", 2, above_agreed=Verdict.REFUSE))
    days = (date(2020, 12, 31), date(2021, 5, 31), date(2021, 6, 1))
    assert [refuses_above_agreed(policy, day) for day in days] == [False, False, True]
    assert not refuses_above_agreed(None, date(2021, 6, 1))
    assert not refuses_unreleased(policy, date(2021, 6, 1))
    scarce = book(published("2021-01-01", scarce_unreleased=Verdict.REFUSE))
    assert [refuses_unreleased(scarce, day) for day in days] == [False, True, True]
