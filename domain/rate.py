"""A share or a mean as a numerator over a denominator, so that figures add up and none is made of nothing."""

from decimal import ROUND_HALF_UP, Decimal

_STEP = Decimal("0.000001")


def rate(numerator: int, denominator: int) -> Decimal | None:
    """Their quotient, rounded half up to six decimals; None, not 0, where there is nothing to divide by."""
    if denominator == 0:
        return None
    return (Decimal(numerator) / Decimal(denominator)).quantize(_STEP, rounding=ROUND_HALF_UP)
