"""What can have happened to a contact with a customer: planned, made, missed, called off."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, ClassVar

from domain.kernel.event import CustomerHistoryEvent
from domain.kernel.fields import Business, ContactNo, FreeText, Staff
from domain.kernel.frozen_model import FrozenModel


class ContactKind(StrEnum):
    """In which form we deal with a customer."""

    VISIT = "visit"  # 客户拜访
    CALL = "call"  # 电话交流
    COUNTER = "counter"  # 到柜台咨询或办理
    MEETING = "meeting"  # 客户会议
    TRAINING = "training"  # 客户培训
    ONLINE_MESSAGE = "online_message"  # 网上留言
    PROMOTION = "promotion"  # 品牌促销
    NEW_PRODUCT = "new_product"  # 新品推介
    EVALUATION = "evaluation"  # 客户评价


class Setting(StrEnum):
    """Where it took place: 网下 or 网上."""

    OFFLINE = "offline"
    ONLINE = "online"


class Initiator(StrEnum):
    """Who began it."""

    US = "us"
    CUSTOMER = "customer"


class Purpose(StrEnum):
    """业务互动 or 情感互动."""

    BUSINESS = "business"
    EMOTIONAL = "emotional"


class Counterpart(StrEnum):
    """Whom we dealt with, by role; never by name."""

    HOLDER = "holder"  # 持证人
    ASSISTANT = "assistant"  # 店员
    OTHER = "other"


class Need(StrEnum):
    """What a customer says of a service."""

    NEEDED = "needed"
    NEUTRAL = "neutral"
    UNNEEDED = "unneeded"


class ServiceNeed(FrozenModel):
    """Whether the customer needs one of our services."""

    service: Annotated[str, Business("the service, in the branch's own list")]
    need: Annotated[Need, Business("what the customer says of it; what many call unneeded is looked into")]


class ContactEvent(CustomerHistoryEvent):
    """An event of the contact's own stream. All carry owner and planned day: the figures that the contact counts in."""

    contact_no: ContactNo
    owner: Annotated[str, Staff("who answers for the contact: for the plan, or without one for what was done")]
    due_on: Annotated[date | None, Business("the last day on which it is in time; absent where nobody planned it")] = (
        None
    )


class Matter(FrozenModel):
    """What a contact is for."""

    kind: Annotated[ContactKind, Business("the form of the contact")]
    purpose: Annotated[Purpose, Business("whether it is about business or about the relation")]
    theme: Annotated[str, Business("what it is about, in the branch's own words, for summaries")]


class Encounter(FrozenModel):
    """What took place. What is not listed here is not collected."""

    setting: Annotated[Setting, Business("offline or online")]
    initiated_by: Annotated[Initiator, Business("who began it, for the share that we begin ourselves")]
    counterpart: Annotated[Counterpart | None, Business("whom we dealt with, by role and never by name")] = None
    outcome: Annotated[str | None, Business("what was agreed or done; never about a person's private life")] = None
    finding: FreeText | None = None
    needs: Annotated[tuple[ServiceNeed, ...], Business("what the customer says of our services, one by one")] = ()
    minutes: Annotated[int | None, Business("how long it took, in minutes, for the cost of service")] = None
    cost: Annotated[Decimal | None, Business("what it cost in the branch's currency, without working time")] = None
    solved: Annotated[bool | None, Business("whether what the customer wanted was solved then and there")] = None
    next_due_on: Annotated[date | None, Business("the day by which the customer is to be called on again")] = None


class ContactPlanned(Matter, ContactEvent):
    """Somebody is to deal with the customer by a day."""

    topic: ClassVar[str] = "contact.planned"


class ContactMade(Encounter, Matter, ContactEvent):
    """We dealt with the customer, as planned or not."""

    topic: ClassVar[str] = "contact.made"
    made_by: Annotated[str, Staff("who dealt with the customer")]
    days_late: Annotated[int | None, Business("days after the planned day; below 0 is earlier; absent without one")] = (
        None
    )
    was_missed: Annotated[bool, Business("whether the closing of a day had found it not recorded")]


class ContactMissed(ContactEvent):
    """The planned day passed and no such contact was recorded; it may still be made, late."""

    topic: ClassVar[str] = "contact.missed"


class ContactCalledOff(ContactEvent):
    """The plan was given up before its day; the reason says why."""

    topic: ClassVar[str] = "contact.called_off"
