"""A share or a mean as a numerator over a denominator, so that figures add up and none is made of nothing."""

from decimal import ROUND_HALF_UP, Decimal


def rate(numerator: int, denominator: int, *, places: int = 6) -> Decimal | None:
    """Their quotient, rounded half up to so many decimals; None, not 0, where there is nothing to divide by."""
    if denominator == 0:
        return None
    return (Decimal(numerator) / Decimal(denominator)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
