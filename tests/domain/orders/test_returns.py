"""Goods come back: of an order, never more than was delivered; or without naming one."""

from decimal import Decimal
from typing import Any

import pytest

from domain.customers.refusals import CustomerNotEnrolledYet
from domain.kernel.refusals import InvalidIdentifier, ReasonRequired
from domain.orders.events import GoodsReturned, ReturnRecorded
from domain.orders.goods_return import Return, evolve, record_return
from domain.orders.order import return_goods
from domain.orders.refusals import (
    DuplicateLine,
    InvalidQuantity,
    LineNotFound,
    MoreThanBefore,
    NoLines,
    OrderIsNotDelivered,
    OrderStepTooEarly,
    ReturnAlreadyRecorded,
)
from tests.domain.scenario import (
    confirmed,
    delivered,
    enrolled,
    given,
    line,
    placed,
    the_customer,
    withdrawn,
)

HANDED_OVER = (placed(), confirmed(), delivered())


def came_back(line_no: int = 1, qty: int = 2, amount: str = "6.67") -> dict[str, object]:
    return {"line_no": line_no, "sku": "6901028", "qty": qty, "amount": Decimal(amount)}


def returned(*history: Any, return_no: str, quantities: dict[int, int], at: str = "2021-07-01") -> GoodsReturned:
    outcome = given(*history).when(return_goods, return_no, quantities, at=at, reason="破损")
    outcome.then(GoodsReturned)
    (event,) = outcome.events
    assert isinstance(event, GoodsReturned)
    return event


def test_goods_come_back_at_the_worth_they_were_delivered_at() -> None:
    event = returned(*HANDED_OVER, return_no="R-1", quantities={1: 2})
    assert (event.order_no, event.customer_no, event.return_no) == ("A-1", "110001", "R-1")
    assert (event.returned_qty, event.amount, event.reason) == (2, Decimal("6.67"), "破损")
    assert [tuple(vars(one).values()) for one in event.lines] == [(1, "6901028", 2, Decimal("6.67"))]


def test_a_delivery_of_less_is_what_can_come_back() -> None:
    short = delivered(
        delivered_qty=1, amount="3.33", changes=({"line_no": 1, "delivered_qty": 1, "amount": Decimal("3.33")},)
    )
    scenario = given(placed(), confirmed(), short)
    scenario.when(return_goods, "R-1", {1: 1}, reason="破损").then(GoodsReturned, amount=Decimal("3.33"))
    scenario.when(return_goods, "R-1", {1: 2}, reason="破损").then_refused(MoreThanBefore, limit=1)


def test_several_returns_together_are_not_more_than_was_delivered() -> None:
    first = returned(*HANDED_OVER, return_no="R-1", quantities={1: 2})
    given(*HANDED_OVER, first).when(return_goods, "R-2", {1: 2}, reason="破损").then_refused(
        MoreThanBefore, line_no=1, qty=2, limit=1
    )
    given(*HANDED_OVER, first).when(return_goods, "R-2", {1: 1}, reason="破损").then(GoodsReturned)


@pytest.mark.parametrize("amount", ["10.00", "0.05", "0.01", "99.99"])
def test_returned_one_by_one_a_line_is_worth_what_it_was(amount: str) -> None:
    history: list[Any] = [placed(line(1, 3, amount)), confirmed(amount=amount), delivered(amount=amount)]
    for number in range(3):
        history.append(returned(*history, return_no=f"R-{number}", quantities={1: 1}))
    assert sum(event.amount for event in history[3:]) == Decimal(amount)


@pytest.mark.parametrize("qty", [0, -1])
def test_at_least_one_carton_comes_back(qty: int) -> None:
    given(*HANDED_OVER).when(return_goods, "R-1", {1: qty}, reason="破损").then_refused(InvalidQuantity, line_no=1)


@pytest.mark.parametrize("qty", [0, -1, 1])
def test_nothing_comes_back_of_a_line_of_which_nothing_was_delivered(qty: int) -> None:
    none = delivered(
        delivered_qty=0, amount="0.00", changes=({"line_no": 1, "delivered_qty": 0, "amount": Decimal("0.00")},)
    )
    outcome = given(placed(), confirmed(), none).when(return_goods, "R-1", {1: qty}, reason="破损")
    outcome.then_refused(MoreThanBefore if qty == 1 else InvalidQuantity)


