"""三率一面: how a release worked out for one SKU, tier and cycle."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

PLACES = Decimal(1).scaleb(-12)


class Counts(NamedTuple):
    """What was counted of one SKU, tier and cycle; quantities in cartons."""

    cap: int
    customers: int  # of the tier
    ordering: int  # of them, who ordered
    reached: int  # of those, who ordered the whole cap
    requested: int
    ordered: int


class Rates(NamedTuple):
    """Each rate is None where it has nothing to divide by. 订足率 has two denominators, so it has two names."""

    ordering_rate: Decimal | None  # 订购率: ordering / customers
    fill_rate: Decimal | None  # 订单满足率: ordered / requested
    cap_use_released: Decimal | None  # 订足率 of all that the tier could order
    cap_use_ordering: Decimal | None  # 订足率 of what those who ordered could order
    cap_coverage: Decimal | None  # 订足面: reached / ordering


def rates(counts: Counts) -> Rates:
    """The rates, each to 12 decimals."""
    return Rates(
        ordering_rate=ratio(counts.ordering, counts.customers),
        fill_rate=ratio(counts.ordered, counts.requested),
        cap_use_released=ratio(counts.ordered, counts.cap * counts.customers),
        cap_use_ordering=ratio(counts.ordered, counts.cap * counts.ordering),
        cap_coverage=ratio(counts.reached, counts.ordering),
    )


def ratio(numerator: int, denominator: int) -> Decimal | None:
    """The quotient to 12 decimals; None where there is nothing to divide by."""
    return (Decimal(numerator) / denominator).quantize(PLACES) if denominator else None


class CapFinding(NamedTuple):
    """What is odd about the cap of a tier: `rises` (above that of a higher tier) or `zero_but_ordered`."""

    tier: int
    finding: str


def odd_caps(caps: Iterable[tuple[int, int, int]]) -> Iterator[CapFinding]:
    """What is odd about caps, given as (tier, cap, cartons ordered) in any order; such caps are told, not refused."""
    least: int | None = None
    for tier, cap, ordered in sorted(caps, reverse=True):
        if least is not None and cap > least:
            yield CapFinding(tier, "rises")
        if cap == 0 and ordered > 0:
            yield CapFinding(tier, "zero_but_ordered")
        least = cap if least is None else min(least, cap)
