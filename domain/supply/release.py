"""What a SKU is released with, cycle by cycle: shared out, carried over, recalled."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

from domain.customers.customer import Customer, may_order
from domain.kernel.refusals import InvalidValue
from domain.kernel.stamp import Stamp
from domain.kernel.text import check_identifier
from domain.orders.lines import MOST_CARTONS
from domain.supply.events import (
    HIGHEST_TIER,
    LeftoverEvent,
    Sharing,
    SkuEvent,
    SupplyRecalled,
    SupplyReleased,
)
from domain.supply.refusals import CycleAlreadyReleased, CycleNotLast, CycleOutOfOrder, NotReleased
from domain.supply.sharing import Demand, allocated, share_out

LONGEST_CYCLE = timedelta(days=92)


class Census(NamedTuple):
    """When the shops of each tier were counted, and how much of the log they were counted from."""

    at: datetime
    on: date
    log_position: int

    def tier_of(self, customer: Customer | None) -> int | None:
        """The tier the customer was counted in, by what was known then; None: in none, or not to be supplied."""
        counted = customer is not None and may_order(customer, self.at, self.on)
        return customer.supply_tiers.at(self.at) if customer and counted else None


@dataclass(frozen=True, slots=True)
class Release:
    """A cycle of a SKU with the cap of each tier; a tier that is not named has none to order.

    `census` is None for a release that was recorded before it was kept.
    """

    cycle: str
    first_day: date
    last_day: date
    caps: Mapping[int, int]
    leftover: int
    census: Census | None = None

    def covers(self, day: date) -> bool:
        """Whether the day is in the cycle."""
        return self.first_day <= day <= self.last_day

    def cap(self, tier: int | None) -> int:
        """Cartons that a shop of the tier may order in the cycle."""
        return 0 if tier is None else self.caps.get(tier, 0)

    def shared_with(self, customer: Customer | None) -> int | None:
        """Cartons that were shared out to the customer, given as known to the census; None where that was not kept.

        Who came into a higher tier since may order its cap, but what is above this comes from the leftover: so all
        shops together never order more than the release, whatever tiers they come into after it.
        """
        return None if self.census is None else self.cap(self.census.tier_of(customer))


@dataclass(frozen=True, slots=True)
class SkuSupply:
    """The releases of a SKU that were not recalled, in the order of their days, and those that were.

    `held` says by cycle how many cartons of its leftover orders hold, also of one that was recalled.
    """

    sku: str
    releases: tuple[Release, ...] = ()
    recalled: tuple[Release, ...] = ()
    held: Mapping[str, int] = field(default_factory=dict)

    def on(self, day: date) -> Release | None:
        """The release in whose cycle `day` is."""
        return next((r for r in self.releases if r.covers(day)), None)

    def spare(self, release: Release) -> int:
        """Cartons of the release's leftover that nobody holds and no later cycle took over."""
        return max(release.leftover - self.held.get(release.cycle, 0), 0) if release == self.releases[-1] else 0

    def cycles_of(self, day: date) -> list[str]:
        """The cycles in which the day ever was, also those that were recalled; each once."""
        return list(dict.fromkeys(r.cycle for r in (*self.recalled, *self.releases) if r.covers(day)))


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be released; `caps` in cartons for a customer of each tier if there is enough."""

    cycle: str
    first_day: date
    last_day: date
    quantity: int
    caps: Mapping[int, int]
    sharing: Sharing = Sharing.PROPORTIONAL


def release(
    supply: SkuSupply | None,
    sku: str,
    plan: Plan,
    *,
    customers: Mapping[int | None, int],
    log_position: int,
    stamp: Stamp,
) -> list[SkuEvent]:
    """Share the plan's quantity, and what the cycle before left over, between the tiers.

    `customers` counts by tier the shops that may be supplied, from so much of the log; None counts those in no tier.
    Caps that rise as tiers fall are recorded as they are (`odd_caps` tells them).
    """
    check_identifier("sku", sku)
    check_identifier("cycle", plan.cycle)
    _check_plan(plan)
    known = supply.releases if supply else ()
    if plan.cycle in [release.cycle for release in known]:
        raise CycleAlreadyReleased(sku=sku, cycle=plan.cycle)
    last = known[-1] if known else None
    if last and plan.first_day <= last.last_day:
        raise CycleOutOfOrder(sku=sku, until=last.last_day, cycle=last.cycle, first_day=plan.first_day)
    carried_over = supply.spare(last) if supply and last else 0
    tiers = {*plan.caps, *(tier for tier in customers if tier is not None)}
    shares = share_out(
        plan.quantity + carried_over,
        [Demand(tier, plan.caps.get(tier, 0), customers.get(tier, 0)) for tier in tiers],
        plan.sharing,
    )
    return [
        SupplyReleased(
            **stamp.fields(),
            sku=sku,
            cycle=plan.cycle,
            first_day=plan.first_day,
            last_day=plan.last_day,
            sharing=plan.sharing,
            released=plan.quantity,
            carried_over=carried_over,
            tiers=tuple(shares),
            leftover=plan.quantity + carried_over - sum(map(allocated, shares)),
            leftover_held=supply.held.get(plan.cycle, 0) if supply else 0,
            untiered=customers.get(None, 0),
            days_without=(plan.first_day - last.last_day).days - 1 if last else None,
            log_position=log_position,
        )
    ]


def recall(supply: SkuSupply | None, sku: str, cycle: str, *, stamp: Stamp) -> list[SkuEvent]:
    """Take the SKU's last release back: orders of its days are no longer limited, and it leaves nothing over."""
    stamp.require_reason("a recall")
    known = [release.cycle for release in supply.releases] if supply else []
    if cycle not in known:
        raise NotReleased(sku=sku, cycle=cycle)
    if cycle != known[-1]:
        raise CycleNotLast(sku=sku, cycle=cycle, last=known[-1])
    return [SupplyRecalled(**stamp.fields(), sku=sku, cycle=cycle)]


