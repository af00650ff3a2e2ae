"""A share or a mean as a numerator over a denominator, so that figures add up and none is made of nothing."""

from decimal import Decimal


def rate(numerator: int, denominator: int, *, decimals: int = 6) -> Decimal | None:
    """Their quotient, rounded half away from 0 to so many decimals; None, not 0, where nothing can be divided by."""
    if denominator == 0:
        return None
    rounded = (2 * abs(numerator) * 10**decimals + denominator) // (2 * denominator)
    return Decimal(rounded if numerator >= 0 else -rounded).scaleb(-decimals)
