"""What can have happened to a sales anomaly, and the rule by which one is found."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, ClassVar

from domain.kernel.assigning import RuleVersion
from domain.kernel.event import CustomerHistoryEvent
from domain.kernel.fields import Business, FreeText
from domain.kernel.frozen_model import FrozenModel
from domain.kernel.versions import RulePublished

RuleNo = Annotated[str, Business("the rule's number or name, by which cases refer to it")]


class Measure(StrEnum):
    """What of a customer's month is compared; a column of `customer_months`."""

    REQUESTED_QTY = "requested_qty"
    ORDERED_QTY = "ordered_qty"
    DELIVERED_QTY = "delivered_qty"
    DELIVERED_AMOUNT = "delivered_amount"


class AnomalyRule(FrozenModel):
    """When a month departs from a customer's own pattern: by its share of the median of the months before."""

    measure: Annotated[Measure, Business("what is compared")]
    trailing_months: Annotated[int, Business("how many months before the one looked at make the pattern")]
    least_months: Annotated[int, Business("with fewer months of history there is no pattern yet, and no case")]
    low_share: Annotated[Decimal, Business("below this share of the median a month is a departure")]
    high_share: Annotated[Decimal, Business("above this share of the median a month is a departure")]


class AnomalyRulePublished(AnomalyRule, RulePublished):
    """A rule for departures was set down, or set down anew, from a day on."""

    topic: ClassVar[str] = "anomaly_rule.published"
    called: ClassVar[str] = "anomaly rule"
    anomaly_rule_no: RuleNo


class AnomalyEvent(CustomerHistoryEvent):
    """An event of the case's own stream."""

    anomaly_no: Annotated[str, Business("customer, month and rule: there is one case of them")]


class AnomalyOpened(AnomalyEvent):
    """A month of the customer departed from their own pattern; somebody has to see to it."""

    topic: ClassVar[str] = "anomaly.opened"
    month: Annotated[date, Business("first day of the month")]
    rule_version: RuleVersion
    basis_position: Annotated[int, Business("up to which position of the log the history was read")]
    measure: Annotated[Measure, Business("what was compared")]
    value: Annotated[Decimal, Business("the month's figure, in cartons (条) or the branch's currency")]
    usual: Annotated[Decimal, Business("the median of the months before")]
    share: Annotated[Decimal, Business("value / usual, rounded to four decimals")]


class AnomalyClosed(AnomalyEvent):
    """The case was seen to: this was done about it."""

    topic: ClassVar[str] = "anomaly.closed"
    action: FreeText
