"""A shop orders within its cap, in as many orders as it likes; a cancelled order gives back."""

from typing import Any

import pytest

from domain.customers.refusals import CustomerIsWithdrawn
from domain.kernel.refusals import InvalidValue
from domain.supply.agreement import agree_quantity
from domain.supply.allotment import Limit, cut_to_cap, draw, evolve, give_back, refuse_unreleased
from domain.supply.events import AllotmentDrawn, AllotmentGivenBack, LeftoverDrawn, LeftoverGivenBack, allotment_no
from domain.supply.refusals import AboveCap, AboveReasonableQuantity, ScarceNotReleased
from tests.domain.scenario import (
    Outcome,
    enrolled,
    given,
    line,
    placed,
    stamp,
    the_customer,
    the_order,
    withdrawn,
)

SKU = "6901028"
CAP = Limit("W1", 8, SKU, 30)


def taken(order_no: str, qty: int, *history: AllotmentDrawn, limit: Limit = CAP) -> AllotmentDrawn:
    """The draw of an order of `qty` cartons, all of them confirmed."""
    event, *leftover = drawing(order_no, qty, *history, limit=limit).events
    assert isinstance(event, AllotmentDrawn)
    assert len(leftover) == (event.from_leftover > 0)
    return event


def drawing(order_no: str, qty: int, *history: Any, limit: Limit = CAP, got: int | None = None) -> Outcome:
    order = the_order(placed(line(1, qty), order_no=order_no))
    return given(*history).when(draw, order, limit, {} if got is None else {1: got})


def cut(*lines: Any, before: int = 0, given_lines: dict[int, int] | None = None) -> dict[int, int]:
    allotment = evolve(None, taken("A-0", before)) if before else None
    return cut_to_cap(the_order(placed(*lines)), CAP, allotment, given_lines or {})


def test_lines_of_the_sku_share_what_is_left_of_the_cap_in_their_order() -> None:
    lines = (line(1, 5), line(2, 9, sku="other"), line(3, 6))
    assert cut(*lines) == {1: 5, 3: 3}
    assert cut(*lines, before=6) == {1: 2, 3: 0}
    assert cut(*lines, given_lines={3: 6}) == {1: 2}
    assert cut(*lines, given_lines={1: 2, 2: 9, 3: 6}) == {}


def test_a_line_above_the_cap_is_refused_naming_it() -> None:
    with pytest.raises(AboveCap) as caught:
        cut(line(1, 9), before=6, given_lines={1: 3})
    assert str(caught.value) == (
        "SKU '6901028': 3 cartons are more than the 2 left; "
        "tier 30 may order 8 in cycle 'W1', and 6 were ordered before; "
        "of those shared out to the shop 2 remain, and 0 are left over"
    )
    assert cut(line(1, 9), before=6, given_lines={1: 2}) == {}


RISEN = CAP._replace(cartons=12, shared=8, spare=3)
"""The cap of the tier the shop came into; it was counted in one with a cap of 8, and 3 cartons were left over."""


def of_leftover(events: list[Any]) -> list[tuple[type, str, int]]:
    return [(type(event), event.order_no, event.cartons) for event in events]


