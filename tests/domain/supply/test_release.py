"""A SKU's releases follow one another; what one leaves over goes to the next."""

from datetime import date
from functools import reduce
from typing import Any

import pytest
from hypothesis import given as any_of
from hypothesis import strategies as st

from domain.kernel.event import Event
from domain.kernel.refusals import InvalidIdentifier, InvalidValue, ReasonRequired
from domain.supply.events import (
    LeftoverDrawn,
    LeftoverEvent,
    LeftoverGivenBack,
    Sharing,
    SkuEvent,
    SupplyRecalled,
    SupplyReleased,
    SupplyTierAssigned,
)
from domain.supply.refusals import CycleAlreadyReleased, CycleNotLast, CycleOutOfOrder, NotReleased
from domain.supply.release import (
    Census,
    Plan,
    Release,
    SkuSupply,
    evolve,
    recall,
    release,
)
from domain.supply.sharing import allocated
from tests.domain.scenario import Outcome, enrolled, given, instant, resumed, stamp, suspended, the_customer, told

SKU = "6901028114455"
SHOPS = {30: 3, 29: 5, 28: 10, None: 2}


def plan(cycle: str = "W1", first_day: str = "2021-07-01", last_day: str = "2021-07-07", **facts: Any) -> Plan:
    given_facts = {"quantity": 120, "caps": {30: 12, 29: 10, 28: 8}, **facts}
    return Plan(cycle, date.fromisoformat(first_day), date.fromisoformat(last_day), **given_facts)


def released(*history: SkuEvent, customers: Any = SHOPS, **facts: Any) -> Outcome:
    return given(*history).when(release, SKU, plan(**facts), customers=customers, log_position=8)


def the_release(*history: SkuEvent, **facts: Any) -> SupplyReleased:
    (event,) = released(*history, **facts).events
    assert isinstance(event, SupplyReleased)
    return event


def test_a_release_says_what_every_tier_gets_and_what_is_left() -> None:
    event = the_release()
    assert [(s.tier, s.asked_cap, s.customers, s.share, s.cap) for s in event.tiers] == [
        *[(30, 12, 3, 26, 8), (29, 10, 5, 36, 7), (28, 8, 10, 58, 5)],
    ]
    assert (event.released, event.carried_over, event.leftover, event.untiered) == (120, 0, 11, 2)
    assert (event.sharing, event.days_without, event.cycle) == (Sharing.PROPORTIONAL, None, "W1")


def the_supply(*history: SkuEvent) -> Release:
    """The SKU's only release."""
    (made,) = reduce(evolve, history, None).releases  # type: ignore[union-attr]
    return made


def graded(tier: int, at: str = "2021-06-01") -> SupplyTierAssigned:
    return told(
        SupplyTierAssigned,
        at,
        customer_no="110001",
        supply_tier=tier,
        score=100,
        scored_from=date(2020, 6, 1),
        scored_until=date(2021, 6, 1),
        rule_version="supply/1",
        log_position=4,
    )


def test_a_release_keeps_from_how_much_of_the_log_it_counted() -> None:
    assert the_release().log_position == 8
    assert the_supply(the_release()).census == Census(instant("2021-07-01"), date(2021, 7, 1), 8)
    old = the_release().model_copy(update={"log_position": None})
    assert the_supply(old).census is None


@pytest.mark.parametrize(
    ("facts", "shared"),
    [
        ((graded(29),), 7),
        ((graded(29), graded(30, "2021-07-02")), 7),  # raised after the release
        ((graded(30), suspended("2021-07-01")), 0),
        ((graded(30), suspended("2021-06-02"), resumed("2021-07-01")), 8),
        ((graded(30, "2021-07-02"),), 0),
        ((), 0),
        ((graded(7),), 0),  # a tier that the plan does not name
    ],
)
def test_a_release_shares_out_to_a_shop_what_its_tier_had_when_it_was_counted(
    facts: tuple[Event, ...], shared: int
) -> None:
    assert the_supply(the_release()).shared_with(the_customer(enrolled(), *facts)) == shared


def test_to_a_shop_whose_licence_was_over_when_it_was_released_nothing_is_shared_out() -> None:
    ended = enrolled(licence_valid_until=date(2021, 6, 30))
    lasts = enrolled(licence_valid_until=date(2021, 7, 1))
    made = the_supply(the_release())
    assert made.shared_with(the_customer(ended, graded(30))) == 0
    assert made.shared_with(the_customer(lasts, graded(30))) == 8
    assert made.shared_with(None) == 0


