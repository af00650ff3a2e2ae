"""A share or a mean as a numerator over a denominator, so that figures add up and none is made of nothing."""

from decimal import Decimal

_DECIMALS = 6
_SCALE = 10**_DECIMALS


def rate(numerator: int, denominator: int) -> Decimal | None:
    """Their quotient, rounded half away from 0 to six decimals; None, not 0, where there is nothing to divide by."""
    if denominator == 0:
        return None
    rounded = (2 * abs(numerator) * _SCALE + denominator) // (2 * denominator)
    return Decimal(rounded if numerator >= 0 else -rounded).scaleb(-_DECIMALS)