def test_what_a_shop_that_rose_orders_above_its_share_comes_from_the_leftover() -> None:
    def drawn(qty: int, got: int, *history: Any, limit: Limit = RISEN) -> tuple[int, int]:
        allotment = None
        for event in history:
            allotment = evolve(allotment, event)
        order = the_order(placed(line(1, qty), order_no="A-9"))
        confirmed = cut_to_cap(order, limit, allotment, {})
        assert confirmed == {1: got}
        event, *leftover = draw(allotment, order, limit, confirmed, stamp=stamp("2021-06-02"))
        assert isinstance(event, AllotmentDrawn)
        assert of_leftover(leftover) == [(LeftoverDrawn, "A-9", event.from_leftover)][: event.from_leftover]
        return event.ordered_qty, event.from_leftover

    assert drawn(20, 11) == (11, 3)
    assert drawn(20, 12, limit=RISEN._replace(spare=50)) == (12, 4)
    assert drawn(7, 7) == (7, 0)
    assert drawn(20, 5, taken("A-1", 6)) == (5, 3)
    ten = taken("A-1", 10, limit=RISEN)
    assert ten.from_leftover == 2
    assert drawn(20, 1, ten, limit=RISEN._replace(spare=1)) == (1, 1)
    assert drawn(20, 2, ten) == (2, 2)
    back, *leftover = give_back(
        evolve(None, ten), the_order(placed(line(1, 10), order_no="A-1")), "W1", SKU, stamp=stamp("2021-06-03")
    )
    assert of_leftover(leftover) == [(LeftoverGivenBack, "A-1", 2)]
    assert drawn(20, 8, ten, back, limit=RISEN._replace(spare=0)) == (8, 0)
    assert drawn(20, 4, limit=RISEN._replace(cartons=4)) == (4, 0)
    assert drawn(20, 3, limit=RISEN._replace(shared=0)) == (3, 3)


def test_a_draw_says_what_was_asked_for_the_limit_and_what_was_taken_before() -> None:
    first = taken("A-1", 5)
    drawing("A-2", 10, first, got=3).then(
        AllotmentDrawn,
        customer_no="110001",
        order_no="A-2",
        sku=SKU,
        cycle="W1",
        supply_tier=30,
        requested_qty=10,
        ordered_qty=3,
        limit=8,
        before=5,
    )


def test_a_shop_is_counted_once_as_ordering_and_once_as_having_reached_its_cap() -> None:
    first = taken("A-1", 5)
    second = taken("A-2", 3, first)
    third = taken("A-3", 1, first, second)
    assert [(e.ordering, e.reached) for e in (first, second, third)] == [(1, 0), (0, 1), (0, 0)]


def test_a_shop_that_got_nothing_of_what_it_asked_for_ordered_all_the_same() -> None:
    (nothing,) = drawing("A-0", 4, got=0).then(AllotmentDrawn, ordered_qty=0, ordering=1, reached=0).events
    assert isinstance(nothing, AllotmentDrawn)
    more = taken("A-1", 5, nothing)
    assert more.ordering == 0
    order = the_order(placed(line(1, 4), order_no="A-0"))
    given(nothing).when(give_back, order, "W1", SKU).then(AllotmentGivenBack, ordering=-1)
    given(nothing, more).when(give_back, order, "W1", SKU).then(AllotmentGivenBack, ordering=0)
    uncounted = nothing.model_copy(update={"ordering": 0})  # as it was recorded before
    assert taken("A-1", 5, uncounted).ordering == 1


def test_under_another_tier_a_shop_counts_there() -> None:
    raised = drawing("A-2", 3, taken("A-1", 8), limit=Limit("W1", 12, SKU, 31))
    raised.then(AllotmentDrawn, before=8, ordering=1, reached=0)


def test_where_a_release_was_made_anew_with_other_caps_a_shop_still_counts_once() -> None:
    first = taken("A-1", 8)
    more, less = Limit("W1", 10, SKU, 30), Limit("W1", 4, SKU, 30)
    second = taken("A-2", 2, first, limit=more)
    assert [first.reached, second.reached] == [1, 0]
    drawing("A-2", 1, first, limit=more).then(AllotmentDrawn, reached=-1)  # 9 of now 10
    drawing("A-2", 5, taken("A-1", 6), limit=less, got=0).then(AllotmentDrawn, reached=1)  # 6 of now 4
    order = the_order(placed(line(1, 8), order_no="A-1"))
    given(first, second).when(give_back, order, "W1", SKU).then(AllotmentGivenBack, reached=-1)


