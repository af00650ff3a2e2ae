"""An order goes from placed over confirmed to delivered, or is cancelled before."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from domain.customers.events import CustomerEvent
from domain.customers.refusals import CustomerIsSuspended, CustomerIsWithdrawn, CustomerNotEnrolledYet, LicenceIsExpired
from domain.kernel.refusals import InvalidIdentifier, ReasonRequired, Refusal
from domain.orders.area import ORDER
from domain.orders.events import Channel, OrderCancelled, OrderConfirmed, OrderDelivered, OrderPlaced
from domain.orders.order import cancel_order, confirm_order, deliver_order, place_order
from domain.orders.refusals import (
    InvalidQuantity,
    LineNotFound,
    MoreThanBefore,
    NoLines,
    OrderAlreadyPlaced,
    OrderIsClosed,
    OrderIsNotConfirmed,
    OrderIsNotPlaced,
    OrderNotFound,
    OrderStepTooEarly,
)
from tests.domain.scenario import (
    confirmed,
    delivered,
    enrolled,
    given,
    instant,
    line,
    placed,
    resumed,
    suspended,
    the_customer,
    the_order,
    told,
    withdrawn,
)

TWO_LINES = (line(1, 3, "10.00"), line(2, 5, "99.95", sku="6901028"))


def cancelled(at: str = "2021-06-02") -> OrderCancelled:
    first = placed()
    return told(
        OrderCancelled,
        at,
        order_no="A-1",
        customer_no="110001",
        placed_at=first.effective_at,
        placed_on=first.effective_on,
        requested_qty=3,
        ordered_qty=0,
        amount=Decimal("10.00"),
    )


def test_an_order_asks_for_goods_line_by_line_and_knows_its_totals() -> None:
    outcome = given().when(
        place_order, the_customer(), order_no="A-1", lines=TWO_LINES, channel=Channel.PHONE, supplementary=True
    )
    outcome.then(
        OrderPlaced,
        order_no="A-1",
        customer_no="110001",
        channel=Channel.PHONE,
        supplementary=True,
        requested_qty=8,
        amount=Decimal("109.95"),
    )
    placed_event: Any = outcome.events[0]
    assert [tuple(vars(one).values()) for one in placed_event.lines] == [
        (1, "6901028", 3, Decimal("10.00")),
        (2, "6901028", 5, Decimal("99.95")),
    ]


def test_an_order_that_names_no_channel_says_that_it_is_unknown() -> None:
    given().when(place_order, the_customer(), order_no="A-1", lines=TWO_LINES).then(
        OrderPlaced, channel=Channel.UNKNOWN, supplementary=False
    )


@pytest.mark.parametrize(
    ("history", "at", "refusal"),
    [
        ((enrolled("2020-01-01"),), "2019-12-31 23:59", CustomerNotEnrolledYet),
        ((enrolled(), suspended("2021-06-01")), "2021-06-01", CustomerIsSuspended),
        ((enrolled(), suspended("2021-06-01"), resumed("2021-08-01")), "2021-07-31 23:59", CustomerIsSuspended),
        ((enrolled(), withdrawn("2021-06-01")), "2021-06-01", CustomerIsWithdrawn),
        ((enrolled(licence_valid_until=date(2021, 6, 30)),), "2021-07-01", LicenceIsExpired),
    ],
    ids=["before enrolment", "suspended at that instant", "before it resumed", "left", "licence expired"],
)
def test_a_shop_that_may_not_be_supplied_places_no_order(
    history: tuple[CustomerEvent, ...], at: str, refusal: type[Refusal]
) -> None:
    given().when(place_order, the_customer(*history), order_no="A-1", lines=TWO_LINES, at=at).then_refused(refusal)


@pytest.mark.parametrize(
    ("history", "at"),
    [
        ((enrolled("2020-01-01"),), "2020-01-01"),
        ((enrolled(), suspended("2021-06-01")), "2021-05-31 23:59"),
        ((enrolled(), suspended("2021-06-01"), resumed("2021-08-01")), "2021-08-01"),
        ((enrolled(), withdrawn("2021-06-01")), "2021-05-31 23:59"),
        ((enrolled(licence_valid_until=date(2021, 6, 30)),), "2021-06-30 23:59"),
    ],
    ids=["as it enrolled", "before its suspension", "as it resumed", "before it left", "last day of the licence"],
)
def test_an_order_is_judged_at_its_own_time(history: tuple[CustomerEvent, ...], at: str) -> None:
    given().when(place_order, the_customer(*history), order_no="A-1", lines=TWO_LINES, at=at).then(OrderPlaced)


def test_an_order_number_is_placed_once() -> None:
    given(placed()).when(place_order, the_customer(), order_no="A-1", lines=TWO_LINES).then_refused(
        OrderAlreadyPlaced, order_no="A-1", customer_no="110001"
    )


def test_an_order_has_a_readable_number() -> None:
    given().when(place_order, the_customer(), order_no="", lines=TWO_LINES).then_refused(InvalidIdentifier)


def test_an_order_has_lines() -> None:
    given().when(place_order, the_customer(), order_no="A-1", lines=[]).then_refused(NoLines, document="order A-1")


def test_an_order_is_confirmed_as_requested() -> None:
    given(placed(*TWO_LINES)).when(confirm_order).then(
        OrderConfirmed,
        order_no="A-1",
        customer_no="110001",
        changes=(),
        ordered_qty=8,
        amount=Decimal("109.95"),
        placed_at=instant("2021-06-01"),
        placed_on=date(2021, 6, 1),
    )


def test_less_may_be_confirmed_than_requested_and_both_are_kept() -> None:
    outcome = given(placed(*TWO_LINES)).when(confirm_order, {1: 2, 2: 5})
    outcome.then(OrderConfirmed, ordered_qty=7, amount=Decimal("106.62"))
    event: Any = outcome.events[0]
    assert [tuple(vars(c).values()) for c in event.changes] == [(1, 2, Decimal("6.67"))]
    order = the_order(placed(*TWO_LINES), event)
    assert (order.requested_qty, order.ordered_qty) == (8, 7)
    assert order.at_hand(order.lines[0]) == (2, Decimal("6.67"))
    assert order.at_hand(order.lines[1]) == (5, Decimal("99.95"))


def test_nothing_of_a_line_may_be_confirmed() -> None:
    given(placed(*TWO_LINES)).when(confirm_order, {1: 0}).then(OrderConfirmed, ordered_qty=5, amount=Decimal("99.95"))


def test_an_order_is_delivered_as_confirmed() -> None:
    confirmation = confirmed(
        ordered_qty=2, amount="6.67", changes=({"line_no": 1, "ordered_qty": 2, "amount": Decimal("6.67")},)
    )
    given(placed(), confirmation).when(deliver_order).then(
        OrderDelivered, changes=(), delivered_qty=2, amount=Decimal("6.67"), placed_on=date(2021, 6, 1)
    )


def test_less_may_be_delivered_than_confirmed() -> None:
    confirmation = confirmed(
        ordered_qty=2, amount="6.67", changes=({"line_no": 1, "ordered_qty": 2, "amount": Decimal("6.67")},)
    )
    outcome = given(placed(), confirmation).when(deliver_order, {1: 1})
    outcome.then(OrderDelivered, delivered_qty=1, amount=Decimal("3.34"))
    event: Any = outcome.events[0]
    order = the_order(placed(), confirmation, event)
    assert order.at_hand(order.lines[0]) == (1, Decimal("3.34"))
    assert order.amount == Decimal("3.34")


@pytest.mark.parametrize("step", [confirm_order, deliver_order])
@pytest.mark.parametrize(
    ("quantities", "refusal", "facts"),
    [
        ({9: 1}, LineNotFound, {"line_no": 9}),
        ({1: -1}, InvalidQuantity, {"least": 0, "most": 3}),
        ({1: 4}, MoreThanBefore, {"limit": 3}),
    ],
)
def test_a_step_settles_only_lines_there_are_and_only_downwards(
    step: Any, quantities: dict[int, int], refusal: type[Refusal], facts: dict[str, object]
) -> None:
    history = (placed(),) if step is confirm_order else (placed(), confirmed())
    given(*history).when(step, quantities).then_refused(refusal, **facts)


@pytest.mark.parametrize("history", [(confirmed(),), (confirmed(), delivered()), (cancelled(),)])
def test_only_a_placed_order_is_confirmed(history: tuple[Any, ...]) -> None:
    given(placed(), *history).when(confirm_order).then_refused(OrderIsNotPlaced)


@pytest.mark.parametrize("history", [(), (confirmed(), delivered()), (cancelled(),)])
def test_only_a_confirmed_order_is_delivered(history: tuple[Any, ...]) -> None:
    given(placed(), *history).when(deliver_order).then_refused(OrderIsNotConfirmed)


@pytest.mark.parametrize(("history", "ordered"), [((), 0), ((confirmed(),), 3)], ids=["placed", "confirmed"])
def test_an_order_is_cancelled_before_delivery_and_takes_back_what_it_counted(
    history: tuple[Any, ...], ordered: int
) -> None:
    given(placed(), *history).when(cancel_order, reason="客户撤单").then(
        OrderCancelled,
        requested_qty=3,
        ordered_qty=ordered,
        amount=Decimal("10.00"),
        placed_on=date(2021, 6, 1),
        reason="客户撤单",
    )


def test_a_cancellation_needs_a_reason() -> None:
    given(placed()).when(cancel_order).then_refused(ReasonRequired)


@pytest.mark.parametrize("history", [(confirmed(), delivered()), (cancelled(),)], ids=["delivered", "cancelled"])
def test_a_closed_order_is_not_cancelled(history: tuple[Any, ...]) -> None:
    given(placed(), *history).when(cancel_order, reason="客户撤单").then_refused(OrderIsClosed)


@pytest.mark.parametrize(
    ("step", "history"),
    [(confirm_order, ()), (cancel_order, ()), (deliver_order, (confirmed("2021-06-02"),))],
)
def test_no_step_comes_before_the_last_one_but_both_may_be_at_one_instant(step: Any, history: tuple[Any, ...]) -> None:
    last = "2021-06-02" if history else "2021-06-01"
    scenario = given(placed(at="2021-06-01"), *history)
    assert scenario.when(step, at=last, reason="准时").refusal is None
    scenario.when(step, at="2021-05-31 23:59", reason="早了").then_refused(
        OrderStepTooEarly, since=instant(last).astimezone(placed().effective_at.tzinfo).isoformat()
    )


def test_an_order_that_was_never_placed_is_not_found() -> None:
    with pytest.raises(OrderNotFound, match="A-1"):
        ORDER.require("A-1", None)
    assert ORDER.require("A-1", the_order()).order_no == "A-1"
