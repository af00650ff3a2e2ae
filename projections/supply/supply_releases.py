"""supply_releases: what each tier got of each SKU in each cycle, and what was left over."""

from datetime import date
from decimal import Decimal
from typing import Annotated, NamedTuple

from domain.kernel.event import Recorded
from domain.supply.events import (
    Cycle,
    FirstDay,
    LastDay,
    LeftoverDrawn,
    LeftoverEvent,
    LeftoverGivenBack,
    ReleasedSku,
    SupplyRecalled,
    SupplyReleased,
    Tier,
)
from domain.supply.rates import odd_caps
from domain.supply.sharing import allocated, share_of_top_fifth
from projections.fold.table import ReadTable, Rows


class ReleaseRow(NamedTuple):
    """One SKU, cycle and tier."""

    sku: ReleasedSku
    cycle: Cycle
    tier: Tier
    first_day: FirstDay
    last_day: LastDay
    sharing: Annotated[str, "how a shortage was shared between tiers: proportional or priority"]
    asked_cap: Annotated[int, "cartons (条) a shop of the tier would get if there were enough"]
    customers: Annotated[int, "shops of the tier that could be supplied when the release was made"]
    share: Annotated[int, "cartons that fell to the tier"]
    cap: Annotated[int, "cartons each shop of the tier may order (档位限量)"]
    allocated: Annotated[int, "cap times customers: what the tier may order in all"]
    leftover: Annotated[
        int,
        "cartons of the share that its shops do not get: too few for all of them, or above the cap of a higher tier",
    ]
    cap_rises: Annotated[bool, "whether the asked cap is above that of a higher tier, which the plan should explain"]
    released: Annotated[int, "cartons released for the whole cycle; the same in each of its rows"]
    carried_over: Annotated[int, "cartons left over by the SKU's cycle before; the same in each row"]
    cycle_leftover: Annotated[
        int,
        "released and carried over, less all that was allocated and what shops that rose since hold of the rest: the"
        " next cycle takes over what there is when it is released; below 0 where orders hold more from before a recall;"
        " the same in each row",
    ]
    top_fifth_share: Annotated[
        Decimal | None,
        "part of all that was allocated that goes to the fifth of the shops in the highest tiers, rounded up; null"
        " where nothing was; the same in each row",
    ]
    untiered: Annotated[int, "shops without a tier when the release was made, which get nothing; the same in each row"]
    days_without: Annotated[int | None, "days before the cycle on which the SKU was not released; null for its first"]
    released_on: Annotated[date, "the day from which the release holds"]


def _released(_: Rows, recorded: Recorded[SupplyReleased]) -> Rows:
    event = recorded.event
    rising = {odd.tier for odd in odd_caps((share.tier, share.asked_cap, 0) for share in event.tiers)}
    top_fifth = share_of_top_fifth(event.tiers)
    return [
        ReleaseRow(
            sku=event.sku,
            cycle=event.cycle,
            tier=tier.tier,
            first_day=event.first_day,
            last_day=event.last_day,
            sharing=event.sharing,
            asked_cap=tier.asked_cap,
            customers=tier.customers,
            share=tier.share,
            cap=tier.cap,
            allocated=allocated(tier),
            leftover=tier.share - allocated(tier),
            cap_rises=tier.tier in rising,
            released=event.released,
            carried_over=event.carried_over,
            cycle_leftover=event.leftover - event.leftover_held,
            top_fifth_share=top_fifth,
            untiered=event.untiered,
            days_without=event.days_without,
            released_on=event.effective_on,
        )
        for tier in event.tiers
    ]


def _left(rows: Rows, recorded: Recorded[LeftoverEvent]) -> Rows:
    return [row._replace(cycle_leftover=row.cycle_leftover - recorded.event.held_more) for row in rows]


def _recalled(_: Rows, __: Recorded[SupplyRecalled]) -> Rows:
    return []


SUPPLY_RELEASES = ReadTable(
    name="supply_releases",
    meaning="What was released (货源投放) of each SKU in each cycle, tier by tier; recalled releases are not shown",
    row=ReleaseRow,
    key=("sku", "cycle", "tier"),
    group=("sku", "cycle"),
    groups=lambda recorded: ((recorded.event.sku, recorded.event.cycle),),
    folds={
        SupplyReleased: _released,
        SupplyRecalled: _recalled,
        LeftoverDrawn: _left,
        LeftoverGivenBack: _left,
    },
    indexes=(("first_day",),),
    version=2,
)