def _check_plan(plan: Plan) -> None:
    if plan.last_day < plan.first_day:
        raise InvalidValue(field="last day", value=plan.last_day, why=f"it lies before {plan.first_day}")
    if plan.last_day - plan.first_day >= LONGEST_CYCLE:
        raise InvalidValue(field="last day", value=plan.last_day, why=f"a cycle has at most {LONGEST_CYCLE.days} days")
    check_quantity(plan.quantity)
    check_caps(plan.caps)


def check_quantity(quantity: int) -> None:
    """Refuse a quantity that no SKU is released with."""
    if not 0 <= quantity <= MOST_CARTONS:
        raise InvalidValue(field="quantity", value=quantity, why=f"use cartons from 0 to {MOST_CARTONS}")


def check_caps(caps: Mapping[int, int]) -> None:
    """Refuse a tier there is not, or a cap that no tier has."""
    for tier, cap in caps.items():
        if not 1 <= tier <= HIGHEST_TIER:
            raise InvalidValue(field="tier", value=tier, why=f"use 1 to {HIGHEST_TIER}, the highest")
        if not 0 <= cap <= MOST_CARTONS:
            raise InvalidValue(field=f"cap of tier {tier}", value=cap, why=f"use cartons from 0 to {MOST_CARTONS}")


def evolve(supply: SkuSupply | None, event: SkuEvent) -> SkuSupply:
    """The SKU's supply once `event` is known too."""
    supply = supply or SkuSupply(event.sku)
    match event:
        case SupplyReleased():
            caps = {share.tier: share.cap for share in event.tiers}
            census = None
            if event.log_position is not None:
                census = Census(event.effective_at, event.effective_on, event.log_position)
            made = Release(event.cycle, event.first_day, event.last_day, caps, event.leftover, census)
            return replace(supply, releases=(*supply.releases, made))
        case SupplyRecalled():
            gone = tuple(release for release in supply.releases if release.cycle == event.cycle)
            left = tuple(release for release in supply.releases if release.cycle != event.cycle)
            return replace(supply, releases=left, recalled=(*supply.recalled, *gone))
        case LeftoverEvent():
            held = supply.held.get(event.cycle, 0) + event.held_more
            return replace(supply, held={**supply.held, event.cycle: held})
    return supply
