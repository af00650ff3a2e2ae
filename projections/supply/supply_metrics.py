"""supply_metrics: 三率一面, how each release worked out in each tier, with what was counted.

Draws add up; cap and customers do not: the last release or recall states them. So one process folds all of it.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, NamedTuple

from domain.supply.events import (
    HIGHEST_TIER,
    AllotmentDrawn,
    AllotmentEvent,
    AllotmentGivenBack,
    Cycle,
    ReleasedSku,
    SupplyRecalled,
    SupplyReleased,
    Tier,
)
from domain.supply.rates import Counts, Rates, odd_caps, rates
from projections.fold.table import topics
from projections.fold.tally import Added, tally


class MetricRow(NamedTuple):
    """One SKU, cycle and tier. A rate with nothing to divide by is null; sum the counts, never the rates."""

    sku: ReleasedSku
    cycle: Cycle
    tier: Tier
    cap: Annotated[int, "cartons (条) each shop of the tier may order: c"]
    customers: Annotated[int, "shops of the tier when the release was made: N"]
    ordering: Annotated[int, "shops of the tier that ordered the SKU, also those that got none of it: O"] = 0
    reached: Annotated[
        int, "of those, shops that had the whole cap when their last order was confirmed or cancelled: F"
    ] = 0
    requested_qty: Annotated[int, "cartons asked for (需求量) on confirmed orders: D"] = 0
    ordered_qty: Annotated[int, "cartons confirmed (订购量): Q"] = 0
    ordering_rate: Annotated[Decimal | None, "订购率: O / N"] = None
    fill_rate: Annotated[Decimal | None, "订单满足率: Q / D"] = None
    cap_use_released: Annotated[Decimal | None, "订足率 of what was released to the tier: Q / (c N)"] = None
    cap_use_ordering: Annotated[Decimal | None, "订足率 of what the ordering shops could have: Q / (c O)"] = None
    cap_coverage: Annotated[Decimal | None, "订足面: F / O"] = None
    zero_but_ordered: Annotated[
        bool, "whether cartons are confirmed though the cap is 0: drawn before the release was made anew"
    ] = False


def _released(event: SupplyReleased) -> Added:
    """A cycle that was recalled and is released again keeps what was drawn before."""
    tiers = event.tiers
    return {(event.sku, event.cycle, one.tier): {"cap": one.cap, "customers": one.customers} for one in tiers}


_NOTHING = {"cap": 0, "customers": 0}


def _recalled(event: SupplyRecalled) -> Added:
    """Nobody may order any of it now; what was drawn stays."""
    return {(event.sku, event.cycle, tier): _NOTHING for tier in range(1, HIGHEST_TIER + 1)}


def _drawn(event: AllotmentDrawn) -> Added:
    return _counted(event, 1)


def _given_back(event: AllotmentGivenBack) -> Added:
    return _counted(event, -1)


def _counted(event: AllotmentEvent, sign: int) -> Added:
    """The order counted in (sign 1) or out (-1); a tier that was empty at the release gets its row by that."""
    if event.sku is None or event.supply_tier is None:
        return {}  # an agreed quantity, or a shop in no tier
    counts = {
        "ordering": event.ordering,
        "reached": event.reached,
        "requested_qty": sign * event.requested_qty,
        "ordered_qty": sign * event.ordered_qty,
    }
    return {(event.sku, event.cycle, event.supply_tier): counts}


def _rate(name: str) -> Callable[..., Decimal | None]:
    def work_out(
        cap: int, customers: int, ordering: int, reached: int, requested_qty: int, ordered_qty: int
    ) -> Decimal | None:
        found: Decimal | None = getattr(
            rates(Counts(cap, customers, ordering, reached, requested_qty, ordered_qty)), name
        )
        return found

    return work_out


SUPPLY_METRICS = tally(
    name="supply_metrics",
    meaning="How releases worked out (三率一面) by SKU, cycle and tier; a recalled one keeps what was drawn of it"
    " and has cap and customers 0; imported orders, which draw on none, do not count",
    row=MetricRow,
    key=("sku", "cycle", "tier"),
    adds={AllotmentDrawn: _drawn, AllotmentGivenBack: _given_back},
    stated=("cap", "customers"),
    states={SupplyReleased: _released, SupplyRecalled: _recalled},
    revises=frozenset({SupplyRecalled}),
    derived={
        **{name: _rate(name) for name in Rates._fields},
        "zero_but_ordered": lambda tier, cap, ordered_qty: any(odd_caps([(tier, cap, ordered_qty)])),
    },
    ignores=topics("supply", "leftover_drawn leftover_given_back"),
    version=2,
)
