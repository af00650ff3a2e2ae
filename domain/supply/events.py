"""What can have happened to supply: its policy, tiers and agreed quantities of shops, releases, and what was drawn."""

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from domain.customers.events import CustomerEvent
from domain.kernel.assigning import AssigningEvent
from domain.kernel.event import CustomerHistoryEvent, Event
from domain.kernel.fields import Business, Cartons, OrderNo, SchemaVersion
from domain.kernel.frozen_model import FrozenModel
from domain.kernel.versions import RulePublished

HIGHEST_TIER = 30
POLICY_NO = "supply"
"""The name of the one supply policy a branch has."""

Tier = Annotated[int, Business("supply tier (档位) from 1 to 30, 30 the highest: the sole basis of allocation")]
ReleasedSku = Annotated[str, Business("which article (品规) was released; need not be registered")]
Cycle = Annotated[str, Business("the branch's name of the days for which the SKU is released")]
FirstDay = Annotated[date, Business("the first day of the cycle: orders placed from then on fall in it")]
LastDay = Annotated[date, Business("the last day of the cycle")]


class Measure(StrEnum):
    """What a shop's score counts."""

    DELIVERED = "delivered_cartons"
    NET = "delivered_less_returned_cartons"


class Verdict(StrEnum):
    """What the policy makes of an order that is not as planned."""

    ALLOW = "allow"
    REFUSE = "refuse"


class Sharing(StrEnum):
    """How less than all is shared between tiers; within a tier all get the same."""

    PROPORTIONAL = "proportional"  # each tier by what it would get, rounded by largest remainder
    PRIORITY = "priority"  # from the highest tier downwards


class TierBound(FrozenModel):
    """From which score on a shop is in a tier."""

    tier: Tier
    least: Annotated[int, Business("the lowest score in cartons that reaches the tier")]


class TierShare(FrozenModel):
    """What one tier gets in a cycle."""

    tier: Tier
    asked_cap: Annotated[int, Business("cartons a shop of the tier would get if there were enough")]
    customers: Annotated[int, Business("shops of the tier that may be supplied, when the release was made")]
    share: Annotated[int, Business("cartons that fall to the tier")]
    cap: Annotated[int, Business("cartons each shop of the tier may order (档位限量): the same for all of them")]


class SupplyPolicyPublished(RulePublished):
    """A rule says which score makes which tier, and what becomes of orders above the agreed quantity."""

    topic: ClassVar[str] = "supply_policy.published"
    called: ClassVar[str] = "supply policy"
    supply_policy_no: Annotated[str, Business("the policy's name; a branch has one")]
    measure: Annotated[Measure, Business("what the score counts")]
    months: Annotated[int, Business("over how many whole months before the month of grading")]
    bounds: Annotated[tuple[TierBound, ...], Business("the tiers that can be reached, from the lowest")]
    above_agreed: Annotated[Verdict, Business("whether an order above the reasonable quantity is refused")]
    scarce_unreleased: Annotated[
        Verdict, Business("whether an order of a scarce SKU (紧俏) is refused on days on which it is not released")
    ]


class SupplyTierAssigned(AssigningEvent, CustomerEvent):
    """The shop's score put it in a supply tier; nothing else ever does."""

    topic: ClassVar[str] = "customer.supply_tier_assigned"
    supply_tier: Tier
    before: Annotated[int | None, Business("the tier until then; none for a shop graded for the first time")] = None
    score: Annotated[int, Business("what the shop reached, in cartons")]
    scored_from: Annotated[date, Business("the first day that counted for the score")]
    scored_until: Annotated[date, Business("the day before which deliveries counted")]
    log_position: Annotated[int, Business("how much of the log the score was taken from")]


class ReasonableQuantityAgreed(CustomerEvent):
    """合理定量: how much the shop and the branch agreed on for a month, all SKUs together."""

    topic: ClassVar[str] = "customer.reasonable_quantity_agreed"
    quantity: Annotated[int, Business("cartons a month in the branch's calendar, by the day an order is placed")]


class SkuEvent(Event):
    """An event of the stream that holds what a SKU was released with."""

    sku: ReleasedSku
    cycle: Cycle

    @property
    def supply_no(self) -> str:
        """The stream of the SKU's supply."""
        return self.sku


