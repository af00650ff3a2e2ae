"""What can have happened to a respondent's sheet: answers to a survey, or the rating of an order."""

from enum import StrEnum
from typing import Annotated, ClassVar

from domain.customers.classification import BusinessFormat, BusinessScale, MarketType
from domain.kernel.event import Event
from domain.kernel.fields import Business, CustomerNo, FreeText, OrderNo, PromiseNo, SchemaVersion, Staff
from domain.kernel.frozen_model import FrozenModel
from domain.kernel.party import Party
from domain.surveys.asked_item import AnsweredItem, AnswerNo, QuestionnaireNo, QuestionnaireVersion, SurveyNo


class Delivery(StrEnum):
    """Whether the order that is rated came when it was promised."""

    ON_TIME = "on_time"
    LATE = "late"


class RemarkTopic(StrEnum):
    """What a respondent says in words."""

    UNMET_NEED = "unmet_need"  # 需求满足遗憾
    FUTURE_NEED = "future_need"  # 未来需求
    HOPE = "hope"  # 期待
    COMMENT = "comment"  # 其他意见


class Remark(FrozenModel):
    """Something a respondent said in words."""

    about: Annotated[RemarkTopic, Business("what the words speak of: a need not met, a need to come, a hope")]
    theme: Annotated[str | None, Business("the heading that it is gathered under, in the branch's own list")] = None
    text: FreeText


class AnswerGiven(Event):
    """A respondent answered, all at once or, after their expectations, with their experience.

    It repeats how each item was asked and where the respondent stood when it was recorded, so that no later
    questionnaire and no later file changes what the answer counts as.
    """

    topic: ClassVar[str] = "answer.given"
    schema_version: SchemaVersion = 2
    answer_no: AnswerNo
    survey_no: SurveyNo | None = None
    questionnaire_no: QuestionnaireNo | None = None
    questionnaire_version: QuestionnaireVersion | None = None
    order_no: OrderNo | None = None
    party: Annotated[Party, Business("who answers: a retailer, a consumer, or not known")]
    customer_no: CustomerNo | None = None
    channel: Annotated[str | None, Business("how the answer reached us")] = None
    market_type: Annotated[MarketType | None, Business("市场类型 of the customer then: a stratum")] = None
    business_format: Annotated[BusinessFormat | None, Business("经营业态 of the customer then: a stratum")] = None
    business_scale: Annotated[BusinessScale | None, Business("经营规模 of the customer then: a stratum")] = None
    account_manager: Annotated[str | None, Staff("客户经理 of the customer then: a stratum")] = None
    delivery: Annotated[Delivery | None, Business("whether the rated order came when promised: a stratum")] = None
    promise_no: PromiseNo | None = None
    items: Annotated[tuple[AnsweredItem, ...], Business("the items that were answered, with their scores")] = ()
    earlier: Annotated[
        tuple[AnsweredItem, ...], Business("what the respondent had said before to expect; counted by then already")
    ] = ()
    remarks: Annotated[tuple[Remark, ...], Business("what was said in words")] = ()