def test_a_line_that_was_not_ordered_does_not_come_back() -> None:
    given(*HANDED_OVER).when(return_goods, "R-1", {9: 1}, reason="破损").then_refused(LineNotFound, line_no=9)


def test_a_return_has_lines() -> None:
    given(*HANDED_OVER).when(return_goods, "R-1", {}, reason="破损").then_refused(NoLines, document="return R-1")


def test_a_return_has_a_readable_number() -> None:
    given(*HANDED_OVER).when(return_goods, "R\n1", {1: 1}, reason="破损").then_refused(InvalidIdentifier)


def test_a_return_needs_a_reason() -> None:
    given(*HANDED_OVER).when(return_goods, "R-1", {1: 1}).then_refused(ReasonRequired)


def test_only_delivered_goods_come_back() -> None:
    given(placed(), confirmed()).when(return_goods, "R-1", {1: 1}, reason="破损").then_refused(
        OrderIsNotDelivered, status="confirmed"
    )


def test_a_return_number_of_an_order_is_used_once() -> None:
    first = returned(*HANDED_OVER, return_no="R-1", quantities={1: 1})
    given(*HANDED_OVER, first).when(return_goods, "R-1", {1: 1}, reason="破损").then_refused(
        ReturnAlreadyRecorded, return_no="R-1"
    )


def test_goods_do_not_come_back_before_they_were_delivered_or_before_the_last_return() -> None:
    given(*HANDED_OVER).when(return_goods, "R-1", {1: 1}, at="2021-06-02", reason="破损").then_refused(
        OrderStepTooEarly
    )
    first = returned(*HANDED_OVER, return_no="R-1", quantities={1: 1}, at="2021-07-01")
    again = given(*HANDED_OVER, first)
    again.when(return_goods, "R-2", {1: 1}, at="2021-06-30", reason="破损").then_refused(OrderStepTooEarly)
    again.when(return_goods, "R-2", {1: 1}, at="2021-07-01", reason="破损").then(GoodsReturned)


def test_goods_come_back_without_an_order() -> None:
    given().when(
        record_return, the_customer(), return_no="R-1", lines=[came_back(1), came_back(2, 1, "3.30")], reason="破损"
    ).then(ReturnRecorded, return_no="R-1", customer_no="110001", returned_qty=3, amount=Decimal("9.97"))


def test_a_shop_that_left_may_give_goods_back() -> None:
    left = the_customer(enrolled(), withdrawn("2021-06-01"))
    given().when(record_return, left, return_no="R-1", lines=[came_back()], reason="退网清货").then(ReturnRecorded)


def recorded_return() -> ReturnRecorded:
    outcome = given().when(record_return, the_customer(), return_no="R-1", lines=[came_back()], reason="破损")
    (event,) = outcome.events
    assert isinstance(event, ReturnRecorded)
    return event


def test_a_return_document_is_known_as_it_was_recorded() -> None:
    event = recorded_return()
    assert evolve(None, event) == Return("R-1", "110001", event.lines)


def test_a_return_document_is_recorded_once() -> None:
    given(recorded_return()).when(
        record_return, the_customer(), return_no="R-1", lines=[came_back()], reason="破损"
    ).then_refused(ReturnAlreadyRecorded, return_no="R-1", customer_no="110001")


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"reason": None}, ReasonRequired),
        ({"lines": []}, NoLines),
        ({"lines": [came_back(), came_back()]}, DuplicateLine),
        ({"lines": [came_back(qty=0)]}, InvalidQuantity),
        ({"return_no": ""}, InvalidIdentifier),
        ({"at": "2019-12-31"}, CustomerNotEnrolledYet),
    ],
    ids=lambda value: "" if isinstance(value, type) else ",".join(value),
)
def test_a_return_document_that_cannot_be_is_refused(changed: dict[str, Any], refusal: type) -> None:
    asked: dict[str, Any] = {"return_no": "R-1", "lines": [came_back()], "reason": "破损", **changed}
    given().when(record_return, the_customer(enrolled("2020-01-01")), **asked).then_refused(refusal)