def test_of_a_release_from_before_the_count_was_kept_nobody_knows_what_was_shared_out() -> None:
    old = the_release().model_copy(update={"log_position": None})
    assert the_supply(old).shared_with(None) is None


def of_leftover(kind: type[LeftoverEvent], cartons: int) -> LeftoverEvent:
    return told(kind, "2021-07-02", sku=SKU, cycle="W1", order_no="A-1", cartons=cartons)


def left(*history: SkuEvent) -> SkuSupply:
    return reduce(evolve, history, None)  # type: ignore[return-value]


def test_what_is_drawn_of_the_leftover_is_not_carried_over_and_may_be_given_back() -> None:
    first = the_release()
    drawn = of_leftover(LeftoverDrawn, 4)
    assert left(first, drawn).spare(left(first, drawn).releases[0]) == 7
    second = {"cycle": "W2", "first_day": "2021-07-10", "last_day": "2021-07-16"}
    assert the_release(first, drawn, **second).carried_over == 7
    back = of_leftover(LeftoverGivenBack, 4)
    assert the_release(first, drawn, back, **second).carried_over == 11


def test_of_what_a_later_cycle_took_over_nothing_is_to_be_had() -> None:
    first = the_release()
    both = left(first, the_release(first, cycle="W2", first_day="2021-07-10", last_day="2021-07-16"))
    assert [both.spare(one) for one in both.releases] == [0, both.releases[1].leftover]
    assert both.releases[1].leftover > 0


def test_what_orders_hold_from_before_a_recall_a_release_made_anew_has_not_left_over() -> None:
    first = the_release()
    drawn, back = of_leftover(LeftoverDrawn, 9), of_leftover(LeftoverGivenBack, 9)
    (gone,) = recall(left(first, drawn), SKU, "W1", stamp=stamp("2021-07-03", reason="错"))
    again = the_release(first, drawn, gone, quantity=115)
    assert (again.leftover, again.leftover_held) == (6, 9)
    made = left(first, drawn, gone, again)
    assert made.spare(made.releases[0]) == 0
    freed = left(first, drawn, gone, again, back)
    assert freed.spare(freed.releases[0]) == 6
    assert the_release(first, drawn, gone, back, quantity=115).leftover_held == 0


def test_what_is_left_goes_to_the_next_cycle() -> None:
    second = the_release(the_release(), cycle="W2", first_day="2021-07-10", last_day="2021-07-16", quantity=155)
    assert (second.carried_over, [s.cap for s in second.tiers], second.leftover) == (11, [12, 10, 8], 0)
    assert second.days_without == 2  # 8 and 9 July


def test_a_tier_without_a_cap_in_the_plan_gets_none_and_is_shown() -> None:
    event = the_release(customers={30: 1, 7: 4}, caps={30: 12}, quantity=20)
    assert [(s.tier, s.customers, s.cap) for s in event.tiers] == [(30, 1, 12), (7, 4, 0)]
    assert event.leftover == 8


def test_a_plan_of_nothing_leaves_all_over() -> None:
    event = the_release(caps={30: 0, 29: 0})
    assert (event.leftover, [s.cap for s in event.tiers]) == (120, [0, 0, 0])


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"cycle": "W1"}, CycleAlreadyReleased),
        ({"cycle": "W2", "first_day": "2021-07-07"}, CycleOutOfOrder),
        ({"cycle": "W0", "first_day": "2021-06-01", "last_day": "2021-06-02"}, CycleOutOfOrder),
    ],
)
def test_cycles_of_a_sku_do_not_overlap_and_come_in_order(facts: dict[str, Any], refusal: Any) -> None:
    facts = {"first_day": "2021-07-08", "last_day": "2021-07-14", **facts}
    released(the_release(), **facts).then_refused(refusal, sku=SKU, cycle="W1")


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"last_day": "2021-06-30"}, "last day 2021-06-30 is not right: it lies before 2021-07-01"),
        ({"last_day": "2021-10-01"}, "last day 2021-10-01 is not right: a cycle has at most 92 days"),
        ({"quantity": -1}, "quantity -1 is not right: use cartons from 0 to 1000000"),
        ({"quantity": 1_000_001}, "quantity 1000001 is not right: use cartons from 0 to 1000000"),
        ({"caps": {31: 1}}, "tier 31 is not right: use 1 to 30, the highest"),
        ({"caps": {0: 1}}, "tier 0 is not right: use 1 to 30, the highest"),
        ({"caps": {1: -1}}, "cap of tier 1 -1 is not right: use cartons from 0 to 1000000"),
    ],
)
def test_a_plan_that_cannot_be_right_is_refused(facts: dict[str, Any], message: str) -> None:
    outcome = released(**facts)
    outcome.then_refused(InvalidValue)
    assert str(outcome.refusal) == message


