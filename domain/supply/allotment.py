"""A shop's allotment: what it may order of a released SKU in a cycle, or in all in a month, and what it has taken."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from domain.kernel.stamp import Stamp
from domain.orders.order import Order
from domain.supply.events import (
    AllotmentDrawn,
    AllotmentEvent,
    AllotmentGivenBack,
    LeftoverDrawn,
    LeftoverEvent,
    LeftoverGivenBack,
)
from domain.supply.refusals import AboveCap, AboveReasonableQuantity, ScarceNotReleased


class Draw(NamedTuple):
    """What an order took, under the cap of which tier."""

    supply_tier: int | None
    limit: int
    requested: int
    ordered: int
    from_leftover: int = 0


@dataclass(frozen=True, slots=True)
class Allotment:
    """What has been taken so far, by order number, and the tiers (None: no tier) in which the shop was counted.

    A release that is recalled and made anew has other caps, so that the draws alone do not tell who was counted.
    """

    draws: Mapping[str, Draw] = field(default_factory=dict)
    ordering: frozenset[int | None] = frozenset()
    reached: frozenset[int | None] = frozenset()

    def ordered(self, *, order_no: str | None = None, tier: int | None = None) -> int:
        """Cartons taken; without those of `order_no`, and only under the cap of `tier`, where these are given."""
        return sum(
            draw.ordered
            for number, draw in self.draws.items()
            if number != order_no and tier in (None, draw.supply_tier)
        )


NOTHING_DRAWN = Allotment()


class Limit(NamedTuple):
    """What one order may take of one allotment: a tier's cap, or without a SKU the quantity agreed for a month.

    The cap of a release is always kept; the agreed quantity only where it is `enforced`. Of the cap only so much as was
    `shared` out to the shop is sure (None: all of it); the rest comes from the `spare` cartons that are left over.
    """

    cycle: str
    cartons: int
    sku: str | None = None
    supply_tier: int | None = None
    enforced: bool = True
    shared: int | None = None
    spare: int = 0


def cut_to_cap(order: Order, limit: Limit, allotment: Allotment | None, given: Mapping[int, int]) -> dict[int, int]:
    """What is confirmed of the order's lines of the limit's SKU, by line number, so that the cap is kept.

    Lines that `given` names get what it says, or `AboveCap` is raised; the others, in their order, what is left.
    """
    lines = [line for line in order.lines if line.sku == limit.sku]
    before = (allotment or NOTHING_DRAWN).ordered()
    sure = _sure(allotment or NOTHING_DRAWN, limit)
    rest = max(min(limit.cartons - before, sure + limit.spare), 0)
    asked = sum(given.get(line.line_no, 0) for line in lines)
    if asked > rest:
        raise AboveCap(
            sku=limit.sku,
            asked=asked,
            rest=rest,
            shops="a shop in no tier" if limit.supply_tier is None else f"tier {limit.supply_tier}",
            cap=limit.cartons,
            cycle=limit.cycle,
            before=before,
            sure=sure,
            spare=limit.spare,
        )
    rest -= asked
    settled: dict[int, int] = {}
    for line in lines:
        if line.line_no not in given:
            settled[line.line_no] = min(line.requested_qty, rest)
            rest -= settled[line.line_no]
    return settled


def refuse_unreleased(order: Order, scarce: Collection[str], given: Mapping[int, int]) -> None:
    """Refuse to confirm lines of the SKUs `scarce`, which are supplied through releases only; none of them may be."""
    for line in order.lines:
        if line.sku in scarce and given.get(line.line_no) != 0:
            raise ScarceNotReleased(sku=line.sku, on=order.placed_on, line_no=line.line_no)


def draw(
    allotment: Allotment | None, order: Order, limit: Limit, quantities: Mapping[int, int], *, stamp: Stamp
) -> list[AllotmentEvent | LeftoverEvent]:
    """Take what is confirmed of the order (`quantities` by line number, where less than requested) off the allotment.

    What was not shared out to the shop is taken off the leftover. Raises `AboveReasonableQuantity` where a month's
    agreed quantity is enforced and does not suffice.
    """
    lines = [line for line in order.lines if limit.sku in (None, line.sku)]
    requested = sum(line.requested_qty for line in lines)
    ordered = sum(quantities.get(line.line_no, line.requested_qty) for line in lines)
    before = (allotment or NOTHING_DRAWN).ordered()
    if limit.sku is None and limit.enforced and before + ordered > limit.cartons:
        rest = max(limit.cartons - before, 0)
        raise AboveReasonableQuantity(asked=ordered, rest=rest, agreed=limit.cartons, month=limit.cycle)
    above = 0 if limit.shared is None else max(ordered - _sure(allotment or NOTHING_DRAWN, limit), 0)
    taken = Draw(limit.supply_tier, limit.cartons, requested, ordered, above)
    return [
        AllotmentDrawn(
            **_about(order, limit.cycle, limit.sku, taken, stamp),
            **_counted(allotment or NOTHING_DRAWN, order.order_no, taken, sign=1),
            limit=limit.cartons,
            before=before,
            from_leftover=above,
        ),
        *_of_leftover(LeftoverDrawn, order, limit.cycle, limit.sku, taken, stamp),
    ]


def _sure(allotment: Allotment, limit: Limit) -> int:
    """Cartons that the shop may still order of those that were shared out to it."""
    taken = sum(draw.ordered - draw.from_leftover for draw in allotment.draws.values())
    return max((limit.cartons if limit.shared is None else limit.shared) - taken, 0)


def give_back(
    allotment: Allotment | None, order: Order, cycle: str, sku: str | None, *, stamp: Stamp
) -> list[AllotmentEvent | LeftoverEvent]:
    """Put back what a cancelled order had taken, where it was taken from; nothing if it took nothing."""
    if allotment is None or (taken := allotment.draws.get(order.order_no)) is None:
        return []
    return [
        AllotmentGivenBack(
            **_about(order, cycle, sku, taken, stamp), **_counted(allotment, order.order_no, taken, sign=-1)
        ),
        *_of_leftover(LeftoverGivenBack, order, cycle, sku, taken, stamp),
    ]


def _of_leftover(
    kind: type[LeftoverEvent], order: Order, cycle: str, sku: str | None, taken: Draw, stamp: Stamp
) -> list[LeftoverEvent]:
    if not taken.from_leftover:
        return []
    about: dict[str, Any] = {**stamp.fields(), "sku": sku, "cycle": cycle, "order_no": order.order_no}
    return [kind(**about, cartons=taken.from_leftover)]


def _about(order: Order, cycle: str, sku: str | None, taken: Draw, stamp: Stamp) -> dict[str, Any]:
    return {
        **stamp.fields(),
        "customer_no": order.customer_no,
        "order_no": order.order_no,
        "sku": sku,
        "cycle": cycle,
        "supply_tier": taken.supply_tier,
        "requested_qty": taken.requested,
        "ordered_qty": taken.ordered,
    }


def _counted(allotment: Allotment, order_no: str, taken: Draw, *, sign: int) -> dict[str, int]:
    """How the order changes the number of shops that order, and that reach the cap, among those of its tier.

    Who got nothing orders all the same: what they asked for counts, too.
    """
    tier = taken.supply_tier
    orders = sign > 0 or any(o != order_no and draw.supply_tier == tier for o, draw in allotment.draws.items())
    then = allotment.ordered(order_no=order_no, tier=tier) + (taken.ordered if sign > 0 else 0)
    return {
        "ordering": orders - (tier in allotment.ordering),
        "reached": (0 < taken.limit <= then) - (tier in allotment.reached),
    }


def evolve(allotment: Allotment | None, event: AllotmentEvent) -> Allotment:
    """The allotment once `event` is known too."""
    allotment = allotment or NOTHING_DRAWN
    draws, tier = dict(allotment.draws), event.supply_tier
    match event:
        case AllotmentDrawn():
            draws[event.order_no] = Draw(tier, event.limit, event.requested_qty, event.ordered_qty, event.from_leftover)
        case AllotmentGivenBack():
            draws.pop(event.order_no, None)
    return Allotment(
        draws, _kept(allotment.ordering, tier, event.ordering), _kept(allotment.reached, tier, event.reached)
    )


def _kept(tiers: frozenset[int | None], tier: int | None, change: int) -> frozenset[int | None]:
    return tiers | {tier} if change > 0 else tiers - {tier} if change < 0 else tiers
