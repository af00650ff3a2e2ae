"""What one item of a questionnaire asks: on which scale, of what, and how its answers count."""

from enum import StrEnum
from typing import Annotated

from domain.kernel.fields import Business
from domain.kernel.frozen_model import FrozenModel

QuestionnaireNo = Annotated[str, Business("the questionnaire's own number or short name, over all its versions")]
QuestionnaireVersion = Annotated[int, Business("which version of the questionnaire was asked: 1, 2, 3 ...")]
SurveyNo = Annotated[str, Business("the number of one round of asking")]
AnswerNo = Annotated[str, Business("the number of one respondent's sheet")]


class Asks(StrEnum):
    """What an item wants to know; it decides which measures its answers feed."""

    SATISFACTION = "satisfaction"  # 总体满意度, 1-5: CSAT
    EXPERIENCE = "experience"  # 体验, SERVQUAL's perception
    EXPECTATION = "expectation"  # 期望, of what the experience with the same `about` tells
    NEED = "need"  # 需要程度: how far a service is wanted
    RECOMMEND = "recommend"  # 推荐意愿, 0-10: NPS (Reichheld 2003)
    EFFORT = "effort"  # 省力程度, 1-7, 7 the easiest: CES
    ACSI = "acsi"  # one of the items of the index of Fornell et al. 1996
    LOYALTY = "loyalty"  # 忠诚度
    DEPENDENCE = "dependence"  # 依存度
    GAIN = "gain"  # 感知利得
    COST = "cost"  # 感知成本


class Layer(StrEnum):
    """What satisfaction is about (三个层次)."""

    PRODUCT = "product"  # 产品满意
    SERVICE = "service"  # 服务满意
    SOCIAL = "social"  # 社会满意


class NeedLevel(StrEnum):
    """Which need an item speaks of."""

    BASIC = "basic"  # 基本价值
    EXPECTED = "expected"  # 期望价值
    IDEAL = "ideal"  # 理想价值


class AskedItem(FrozenModel):
    """An item without its words."""

    item: Annotated[str, Business("the item's name within its questionnaire")]
    asks: Annotated[Asks, Business("what the item wants to know")]
    low: Annotated[int, Business("the scale's lowest score")]
    high: Annotated[int, Business("the scale's highest score")]
    lower_is_better: Annotated[bool, Business("whether a low score is the good one; measures turn it round")] = False
    weight: Annotated[int, Business("how much the item counts in an index, against the others")] = 1
    layer: Annotated[Layer | None, Business("product, service or social satisfaction")] = None
    group: Annotated[str | None, Business("the questionnaire's own heading over the item")] = None
    about: Annotated[str | None, Business("what is expected and experienced; items that share it are compared")] = None
    dimension: Annotated[str | None, Business("SERVQUAL's dimension, such as tangibles or reliability")] = None
    need_level: Annotated[NeedLevel | None, Business("which need it speaks of; decides what meeting it means")] = None


class AnsweredItem(AskedItem):
    """An item as it was asked, with the score that was given; it stays so whatever becomes of the questionnaire."""

    score: Annotated[int, Business("the score given, on the item's scale; an item left out has no score, not 0")]

    @property
    def good(self) -> int:
        """How many points above the worst score: 0 .. high - low."""
        return self.high - self.score if self.lower_is_better else self.score - self.low

    @property
    def directed(self) -> int:
        """The score on the item's scale as if a high one were the good one."""
        return self.low + self.good
