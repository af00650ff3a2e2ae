"""What can have happened about a customer's keeping the law, and the rule by which it is judged."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, ClassVar

from domain.customers.events import CustomerEvent
from domain.kernel.assigning import AssigningEvent
from domain.kernel.event import CustomerHistoryEvent
from domain.kernel.fields import Business, Cartons, FreeText, SchemaVersion
from domain.kernel.frozen_model import FrozenModel
from domain.kernel.versions import RulePublished

ViolationNo = Annotated[str, Business("the number of the case, by which the bureau knows it")]
Points = Annotated[int, Business("points of the score")]


class ViolationKind(StrEnum):
    """What was found."""

    FAKE = "fake"  # 假: counterfeit goods
    ILLEGAL_CHANNEL = "illegal_channel"  # 非: bought from others than the branch
    SMUGGLED = "smuggled"  # 私
    OVER_QUOTA = "over_quota"  # 超: held or sold beyond what is allowed
    DIVERSION = "diversion"  # 倒卖, 窜货: passed on to other dealers or areas
    ORDER_SPLITTING = "order_splitting"  # 拆单: ordered through others to get round a cap


class ComplianceClass(StrEnum):
    """守法等级, from the score and the penalties."""

    A = "A"
    B = "B"
    C = "C"
    W = "W"


class ServiceClass(StrEnum):
    """A/B/C 类户, how the customer is served: keeping the law by volume."""

    A = "A"
    B = "B"
    C = "C"


class ViolationEvent(CustomerHistoryEvent):
    """An event of the case's own stream."""

    violation_no: ViolationNo


class ViolationRecorded(ViolationEvent):
    """A violation (违规) of the customer was established."""

    topic: ClassVar[str] = "violation.recorded"
    kind: Annotated[ViolationKind, Business("what was found; the rule counts kinds apart")]
    qty: Cartons


class ViolationPenalised(ViolationEvent):
    """The customer was penalised for it (行政处罚)."""

    topic: ClassVar[str] = "violation.penalised"
    penalty: FreeText


class ViolationAnnulled(ViolationEvent):
    """The case was found to be none (撤案): from then on it counts no more, nor does its penalty."""

    topic: ClassVar[str] = "violation.annulled"


class ScoredItem(FrozenModel):
    """One item of the score: violations of these kinds take away from its points, and no more than these."""

    item: Annotated[str, Business("what the item is called")]
    points: Points
    kinds: Annotated[tuple[ViolationKind, ...], Business("the kinds of violations that count here")]


class CaseCost(FrozenModel):
    """What one case takes away from an item. Above the highest `up_to` the rule is silent, and nothing is guessed."""

    item: Annotated[str, Business("the item it is taken from")]
    up_to: Annotated[int, Business("the largest case, in cartons (条), that costs so much")]
    points: Points


class Attention(FrozenModel):
    """How often those of a class are to be dealt with about a theme: educated, inspected."""

    compliance_class: Annotated[ComplianceClass, Business("the class it is owed to")]
    theme: Annotated[str, Business("what the contact is about, as contacts name it")]
    every_days: Annotated[int, Business("days after which the next one is owed")]


class ComplianceRule(FrozenModel):
    """What a rule of keeping the law says."""

    full_score: Points
    window_months: Annotated[int, Business("months up to the scored day that count")]
    a_above: Points
    b_above: Points
    c_above: Points
    penalties_for_w: Annotated[int, Business("so many penalties in the window are class W, at any score")]
    items: Annotated[tuple[ScoredItem, ...], Business("what is scored")]
    costs: Annotated[tuple[CaseCost, ...], Business("what a case costs, by its size")]
    large_from_qty: Annotated[int, Business("from so many cartons delivered in the window a customer is large")]
    small_below_qty: Annotated[int, Business("below so many cartons delivered in the window a customer is small")]
    small_counter_m2: Annotated[
        Decimal | None, Business("below this tobacco area, in square metres, it is a small counter; absent: no bound")
    ] = None
    attention: Annotated[tuple[Attention, ...], Business("what each class is owed, and how often")] = ()


class ComplianceRulePublished(ComplianceRule, RulePublished):
    """A rule of keeping the law was set down, or set down anew, from a day on."""

    topic: ClassVar[str] = "compliance_rule.published"
    called: ClassVar[str] = "compliance rule"
    schema_version: SchemaVersion = 2
    compliance_rule_no: Annotated[str, Business("the rule's number or name, by which results refer to it")]


class ItemLoss(FrozenModel):
    """What an item lost."""

    item: Annotated[str, Business("the item of the rule")]
    lost: Annotated[int, Business("points lost of it")]


class ScoringEvent(AssigningEvent, CustomerEvent):
    """One of the two classes that a scoring gives."""

    basis_position: Annotated[int, Business("up to which position of the log the history was read")]
    window_from: Annotated[date, Business("first day that counts")]
    window_to: Annotated[date, Business("last day that counts: the day that is scored")]


class CustomerComplianceScored(ScoringEvent):
    """The customer's keeping of the law was scored: their compliance class (守法等级)."""

    topic: ClassVar[str] = "customer.compliance_scored"
    violations: Annotated[tuple[str, ...], Business("the cases that counted, by number")] = ()
    losses: Annotated[tuple[ItemLoss, ...], Business("what each item lost, without those that lost nothing")] = ()
    penalties: Annotated[int, Business("penalties in the window")]
    score: Annotated[int, Business("points that are left")]
    compliance_class: Annotated[ComplianceClass, Business("from score and penalties")]


class CustomerServiceClassed(ScoringEvent):
    """Keeping the law and volume together gave how the customer is served (A/B/C 类户)."""

    topic: ClassVar[str] = "customer.service_classed"
    delivered_qty: Annotated[int, Business("cartons (条) delivered in the window: the volume")]
    tobacco_area_m2: Annotated[Decimal | None, Business("size of the counter as the file had it, in m²")] = None
    service_class: Annotated[ServiceClass, Business("A keeps the law and is large; C often breaks it, or is small")]
    to_be_banned: Annotated[bool, Business("whether it is a large violator, who is to be banned (取缔)")]
