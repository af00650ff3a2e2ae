"""A share is exact to six decimals, and undefined where there is nothing to share."""

from decimal import Decimal

from domain.rates import rate


def test_a_rate_is_rounded_half_to_even_at_six_decimals() -> None:
    assert str(rate(7, 9)) == "0.777778"
    assert str(rate(1, 2_000_000)) == "0.000000"
    assert str(rate(3, 2_000_000)) == "0.000002"
    assert rate(3, 3) == Decimal(1)


def test_a_rate_of_nothing_is_undefined() -> None:
    assert rate(0, 0) is None
    assert str(rate(0, 5)) == "0.000000"
