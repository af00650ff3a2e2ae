"""三率一面: how a release worked out for one SKU, tier and cycle."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from domain.kernel.rate import rate

DECIMALS = 12


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
        ordering_rate=rate(counts.ordering, counts.customers, decimals=DECIMALS),
        fill_rate=rate(counts.ordered, counts.requested, decimals=DECIMALS),
        cap_use_released=rate(counts.ordered, counts.cap * counts.customers, decimals=DECIMALS),
        cap_use_ordering=rate(counts.ordered, counts.cap * counts.ordering, decimals=DECIMALS),
        cap_coverage=rate(counts.reached, counts.ordering, decimals=DECIMALS),
    )


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