class SupplyReleased(SkuEvent):
    """货源投放: cartons of a SKU were shared out to the tiers for a cycle."""

    topic: ClassVar[str] = "supply.released"
    schema_version: SchemaVersion = 3
    first_day: FirstDay
    last_day: LastDay
    sharing: Annotated[Sharing, Business("how a shortage was shared between tiers")]
    released: Annotated[int, Business("cartons released for this cycle")]
    carried_over: Annotated[int, Business("cartons that the SKU's cycle before had left over")]
    tiers: Annotated[tuple[TierShare, ...], Business("what each tier gets, the highest first")]
    leftover: Annotated[int, Business("cartons that could not be shared equally, or that nobody was to get")]
    leftover_held: Annotated[
        int, Business("cartons of the leftover that orders of the cycle drew before it was recalled, and still hold")
    ] = 0
    untiered: Annotated[int, Business("shops that may be supplied but were in no tier yet, and so get nothing")]
    days_without: Annotated[int | None, Business("days before the cycle on which the SKU was in no release")] = None
    log_position: Annotated[
        int | None, Business("how much of the log the shops were counted from; none where that was not kept")
    ] = None


class SupplyRecalled(SkuEvent):
    """A release was taken back; what was drawn from it before stays drawn."""

    topic: ClassVar[str] = "supply.recalled"


class LeftoverEvent(SkuEvent):
    """An event of what a release could not share out."""

    order_no: OrderNo
    cartons: Annotated[int, Business("how many of the cartons left over")]

    @property
    def held_more(self) -> int:
        """By how many cartons what orders hold of the leftover changed."""
        return self.cartons


class LeftoverDrawn(LeftoverEvent):
    """An order was confirmed above what was shared out to its shop, which came into a tier of a higher cap since."""

    topic: ClassVar[str] = "supply.leftover_drawn"


class LeftoverGivenBack(LeftoverEvent):
    """Such an order was cancelled, and its cartons are left over again."""

    topic: ClassVar[str] = "supply.leftover_given_back"

    @property
    def held_more(self) -> int:
        """The same, less."""
        return -self.cartons


class AllotmentEvent(CustomerHistoryEvent):
    """An event of a shop's allotment: of one SKU in a cycle, or of all SKUs in a month."""

    order_no: OrderNo
    sku: Annotated[
        str | None, Business("which SKU was released; none where the agreed quantity of a month is drawn on")
    ] = None
    cycle: Annotated[str, Business("the SKU's cycle, or the month as 2021-06")]
    supply_tier: Annotated[
        int | None,
        Business("the tier whose cap applied: that known when the order was placed; none where it was in none"),
    ] = None
    requested_qty: Cartons
    ordered_qty: Cartons
    ordering: Annotated[
        int, Business("by how many the shops of the tier that ordered, be it in vain, changed: 1, 0 or -1")
    ]
    reached: Annotated[int, Business("by how many the shops of the tier that reached the cap changed: 1, 0 or -1")]

    @property
    def allotment_no(self) -> str:
        """The stream of this shop's allotment of this SKU in this cycle."""
        return allotment_no(self.customer_no, self.cycle, self.sku)


class AllotmentDrawn(AllotmentEvent):
    """A confirmed order took cartons of a limited allotment; what was asked for above the limit was not supplied."""

    topic: ClassVar[str] = "allotment.drawn"
    schema_version: SchemaVersion = 2
    limit: Annotated[int, Business("cartons the shop may order in all: the tier's cap, or the agreed quantity")]
    before: Annotated[int, Business("cartons of the limit that earlier orders had taken")]
    from_leftover: Annotated[
        int, Business("cartons of this order that the release had not shared out to the shop, but had left over")
    ] = 0


class AllotmentGivenBack(AllotmentEvent):
    """A confirmed order was cancelled, and its cartons can be ordered again."""

    topic: ClassVar[str] = "allotment.given_back"


def allotment_no(customer_no: str, cycle: str, sku: str | None = None) -> str:
    """The number of an allotment's stream."""
    return "\n".join((customer_no, cycle, sku or ""))  # no number holds a line end
