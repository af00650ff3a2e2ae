"""Confirm and cancel orders where supply is limited: by a release's caps, or by what was agreed for a month."""

from collections.abc import Mapping, Sequence

from domain.customers.area import CUSTOMER
from domain.customers.customer import refuse_expired_licence, refuse_unable_to_order
from domain.kernel.event import Event
from domain.kernel.stamp import Stamp
from domain.orders.order import Order, OrderStatus, cancel_order, confirm_order
from domain.products.area import PRODUCT
from domain.products.events import SalesState
from domain.supply.allotment import Allotment, Limit, cut_to_cap, draw, give_back, refuse_unreleased
from domain.supply.area import ALLOTMENT, SUPPLY, SUPPLY_POLICY
from domain.supply.events import POLICY_NO, allotment_no
from domain.supply.policy import refuses_above_agreed, refuses_unreleased
from service.unit_of_work import UnitOfWork


def confirm_within_limits(
    unit: UnitOfWork, order: Order, quantities: Mapping[int, int], stamp: Stamp
) -> Sequence[Event]:
    """Confirm the order; lines of released SKUs that `quantities` does not name get what is left of the cap.

    Raises the supply's refusals, and those of placing an order where the customer could not place one at the stamp's
    instant: what holds by then stops an order that was placed before.
    The allotments drawn on are streams of their own, so that two confirmations cannot both take the rest.
    """
    events: list[Event] = [*confirm_order(order, quantities, stamp=stamp)]
    limits = _limits(unit, order, stamp)
    customer = unit.require(CUSTOMER, order.customer_no)
    refuse_unable_to_order(customer, stamp)
    refuse_expired_licence(customer, stamp)
    refuse_unreleased(order, _scarce_unreleased(unit, order, limits, stamp), quantities)
    if not limits:
        return events
    settled = dict(quantities)
    for limit in limits:
        if limit.sku is not None:
            settled |= cut_to_cap(order, limit, _allotment(unit, order, limit), quantities)
    events = [*confirm_order(order, settled, stamp=stamp)]
    for limit in limits:
        events += draw(_allotment(unit, order, limit), order, limit, settled, stamp=stamp)
    return events


def cancel_within_limits(unit: UnitOfWork, order: Order, stamp: Stamp) -> Sequence[Event]:
    """Cancel the order; what it had drawn may be ordered again, also if the release was recalled meanwhile."""
    events: list[Event] = [*cancel_order(order, stamp=stamp)]
    if order.status is OrderStatus.CONFIRMED:
        skus = {line.sku: None for line in order.lines}
        unit.load(SUPPLY.key(sku) for sku in skus)
        drawn: list[tuple[str, str | None]] = [(_month(order), None)]
        for sku in skus:
            if supply := unit.get(SUPPLY, sku):
                drawn += [(cycle, sku) for cycle in supply.cycles_of(order.placed_on)]
        unit.load(ALLOTMENT.key(allotment_no(order.customer_no, *each)) for each in drawn)
        for each in drawn:
            events += give_back(unit.get(ALLOTMENT, allotment_no(order.customer_no, *each)), order, *each, stamp=stamp)
    return events


def _limits(unit: UnitOfWork, order: Order, stamp: Stamp) -> list[Limit]:
    """The caps that the order's customer has of the SKUs released then; and the agreed quantity."""
    skus = list(dict.fromkeys(line.sku for line in order.lines))
    customer_no = order.customer_no
    others = [CUSTOMER.key(customer_no), SUPPLY_POLICY.key(POLICY_NO)]
    unit.load([*others, *(SUPPLY.key(sku) for sku in skus)])  # at once
    released = [
        (supply, release)
        for sku in skus
        if (supply := unit.get(SUPPLY, sku)) and (release := supply.on(order.placed_on))
    ]
    censuses = {release.census.log_position for _, release in released if release.census}
    known = {position: unit.customer_known_at(customer_no, position) for position in censuses}
    limits = []
    for supply, release in released:
        cap, spare = release.cap(order.supply_tier), supply.spare(release)
        shared = release.shared_with(release.census and known[release.census.log_position])
        limits.append(Limit(release.cycle, cap, supply.sku, order.supply_tier, shared=shared, spare=spare))
    agreed = unit.require(CUSTOMER, customer_no).agreed_quantities.at(order.placed_at)
    if agreed is not None:
        enforced = refuses_above_agreed(unit.get(SUPPLY_POLICY, POLICY_NO), stamp.effective_on)
        limits.append(Limit(_month(order), agreed, enforced=enforced))
    unit.load([ALLOTMENT.key(allotment_no(customer_no, limit.cycle, limit.sku)) for limit in limits])
    return limits


def _scarce_unreleased(unit: UnitOfWork, order: Order, limits: Sequence[Limit], stamp: Stamp) -> set[str]:
    """The order's SKUs that were scarce and in no release when it was placed, where the policy refuses these."""
    if not refuses_unreleased(unit.get(SUPPLY_POLICY, POLICY_NO), stamp.effective_on):
        return set()
    skus = {line.sku for line in order.lines} - {limit.sku for limit in limits}
    unit.load(PRODUCT.key(sku) for sku in skus)
    scarce = SalesState.SCARCE
    return {sku for sku in skus if (product := unit.get(PRODUCT, sku)) and product.state.at(order.placed_at) is scarce}


def _month(order: Order) -> str:
    """Whose agreed quantity the order draws on."""
    return f"{order.placed_on:%Y-%m}"


def _allotment(unit: UnitOfWork, order: Order, limit: Limit) -> Allotment | None:
    return unit.get(ALLOTMENT, allotment_no(order.customer_no, limit.cycle, limit.sku))
