"""The score that follows from violations under a rule, and the classes that follow from it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from domain.compliance.attention import due_on
from domain.compliance.events import (
    ComplianceRule,
    ComplianceRulePublished,
    CustomerComplianceScored,
    CustomerServiceClassed,
    ItemLoss,
)
from domain.compliance.refusals import (
    RuleIsSilent,
)
from domain.compliance.rule import check_rule
from domain.compliance.scoring import counted_days, score_customer
from domain.customers.refusals import CustomerIsWithdrawn
from domain.kernel.event import Event
from domain.kernel.refusals import InvalidValue, Refusal
from domain.orders.events import OrderDelivered
from tests.domain.compliance.test_violation import annulled, penalised, violation
from tests.domain.scenario import (
    delivered,
    enrolled,
    stamp,
    the_customer,
    withdrawn,
)

CONTENT: dict[str, Any] = {
    "full_score": 100,
    "window_months": 12,
    "a_above": 90,
    "b_above": 80,
    "c_above": 70,
    "penalties_for_w": 3,
    "items": [
        {"item": "经营规范", "points": 25, "kinds": ["fake", "smuggled"]},
        {"item": "订货", "points": 10, "kinds": ["diversion"]},
    ],
    "costs": [
        {"item": "经营规范", "up_to": 999, "points": 15},
        {"item": "经营规范", "up_to": 250, "points": 10},
        {"item": "订货", "up_to": 999, "points": 9},
    ],
    "large_from_qty": 1000,
    "small_below_qty": 100,
    "small_counter_m2": Decimal(4),
}
INSPECTION: dict[str, Any] = {"compliance_class": "C", "theme": "稽查", "every_days": 30}
RULE = ComplianceRulePublished(
    **stamp("2021-01-01").fields(), compliance_rule_no="suzhou", version=2, valid_from=date(2021, 1, 1), **CONTENT
)


def scored(*history: Event, on: str = "2021-06-30", rule: ComplianceRulePublished = RULE, **file: Any) -> list[Any]:
    """What scoring the customer of this history gives."""
    customer = the_customer(enrolled(**file))
    first, last = counted_days(rule, date.fromisoformat(on))
    volume = sum(e.delivered_qty for e in history if isinstance(e, OrderDelivered) and first <= e.effective_on <= last)
    return list(score_customer(customer, history, rule, delivered_qty=volume, basis_position=7, stamp=stamp(on)))


def test_an_annulled_case_counts_no_more_nor_its_penalty() -> None:
    history = (violation(), penalised(), annulled(at="2021-06-30"), violation("V-2", kind="diversion"))
    score, _ = scored(*history)
    assert (score.score, score.penalties, score.violations) == (91, 0, ("V-2",))
    before, _ = scored(*history, on="2021-06-29")
    assert (before.score, before.penalties, before.violations) == (81, 1, ("V-1", "V-2"))


def test_two_cases_of_200_and_600_cartons_use_up_their_item() -> None:
    score, service = scored(violation("V-1", 200), violation("V-2", 600))
    assert (score.score, score.compliance_class) == (75, "C")
    assert score.losses == (ItemLoss(item="经营规范", lost=25),)
    assert score.violations == ("V-1", "V-2")
    assert (score.rule_version, score.basis_position, score.penalties) == ("suzhou/2", 7, 0)
    assert service.service_class == "C"


def test_an_item_loses_no_more_than_it_has() -> None:
    score, _ = scored(*(violation(f"V-{i}", 600) for i in range(3)), violation("V-9", 1, kind="diversion"))
    assert score.losses == (ItemLoss(item="经营规范", lost=25), ItemLoss(item="订货", lost=9))
    assert (score.score, score.compliance_class) == (66, "W")


@pytest.mark.parametrize(("qty", "left"), [(0, 90), (250, 90), (251, 85), (999, 85)])
def test_a_case_costs_by_its_size(qty: int, left: int) -> None:
    assert scored(violation(qty=qty))[0].score == left


@pytest.mark.parametrize(("qty", "kind"), [(1000, "fake"), (10, "over_quota")])
def test_what_the_rule_does_not_price_is_refused_and_not_guessed(qty: int, kind: str) -> None:
    with pytest.raises(RuleIsSilent, match=f"suzhou, version 2, does not say what violation V-1 costs .{kind}, {qty}"):
        scored(violation(qty=qty, kind=kind))


@pytest.mark.parametrize(
    ("losses", "expected"),
    [(0, "A"), (9, "A"), (10, "B"), (19, "B"), (20, "C"), (29, "C"), (30, "W"), (100, "W")],
)
def test_the_class_is_by_the_score(losses: int, expected: str) -> None:
    rule = RULE.model_copy(
        update={
            "items": (RULE.items[0].model_copy(update={"points": 100}),),
            "costs": (RULE.costs[0].model_copy(update={"points": losses}),),
        }
    )
    assert scored(violation(), rule=rule)[0].compliance_class == expected


def test_an_item_that_lost_nothing_is_not_told() -> None:
    free = RULE.model_copy(update={"costs": (RULE.costs[0].model_copy(update={"points": 0}),)})
    score, _ = scored(violation(), rule=free)
    assert (score.losses, score.violations) == ((), ("V-1",))


def test_three_penalties_are_class_w_at_any_score() -> None:
    cases = [violation(f"V-{i}", 0, kind="diversion") for i in range(3)]
    penalties = [penalised(f"V-{i}") for i in range(3)]
    assert scored(*cases, *penalties[:2])[0].compliance_class == "B"
    score, _ = scored(*cases, *penalties)
    assert (score.penalties, score.score, score.compliance_class) == (3, 90, "W")


def test_only_the_window_up_to_the_day_counts() -> None:
    history = (
        violation("V-1", at="2020-06-30"),
        penalised("V-1", at="2020-07-01"),
        violation("V-2", at="2020-07-01", kind="diversion"),
        violation("V-3", at="2021-06-30"),
        violation("V-4", at="2021-07-01"),
        penalised("V-3", at="2021-07-01"),
        delivered("2020-06-30", 100),
        delivered("2020-07-01", 20),
        delivered("2021-06-30", 3),
        delivered("2021-07-01", 500),
    )
    score, service = scored(*history)
    assert (score.window_from, score.window_to) == (date(2020, 7, 1), date(2021, 6, 30))
    assert (score.violations, score.score, score.penalties) == (("V-2", "V-3"), 81, 1)
    assert service.delivered_qty == 23


def test_a_window_ends_with_a_shorter_month() -> None:
    monthly = RULE.model_copy(update={"window_months": 1})
    assert scored(on="2021-03-31", rule=monthly)[0].window_from == date(2021, 3, 1)
    assert scored(on="2021-01-15", rule=monthly)[0].window_from == date(2020, 12, 16)
    assert scored(on="2021-12-31", rule=RULE)[0].window_from == date(2021, 1, 1)


@pytest.mark.parametrize(
    ("qty", "cases", "area", "expected", "banned"),
    [
        (1000, 0, None, "A", False),  # keeps the law and is large
        (999, 0, None, "B", False),
        (1000, 1, None, "B", False),  # large, but has a case: not A
        (1000, 2, None, "C", False),  # 20 points lost: class C
        (1000, 3, None, "C", True),  # class W and large
        (999, 3, None, "C", False),
        (100, 0, None, "B", False),
        (99, 0, None, "C", False),  # buys little
        (1000, 0, "3.99", "C", False),  # a small counter
        (1000, 0, "4", "A", False),
    ],
)
def test_service_is_by_the_law_and_by_volume(
    qty: int, cases: int, area: str | None, expected: str, banned: bool
) -> None:
    rule = RULE.model_copy(update={"items": (RULE.items[0].model_copy(update={"points": 100}),)})
    file: dict[str, Any] = {"tobacco_area_m2": Decimal(area)} if area else {}
    _, service = scored(*(violation(f"V-{i}") for i in range(cases)), delivered("2021-06-01", qty), rule=rule, **file)
    assert (service.service_class, service.to_be_banned) == (expected, banned)


def test_a_city_may_have_no_bound_for_counters() -> None:
    rule = RULE.model_copy(update={"small_counter_m2": None})
    _, service = scored(delivered("2021-06-01", 1000), rule=rule, tobacco_area_m2=Decimal(1))
    assert service.service_class == "A"


def test_the_same_result_is_not_told_again() -> None:
    history: tuple[Event, ...] = (violation(), delivered("2021-06-01", 500))
    first = scored(*history)
    assert scored(*history, *first) == []
    (again,) = scored(*history, *first, delivered("2021-06-02", 1))
    assert isinstance(again, CustomerServiceClassed)
    (again,) = scored(*history, *first, penalised())
    assert isinstance(again, CustomerComplianceScored)
    assert len(scored(*history, *first, again)) == 1  # as at first, but the last telling said otherwise
    later = scored(*history, *first, on="2021-07-01")
    assert len(later) == 2
    assert scored(*history, *first, *later) == []


@pytest.mark.parametrize(
    ("last", "due"),
    [
        (None, "2021-06-30"),  # at once
        ("2021-06-10", "2021-07-10"),
        ("2021-05-01", "2021-06-30"),  # long before they came into the class
        ("2021-07-05", "2021-08-04"),
    ],
)
def test_the_next_contact_is_owed_so_many_days_after_the_last(last: str | None, due: str) -> None:
    made = date.fromisoformat(last) if last else None
    assert due_on(date(2021, 6, 30), made, 30) == date.fromisoformat(due)


def test_who_has_gone_is_not_scored() -> None:
    gone = the_customer(enrolled(), withdrawn("2021-01-01"))
    with pytest.raises(CustomerIsWithdrawn):
        score_customer(gone, (), RULE, delivered_qty=0, basis_position=7, stamp=stamp("2021-06-30"))


@pytest.mark.parametrize(
    "change",
    [
        {"large_from_qty": 10**9},
        {"small_counter_m2": Decimal(0)},
        {"small_counter_m2": Decimal(10**6)},
        {"attention": [{**INSPECTION, "theme": "查" * 200}]},
        {"attention": [{**INSPECTION, "every_days": 3660}]},
    ],
)
def test_a_rule_at_its_bounds_can_be_meant(change: dict[str, Any]) -> None:
    check_rule(ComplianceRule(**{**CONTENT, **change}))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"window_months": 0}, "window_months"),
        ({"window_months": 121}, "window_months"),
        ({"c_above": 80}, "c_above, b_above, a_above, full_score"),
        ({"a_above": 100}, "c_above, b_above, a_above, full_score"),
        ({"c_above": -1}, "c_above, b_above, a_above, full_score"),
        ({"penalties_for_w": 0}, "penalties_for_w"),
        ({"small_below_qty": 1001}, "small_below_qty"),
        ({"small_below_qty": -1}, "small_below_qty"),
        ({"large_from_qty": 10**9 + 1}, "large_from_qty"),
        ({"small_counter_m2": "-0.1"}, "small_counter_m2"),
        ({"small_counter_m2": "1E+1000000"}, "small_counter_m2"),
        ({"items": [CONTENT["items"][0], {**CONTENT["items"][0], "kinds": []}]}, "items.item"),
        ({"items": [CONTENT["items"][0], {"item": "订货", "points": 1, "kinds": ["fake"]}]}, "items.kinds"),
        ({"items": [CONTENT["items"][0], {"item": "订货", "points": 76, "kinds": []}]}, "items.points"),
        ({"items": [CONTENT["items"][0], {"item": "订货", "points": -1, "kinds": []}]}, "items.points"),
        ({"items": [CONTENT["items"][0]]}, "costs.item"),
        ({"full_score": 10_001}, "full_score"),
        ({"costs": [{"item": "订货", "up_to": 9, "points": points} for points in (1, 2)]}, "costs"),
        ({"costs": [{"item": "订货", "up_to": -1, "points": 1}]}, "costs"),
        ({"costs": [{"item": "订货", "up_to": 1, "points": -1}]}, "costs"),
        ({"attention": [{**INSPECTION, "every_days": days} for days in (30, 90)]}, "attention"),
        ({"attention": [{**INSPECTION, "theme": ""}]}, "attention.theme"),
        ({"attention": [{**INSPECTION, "theme": "稽查 "}]}, "attention.theme"),
        ({"attention": [{**INSPECTION, "theme": "查" * 201}]}, "attention.theme"),
        ({"attention": [{**INSPECTION, "every_days": 0}]}, "attention.every_days"),
        ({"attention": [{**INSPECTION, "every_days": 3661}]}, "attention.every_days"),
    ],
)
def test_a_rule_that_cannot_be_meant_is_refused(change: dict[str, Any], field: str) -> None:
    check_rule(ComplianceRule(**CONTENT))
    with pytest.raises(InvalidValue) as refusal:
        check_rule(ComplianceRule(**{**CONTENT, **change}))
    assert refusal.value.facts["field"] == field
    assert isinstance(refusal.value, Refusal)
