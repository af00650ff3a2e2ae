"""supply_metrics: 三率一面, how each release worked out in each tier, with what was counted."""

from decimal import Decimal
from typing import Annotated, NamedTuple

from domain.kernel.event import Recorded
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
from domain.supply.rates import Counts, odd_caps, rates
from projections.fold.table import Key, ReadTable, Rows, topics


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


def _groups(recorded: Recorded[SupplyReleased | SupplyRecalled | AllotmentEvent]) -> tuple[Key, ...]:
    event = recorded.event
    if isinstance(event, SupplyRecalled):
        return tuple((event.sku, event.cycle, tier) for tier in range(1, HIGHEST_TIER + 1))
    if isinstance(event, SupplyReleased):
        return tuple((event.sku, event.cycle, share.tier) for share in event.tiers)
    if event.sku is None or event.supply_tier is None:
        return ()  # an agreed quantity, or a shop in no tier
    return ((event.sku, event.cycle, event.supply_tier),)


def _released(rows: Rows, recorded: Recorded[SupplyReleased], key: Key) -> Rows:
    """A cycle that was recalled and is released again keeps what was drawn before."""
    share = next(share for share in recorded.event.tiers if share.tier == key[2])
    return [_rated(_row(rows, key)._replace(cap=share.cap, customers=share.customers))]


def _recalled(rows: Rows, _: Recorded[SupplyRecalled]) -> Rows:
    """Nobody may order any of it now; what was drawn stays."""
    return [_rated(row._replace(cap=0, customers=0)) for row in rows]


def _drawn(rows: Rows, recorded: Recorded[AllotmentDrawn], key: Key) -> Rows:
    return [_counted(_row(rows, key), recorded.event, 1)]


def _given_back(rows: Rows, recorded: Recorded[AllotmentGivenBack], key: Key) -> Rows:
    return [_counted(_row(rows, key), recorded.event, -1)]


def _row(rows: Rows, key: Key) -> MetricRow:
    """The tier's row; a tier that was empty at the release has none until one of its shops orders."""
    return rows[0] if rows else MetricRow(key[0], key[1], key[2], cap=0, customers=0)


def _counted(row: MetricRow, event: AllotmentEvent, sign: int) -> MetricRow:
    """The row with the order counted in (sign 1) or out (-1)."""
    return _rated(
        row._replace(
            ordering=row.ordering + event.ordering,
            reached=row.reached + event.reached,
            requested_qty=row.requested_qty + sign * event.requested_qty,
            ordered_qty=row.ordered_qty + sign * event.ordered_qty,
        )
    )


def _rated(row: MetricRow) -> MetricRow:
    """The row with the rates that its counts make."""
    counts = Counts(row.cap, row.customers, row.ordering, row.reached, row.requested_qty, row.ordered_qty)
    odd = any(odd_caps([(row.tier, row.cap, row.ordered_qty)]))
    return row._replace(**rates(counts)._asdict(), zero_but_ordered=odd)


SUPPLY_METRICS = ReadTable(
    name="supply_metrics",
    meaning="How releases worked out (三率一面) by SKU, cycle and tier; a recalled one keeps what was drawn of it"
    " and has cap and customers 0; imported orders, which draw on none, do not count",
    row=MetricRow,
    key=("sku", "cycle", "tier"),
    group=("sku", "cycle", "tier"),
    groups=_groups,
    folds={
        SupplyReleased: _released,
        SupplyRecalled: _recalled,
        AllotmentDrawn: _drawn,
        AllotmentGivenBack: _given_back,
    },
    watches=("supply", "allotment"),
    ignores=topics("supply", "leftover_drawn leftover_given_back"),
    across_customers=True,
    version=2,
)
