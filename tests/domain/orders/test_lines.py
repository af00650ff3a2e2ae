"""Quantities, amounts and SKUs of a document's lines; and what a part of a line is worth."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from domain.kernel.refusals import InvalidIdentifier
from domain.orders.lines import check_lines, in_currency, part_of
from domain.orders.refusals import DuplicateLine, InvalidAmount, InvalidQuantity, NoLines
from tests.domain.scenario import line


def check(*lines: Any, **limits: int) -> None:
    check_lines("order A-1", lines, "requested_qty", **limits)


@pytest.mark.parametrize("qty", [1, 1_000_000])
def test_a_line_is_of_one_to_a_million_cartons(qty: int) -> None:
    check(line(qty=qty))


@pytest.mark.parametrize("qty", [0, -1, 1_000_001, 1.5, "3", None])
def test_an_absurd_quantity_is_refused(qty: Any) -> None:
    with pytest.raises(InvalidQuantity, match="line 7: quantity"):
        check(line(7, qty=qty))


def test_a_lower_limit_may_be_set() -> None:
    check(line(qty=5), most=5)
    with pytest.raises(InvalidQuantity, match="from 1 to 5"):
        check(line(qty=6), most=5)


@pytest.mark.parametrize("amount", ["0", "0.00", "999999999999.99"])
def test_an_amount_may_be_nothing_and_up_to_a_million_millions(amount: str) -> None:
    check(line(amount=amount))


@pytest.mark.parametrize(
    "amount", [Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity"), "-0.01", "1000000000000", 10.0, 10, None]
)
def test_an_absurd_amount_is_refused(amount: Any) -> None:
    with pytest.raises(InvalidAmount, match="line 7: amount"):
        check(line(7, amount=amount))
    with pytest.raises(InvalidAmount, match="at most 2 decimals"):
        in_currency([line(7, amount=amount)], 2)


def test_the_last_line_is_checked_like_the_first() -> None:
    with pytest.raises(InvalidQuantity, match="line 2"):
        check(line(1), line(2, qty=0))
    with pytest.raises(DuplicateLine, match="line number 1"):
        check(line(1), line(2), line(1, sku="6901029"))
    with pytest.raises(InvalidIdentifier, match="sku"):
        check(line(1), line(2, sku="=cmd"))


def test_the_line_at_fault_is_named_not_one_at_the_edge_of_what_may_be() -> None:
    edges = [line(1, qty=1, amount="0"), line(2, qty=1_000_000)]
    with pytest.raises(InvalidQuantity, match="line 3: quantity"):
        check(*edges, line(3, qty=0))
    with pytest.raises(InvalidAmount, match=r"line 3: amount .* at most the currency's decimals"):
        check(*edges, line(3, amount="-1"))


def test_a_sku_may_repeat_and_a_document_has_lines() -> None:
    check(line(1), line(2))
    with pytest.raises(NoLines, match="order A-1 has no lines"):
        check()


@pytest.mark.parametrize(
    ("amount", "digits", "written"),
    [("10", 2, "10.00"), ("10.5", 2, "10.50"), ("1E+3", 2, "1000.00"), ("10.500", 2, "10.50"), ("1000", 0, "1000")],
)
def test_an_amount_is_written_in_the_decimals_of_its_currency(amount: str, digits: int, written: str) -> None:
    given_line = line(amount=amount)
    (exact,) = in_currency([given_line], digits)
    assert str(exact["amount"]) == written
    assert {**exact, "amount": given_line["amount"]} == given_line


@pytest.mark.parametrize(("amount", "digits"), [("10.005", 2), ("0.5", 0), ("1E-1000000", 2)])
def test_an_amount_of_more_decimals_than_the_currency_has_is_refused(amount: str, digits: int) -> None:
    with pytest.raises(InvalidAmount, match=f"at most {digits} decimals"):
        in_currency([line(amount=amount)], digits)


@pytest.mark.parametrize(
    ("amount", "qty", "whole", "worth"),
    [
        ("10.00", 3, 3, "10.00"),
        ("10.00", 1, 3, "3.33"),
        ("10.00", 2, 3, "6.67"),
        ("0.01", 1, 2, "0.01"),  # half a cent counts as one
        ("0.25", 1, 10, "0.03"),  # half up, not half to even
        ("10.00", 0, 3, "0.00"),
        ("0.00", 0, 0, "0.00"),
        ("1000", 1, 3, "333"),
    ],
)
def test_a_part_of_a_line_is_worth_its_share_rounded_half_up(amount: str, qty: int, whole: int, worth: str) -> None:
    assert str(part_of(Decimal(amount), qty, whole)) == worth


@for_all(cents=st.integers(0, 10**14 - 1), whole=st.integers(1, 1_000_000), data=st.data())
def test_a_part_is_never_off_by_more_than_half_a_cent(cents: int, whole: int, data: st.DataObject) -> None:
    qty = data.draw(st.integers(0, whole))
    exact = Fraction(cents * qty, 100 * whole)
    error = Fraction(part_of(Decimal(cents).scaleb(-2), qty, whole)) - exact
    assert -Fraction(1, 200) < error <= Fraction(1, 200)
