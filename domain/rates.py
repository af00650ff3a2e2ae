"""Rates: one count out of another."""

from decimal import Decimal

PLACES = Decimal("0.000001")


def rate(numerator: int, denominator: int) -> Decimal | None:
    """The share, at six decimals (half to even); undefined, None, where there is nothing to share."""
    return (Decimal(numerator) / denominator).quantize(PLACES) if denominator else None