def test_a_scarce_sku_is_confirmed_through_releases_only() -> None:
    order = the_order(placed(line(1, 5, sku="other"), line(2, 6)))
    with pytest.raises(ScarceNotReleased) as caught:
        refuse_unreleased(order, {SKU}, {1: 0, 2: 1})
    assert str(caught.value) == (
        "SKU '6901028' is scarce and was not released for 2021-06-01, the day of the order; "
        "release it, or confirm none of it with --line 2:0"
    )
    with pytest.raises(ScarceNotReleased):
        refuse_unreleased(order, {SKU}, {})
    refuse_unreleased(order, {SKU}, {2: 0})
    refuse_unreleased(order, set(), {})


def test_a_cancelled_order_gives_back_what_it_took_and_is_counted_out() -> None:
    first = taken("A-1", 5)
    second = taken("A-2", 3, first)
    order = the_order(placed(line(1, 5), order_no="A-1"))
    given(first, second).when(give_back, order, "W1", SKU).then(
        AllotmentGivenBack, order_no="A-1", requested_qty=5, ordered_qty=5, supply_tier=30, ordering=0, reached=-1
    )
    given(first).when(give_back, order, "W1", SKU).then(AllotmentGivenBack, ordering=-1, reached=0)
    given(second).when(give_back, order, "W1", SKU).then_nothing()
    given().when(give_back, order, "W1", SKU).then_nothing()
    back = given(first).when(give_back, order, "W1", SKU).events
    drawing("A-3", 8, first, *back).then(AllotmentDrawn, before=0)
    full = taken("A-1", 8)
    back = given(full).when(give_back, order, "W1", SKU).events
    drawing("A-3", 8, full, *back).then(AllotmentDrawn, ordering=1, reached=1)


def test_the_agreed_quantity_of_a_month_counts_all_skus_and_refuses_only_where_the_policy_says_so() -> None:
    order = the_order(placed(line(1, 5), line(2, 6, sku="other")))
    month = Limit("2021-06", 10, enforced=False)
    given().when(draw, order, month, {}).then(AllotmentDrawn, sku=None, supply_tier=None, ordered_qty=11, limit=10)
    enforced = month._replace(enforced=True)
    outcome = given().when(draw, order, enforced, {})
    outcome.then_refused(AboveReasonableQuantity, asked=11, rest=10)
    given().when(draw, order, enforced, {2: 5}).then(AllotmentDrawn, ordered_qty=10, requested_qty=11)
    taken_before = given().when(draw, order, month, {}).events
    given(*taken_before).when(draw, order, enforced, {1: 0, 2: 1}).then_refused(AboveReasonableQuantity, rest=0)


def test_a_quantity_is_agreed_on_from_a_day_on() -> None:
    (event,) = agree_quantity(the_customer(), 200, stamp=stamp("2021-07-01"))
    assert (event.quantity, event.customer_no) == (200, "110001")
    known = the_customer(enrolled(), event)
    assert agree_quantity(known, 200, stamp=stamp("2021-08-01")) == []
    assert [e.quantity for e in agree_quantity(known, 0, stamp=stamp("2021-08-01"))] == [0]
    assert agree_quantity(known, 200, stamp=stamp("2021-06-30")) != []
    for wrong in (-1, 1_000_001):
        with pytest.raises(InvalidValue, match="use cartons from 0 to 1000000"):
            agree_quantity(known, wrong, stamp=stamp("2021-08-01"))
    with pytest.raises(CustomerIsWithdrawn):
        agree_quantity(the_customer(enrolled(), withdrawn("2021-05-01")), 5, stamp=stamp("2021-07-01"))


def test_an_order_knows_the_tier_its_customer_was_in() -> None:
    assert the_order(placed(supply_tier=28)).supply_tier == 28
    assert the_order(placed()).supply_tier is None


def test_allotments_of_different_shops_cycles_and_skus_are_different() -> None:
    numbers = {
        allotment_no("1", "W1"),
        allotment_no("1", "W1", "A"),
        allotment_no("1", "W1A"),
        allotment_no("1W1", "A"),
    }
    assert len(numbers) == 4
