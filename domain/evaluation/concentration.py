"""二八: how much of the worth the top fifth of the customers stand for. Measured, never assumed."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

PLACES = Decimal("0.000001")


@dataclass(frozen=True)
class Concentration:
    """The top fifth with their worth, the most first. `share` is None where there is nothing to share."""

    customers: int
    top: list[tuple[str, Decimal]]
    top_worth: Decimal
    worth: Decimal
    share: Decimal | None


def concentration(worth: Mapping[str, Decimal]) -> Concentration:
    """Of customers with their net worth: the top ceil(n / 5), ties by number."""
    ranked = sorted(worth.items(), key=lambda item: (-item[1], item[0]))
    top = ranked[: -(-len(ranked) // 5)]
    top_worth, whole = (sum((value for _, value in some), Decimal(0)) for some in (top, ranked))
    return Concentration(
        len(ranked), top, top_worth, whole, (top_worth / whole).quantize(PLACES) if whole > 0 else None
    )
