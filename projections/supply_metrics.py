"""supply_metrics: 三率一面, how each release worked out in each tier, with what was counted."""

from decimal import Decimal
from typing import Annotated, NamedTuple

from domain.supply.events import (
    AllotmentDrawn,
    AllotmentEvent,
    AllotmentGivenBack,
    Cycle,
    ReleasedSku,
    SupplyReleased,
    Tier,
)
from domain.supply.rates import Counts, rates
from projections import families
from projections.table import Key, ReadTable, Rows, Told


class MetricRow(NamedTuple):
    """One SKU, cycle and tier. A rate with nothing to divide by is null; sum the counts, never the rates."""

    sku: ReleasedSku
    cycle: Cycle
    tier: Tier
    cap: Annotated[int, "cartons (条) each shop of the tier may order: c"]
    customers: Annotated[int, "shops of the tier when the release was made: N"]
    ordering: Annotated[int, "shops that had cartons of the SKU confirmed: O"] = 0
    reached: Annotated[int, "of those, shops that ordered the whole cap: F"] = 0
    requested_qty: Annotated[int, "cartons asked for (需求量) on confirmed orders: D"] = 0
    ordered_qty: Annotated[int, "cartons confirmed (订购量): Q"] = 0
    ordering_rate: Annotated[Decimal | None, "订购率: O / N"] = None
    fill_rate: Annotated[Decimal | None, "订单满足率: Q / D"] = None
    cap_use_released: Annotated[Decimal | None, "订足率 of what was released to the tier: Q / (c N)"] = None
    cap_use_ordering: Annotated[Decimal | None, "订足率 of what the ordering shops could have: Q / (c O)"] = None
    cap_coverage: Annotated[Decimal | None, "订足面: F / O"] = None


def _groups(recorded: Told[SupplyReleased | AllotmentEvent]) -> tuple[Key, ...]:
    event = recorded.event
    if isinstance(event, AllotmentEvent) and (event.sku is None or event.supply_tier is None):
        return ()  # an agreed quantity, or a shop in no tier
    return ((event.sku, event.cycle),)


def _released(rows: Rows, told: Told[SupplyReleased]) -> Rows:
    """A cycle that was recalled and is released again keeps what was drawn before."""
    event = told.event
    known = {row.tier: row for row in rows}
    for share in event.tiers:
        before = known.get(share.tier, MetricRow(event.sku, event.cycle, share.tier, 0, 0))
        known[share.tier] = _rated(before._replace(cap=share.cap, customers=share.customers))
    return list(known.values())


def _drawn(rows: Rows, told: Told[AllotmentDrawn]) -> Rows:
    return _counted(rows, told.event, 1)


def _given_back(rows: Rows, told: Told[AllotmentGivenBack]) -> Rows:
    return _counted(rows, told.event, -1)


def _counted(rows: Rows, event: AllotmentEvent, sign: int) -> Rows:
    """The tier's row with the order counted in or out; a tier that was empty at the release has no row until then."""
    tier = event.supply_tier
    at = next((i for i, row in enumerate(rows) if row.tier == tier), len(rows))
    before = rows[at] if at < len(rows) else MetricRow(event.sku or "", event.cycle, tier or 0, 0, 0)
    after = before._replace(
        ordering=before.ordering + event.ordering,
        reached=before.reached + event.reached,
        requested_qty=before.requested_qty + sign * event.requested_qty,
        ordered_qty=before.ordered_qty + sign * event.ordered_qty,
    )
    return [*rows[:at], _rated(after), *rows[at + 1 :]]


def _rated(row: MetricRow) -> MetricRow:
    """The row with the rates that its counts make."""
    counts = Counts(row.cap, row.customers, row.ordering, row.reached, row.requested_qty, row.ordered_qty)
    return row._replace(**rates(counts)._asdict())


SUPPLY_METRICS = ReadTable(
    name="supply_metrics",
    meaning="How releases worked out (三率一面) by SKU, cycle and tier; a recalled one keeps what was drawn of it",
    row=MetricRow,
    key=("sku", "cycle", "tier"),
    group=("sku", "cycle"),
    groups=_groups,
    folds={SupplyReleased: _released, AllotmentDrawn: _drawn, AllotmentGivenBack: _given_back},
    ignores=families.CUSTOMERS
    | families.ORDERS
    | families.DIALOGUE
    | families.VALUE - families.ALLOTMENTS - {"supply.released"},
)
