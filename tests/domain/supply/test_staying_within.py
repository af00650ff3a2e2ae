"""Whatever tiers shops come into inside a cycle, all orders together stay within the release."""

from collections.abc import Sequence
from functools import reduce
from typing import Any

from hypothesis import given as any_of
from hypothesis import strategies as st

from domain.supply.allotment import Allotment, Limit, cut_to_cap, draw, evolve, give_back
from domain.supply.events import AllotmentEvent, LeftoverEvent, SkuEvent
from domain.supply.release import SkuSupply, recall
from domain.supply.release import evolve as evolve_supply
from tests.domain.scenario import line, placed, stamp, the_order
from tests.domain.supply.test_release import SKU, the_release

COUNTED = [30, 30, 29, 29, 28, None, None]
"""The shops by the tier the release counted them in; None: not at all."""

TIERS = st.sampled_from([30, 29, 28, None])
STEPS = st.tuples(st.integers(0, len(COUNTED) - 1), TIERS, st.integers(1, 20), st.integers(0, 7))
"""A shop, the tier it is in when it orders, what it asks for; and 0 or 1 where its last order is cancelled instead, 2
where the release is recalled and made anew as it was."""


@any_of(quantity=st.integers(0, 90), steps=st.lists(STEPS, min_size=5, max_size=40))
def test_all_orders_together_stay_within_the_release_and_each_shop_within_its_cap(
    quantity: int, steps: list[tuple[int, int | None, int, int]]
) -> None:
    customers = {tier: COUNTED.count(tier) for tier in (30, 29, 28)}
    log: list[SkuEvent] = [the_release(customers=customers, quantity=quantity)]
    allotments: dict[int, Allotment] = {}
    last: dict[int, Any] = {}

    def take(shop: int, events: Sequence[AllotmentEvent | LeftoverEvent]) -> None:
        for event in events:
            if isinstance(event, LeftoverEvent):
                log.append(event)
            else:
                allotments[shop] = evolve(allotments.get(shop), event)

    for number, (shop, tier, asked, what) in enumerate(steps):
        supply: SkuSupply = reduce(evolve_supply, log, None)  # type: ignore[assignment]
        release = supply.releases[0]
        own = allotments.get(shop)
        if what == 2:
            log += recall(supply, SKU, "W1", stamp=stamp("2021-07-02", reason="投放量有误"))
            log.append(the_release(*log, customers=customers, quantity=quantity))
            continue
        if what < 2 and own and (order := last.pop(shop, None)):
            take(shop, give_back(own, order, "W1", SKU, stamp=stamp("2021-07-03")))
            continue
        order = last[shop] = the_order(placed(line(1, asked, sku=SKU), order_no=f"A-{number}"))
        shared = release.cap(COUNTED[shop])
        limit = Limit("W1", release.cap(tier), SKU, tier, shared=shared, spare=supply.spare(release))
        confirmed = cut_to_cap(order, limit, own, {})
        before = own.ordered() if own else 0
        sure = min(max(limit.cartons - before, 0), asked, max(shared - before, 0))
        assert sure <= confirmed[1] <= max(limit.cartons - before, 0)
        take(shop, draw(own, order, limit, confirmed, stamp=stamp("2021-07-02")))
        assert sum(allotment.ordered() for allotment in allotments.values()) <= quantity
    settled: SkuSupply = reduce(evolve_supply, log, None)  # type: ignore[assignment]
    from_leftover = sum(d.from_leftover for a in allotments.values() for d in a.draws.values())
    assert settled.spare(settled.releases[0]) == log[0].leftover - from_leftover >= 0  # type: ignore[attr-defined]