def test_a_sku_and_a_cycle_have_readable_names() -> None:
    given().when(release, "", plan(), customers={}, log_position=8).then_refused(InvalidIdentifier, field="sku")
    given().when(release, SKU, plan(""), customers={}, log_position=8).then_refused(InvalidIdentifier, field="cycle")


def test_the_cap_of_a_day_is_that_of_the_cycle_it_is_in() -> None:
    second = {"cycle": "W2", "first_day": "2021-07-10", "last_day": "2021-07-16"}
    supply = evolve(evolve(None, the_release()), the_release(the_release(), **second))
    days = {day: supply.on(date(2021, 7, day)) for day in (1, 7, 8, 10, 16, 17)}
    assert {day: found and found.cycle for day, found in days.items()} == {
        1: "W1", 7: "W1", 8: None, 10: "W2", 16: "W2", 17: None,
    }  # fmt: skip
    assert days[1] is not None
    assert days[1].caps == {30: 8, 29: 7, 28: 5}


def test_the_cycles_of_a_day_are_known_also_once_they_were_recalled() -> None:
    first = the_release()
    (gone,) = recall(evolve(None, first), SKU, "W1", stamp=stamp("2021-07-02", reason="误"))
    again = the_release(first, gone, cycle="W1b", first_day="2021-07-02")
    supply = reduce(evolve, (first, gone, again), None)
    assert supply is not None
    assert [supply.cycles_of(date(2021, 7, day)) for day in (1, 2, 8)] == [["W1"], ["W1", "W1b"], []]
    (gone_too,) = recall(supply, SKU, "W1b", stamp=stamp("2021-07-02", reason="误"))
    same = the_release(first, gone, again, gone_too)
    supply = reduce(evolve, (gone_too, same), supply)
    assert supply.cycles_of(date(2021, 7, 2)) == ["W1", "W1b"]


def test_the_last_release_is_recalled_and_leaves_nothing_over() -> None:
    first = the_release()
    recalled = given(first).when(recall, SKU, "W1", reason="数量有误")
    recalled.then(SupplyRecalled, sku=SKU, cycle="W1", reason="数量有误")
    again = the_release(first, *recalled.events, quantity=166)  # type: ignore[arg-type]
    assert (again.carried_over, again.leftover, again.days_without) == (0, 0, None)


def test_only_the_last_release_is_recalled_and_with_a_reason() -> None:
    first = the_release()
    second = the_release(first, cycle="W2", first_day="2021-07-08", last_day="2021-07-14")
    given(first).when(recall, SKU, "W1").then_refused(ReasonRequired)
    given(first, second).when(recall, SKU, "W1", reason="误").then_refused(CycleNotLast, last="W2")
    given(first).when(recall, SKU, "W9", reason="误").then_refused(NotReleased, cycle="W9")
    given().when(recall, SKU, "W1", reason="误").then_refused(NotReleased)
    gone = told(SupplyRecalled, "2021-07-01", sku=SKU, cycle="W1")
    given(first, gone).when(recall, SKU, "W1", reason="误").then_refused(NotReleased)


@any_of(
    st.lists(st.integers(0, 300), min_size=1, max_size=6),
    st.dictionaries(st.integers(1, 30), st.integers(0, 20), max_size=8),
    st.dictionaries(st.integers(1, 30), st.integers(0, 9), max_size=8),
    st.sampled_from(Sharing),
)
def test_what_is_released_is_allocated_or_left_over_from_cycle_to_cycle(
    quantities: list[int], caps: dict[int, int], customers: dict[int, int], sharing: Sharing
) -> None:
    history: list[SupplyReleased] = []
    for week, quantity in enumerate(quantities, 1):
        days = {"first_day": f"2021-01-{2 * week:02}", "last_day": f"2021-01-{2 * week + 1:02}"}
        facts = {"quantity": quantity, "caps": caps, "sharing": sharing, "customers": customers}
        history.append(the_release(*history, cycle=f"W{week}", **days, **facts))
    carried_over = 0
    for event in history:
        assert event.carried_over == carried_over
        assert event.released + event.carried_over == sum(map(allocated, event.tiers)) + event.leftover
        assert event.leftover >= 0
        carried_over = event.leftover
    assert sum(quantities) == sum(allocated(share) for event in history for share in event.tiers) + carried_over
