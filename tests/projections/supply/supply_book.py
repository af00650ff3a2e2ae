"""What a branch's book says of supply: releases of one SKU, and what orders draw of them."""

from datetime import date, timedelta
from typing import Any

from domain.kernel.event import Event
from domain.orders.area import ORDER
from domain.supply import allotment, release
from domain.supply.events import allotment_no
from tests.domain.scenario import stamp

SKU = "6901028"
"""Of every line the book writes."""


class SupplyBook:
    """A part of `Book`."""

    events: list[Event]
    states: dict[tuple[str, str], Any]
    _record: Any

    def release(self, cycle: str, at: str, quantity: int = 20, tier: int = 30) -> None:
        """For the week that begins with that day; two shops are in `tier`, three in tier 7."""
        first_day = date.fromisoformat(at)
        plan = release.Plan(cycle, first_day, first_day + timedelta(6), quantity, {tier: 9, 7: 2})
        self._record(release.release, ("supply", SKU), SKU, plan, customers={tier: 2, 7: 3}, log_position=1, at=at)

    def recall(self, cycle: str, at: str) -> None:
        self._record(release.recall, ("supply", SKU), SKU, cycle, at=at)

    def draw(self, order_no: str, at: str, cycle: str = "W1", tier: int = 30, cap: int = 9) -> None:
        """The order was confirmed in full under this cap."""
        placed, limit, stream = self._limited(order_no, cycle, tier, cap)
        self._record(allotment.draw, stream, placed, limit, {}, at=at)

    def undraw(self, order_no: str, at: str, cycle: str = "W1") -> None:
        """The order was cancelled after that."""
        placed, limit, stream = self._limited(order_no, cycle)
        self._record(allotment.give_back, stream, placed, limit.cycle, limit.sku, at=at)

    def _limited(self, order_no: str, cycle: str, tier: int = 30, cap: int = 9) -> tuple[Any, Any, tuple[str, str]]:
        placed = ORDER.require(order_no, self.states.get(("order", order_no)))
        stream = ("allotment", allotment_no(placed.customer_no, cycle, SKU))
        return placed, allotment.Limit(cycle, cap, SKU, tier), stream

    def happened(self, kind: type[Event], at: str, customer_no: str, **facts: object) -> None:
        """What a decision tested elsewhere recorded of a customer."""
        self.events.append(kind(**{**stamp(at).fields(), "customer_no": customer_no, **facts}))


OPENING = {release.release, release.recall, allotment.draw, allotment.give_back}
