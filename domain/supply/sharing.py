"""Share what there is: between tiers as the policy says, within a tier equally."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from domain.kernel.rate import rate
from domain.supply.events import Sharing, TierShare
from domain.supply.rates import DECIMALS


class Demand(NamedTuple):
    """A tier with the cap each of its customers would get if there were enough."""

    tier: int
    cap: int
    customers: int

    @property
    def cartons(self) -> int:
        """What the whole tier would get."""
        return self.cap * self.customers


def share_out(available: int, demands: Sequence[Demand], sharing: Sharing) -> list[TierShare]:
    """What each tier gets of `available` cartons, the highest tier first.

    A customer's cap is the tier's share divided by its customers and rounded down, so equal customers get equal caps
    and all caps together never exceed `available`. Rounding never gives a tier more than a higher one that was to get
    at least as much. A tier without customers gets no share; who falls into it later may have the asked cap where there
    is enough, else nothing.
    """
    ordered = sorted(demands, reverse=True)
    enough = sum(demand.cartons for demand in ordered) <= available
    shares = [demand.cartons for demand in ordered] if enough else _SHARES[sharing](available, ordered)
    granted: list[TierShare] = []
    for demand, share in zip(ordered, shares, strict=True):
        equal = share // demand.customers if demand.customers else demand.cap if enough else 0
        above = [tier.cap for tier in granted if tier.customers and tier.asked_cap >= demand.cap]
        granted.append(
            TierShare(
                tier=demand.tier,
                asked_cap=demand.cap,
                customers=demand.customers,
                share=share,
                cap=min([equal, *above]),
            )
        )
    return granted


def allocated(share: TierShare) -> int:
    """The cartons that the customers of a tier may order together."""
    return share.cap * share.customers


def share_of_top_fifth(tiers: Sequence[TierShare]) -> Decimal | None:
    """Which part of what was allocated goes to the fifth of the customers in the highest tiers, rounded up.

    None where nothing was allocated.
    """
    left = -(-sum(tier.customers for tier in tiers) // 5)
    theirs = 0
    for tier in sorted(tiers, key=lambda one: one.tier, reverse=True):
        taken = min(left, tier.customers)
        theirs += taken * tier.cap
        left -= taken
    return rate(theirs, sum(map(allocated, tiers)), decimals=DECIMALS)


def _proportional(available: int, demands: Sequence[Demand]) -> list[int]:
    """By largest remainder (Hamilton); of equal remainders the higher tier's comes first."""
    total = sum(demand.cartons for demand in demands)
    shares = [available * demand.cartons // total for demand in demands]
    remainders = [available * demand.cartons % total for demand in demands]
    for i in sorted(range(len(demands)), key=lambda i: -remainders[i])[: available - sum(shares)]:
        shares[i] += 1
    return shares


def _by_priority(available: int, demands: Sequence[Demand]) -> list[int]:
    """From the highest tier down; what a tier cannot share equally falls to the next."""
    shares: list[int] = []
    for demand in demands:
        if demand.cartons <= available:
            shares.append(demand.cartons)
        else:
            shares.append(available - available % demand.customers)
        available -= shares[-1]
    return shares


_SHARES: Mapping[Sharing, Callable[[int, Sequence[Demand]], list[int]]] = {
    Sharing.PROPORTIONAL: _proportional,
    Sharing.PRIORITY: _by_priority,
}
