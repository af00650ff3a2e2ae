"""survey_answers: each score and each remark of each respondent, with how it was asked."""

from collections import Counter
from datetime import datetime
from typing import Annotated, NamedTuple

from domain.kernel.event import Recorded
from domain.kernel.fields import CustomerNo, OrderNo, PromiseNo
from domain.surveys.answer_events import AnswerGiven
from domain.surveys.asked_item import AnswerNo
from projections.fold.table import ReadTable, Rows


class AnswerRow(NamedTuple):
    """What one respondent answered to one item, or said in words."""

    answer_no: AnswerNo
    item: Annotated[str, "the item's name; order for the rating of an order, unmet_need/1 and the like for words"]
    survey_no: Annotated[str | None, "the survey it answers; null for the rating of an order"]
    questionnaire_no: Annotated[str | None, "the questionnaire that was asked; null for the rating of an order"]
    questionnaire_version: Annotated[int | None, "the version that was asked; null for the rating of an order"]
    order_no: Annotated[OrderNo | None, "the order that is rated; null for a survey"]
    customer_no: Annotated[CustomerNo | None, "the customer who answers; null where it is none of ours"]
    party: Annotated[str, "who answers: retailer, consumer or unknown"]
    channel: Annotated[str | None, "how the answer reached us"]
    answered_at: Annotated[datetime, "when it was answered"]
    month: Annotated[str, "the month it counts in, as 2024-06, in the branch's zone"]
    market_type: Annotated[str | None, "市场类型 of the customer, as known when it was recorded"]
    business_format: Annotated[str | None, "经营业态 of the customer, as known when it was recorded"]
    business_scale: Annotated[str | None, "经营规模 of the customer, as known when it was recorded"]
    account_manager: Annotated[str | None, "客户经理 of the customer, as known when it was recorded"]
    delivery: Annotated[str | None, "whether the rated order came when promised: on_time, late, null where not known"]
    promise_no: Annotated[PromiseNo | None, "the promise that tells so, if one was named"]
    asks: Annotated[str, "what the item wants to know; for words, what they speak of"]
    score: Annotated[int | None, "the score as given; null for words. An item left out has no row"] = None
    low: Annotated[int | None, "the scale's lowest score"] = None
    high: Annotated[int | None, "the scale's highest score"] = None
    lower_is_better: Annotated[bool | None, "whether a low score is the good one"] = None
    weight: Annotated[int | None, "how much the item counts in an index"] = None
    layer: Annotated[str | None, "product, service or social satisfaction"] = None
    item_group: Annotated[str | None, "the questionnaire's own heading over the item"] = None
    about: Annotated[str | None, "what is expected and experienced; items that share it are compared"] = None
    dimension: Annotated[str | None, "SERVQUAL's dimension"] = None
    need_level: Annotated[str | None, "basic, expected or ideal"] = None
    theme: Annotated[str | None, "the heading that words are gathered under"] = None
    text: Annotated[str | None, "what was said in words"] = None


def _given(rows: Rows, recorded: Recorded[AnswerGiven]) -> Rows:
    event = recorded.event
    sheet = (
        event.survey_no,
        event.questionnaire_no,
        event.questionnaire_version,
        event.order_no,
        event.customer_no,
        event.party,
        event.channel,
        event.effective_at,
        f"{event.effective_on:%Y-%m}",
        event.market_type,
        event.business_format,
        event.business_scale,
        event.account_manager,
        event.delivery,
        event.promise_no,
    )
    scores = [
        AnswerRow(
            event.answer_no,
            i.item,
            *sheet,
            i.asks,
            score=i.score,
            low=i.low,
            high=i.high,
            lower_is_better=i.lower_is_better,
            weight=i.weight,
            layer=i.layer,
            item_group=i.group,
            about=i.about,
            dimension=i.dimension,
            need_level=i.need_level,
        )
        for i in event.items
    ]
    numbers = Counter(row.asks for row in rows if row.text)
    words = []
    for remark in event.remarks:
        numbers[remark.about] += 1
        name = f"{remark.about}/{numbers[remark.about]}"
        words.append(AnswerRow(event.answer_no, name, *sheet, remark.about, theme=remark.theme, text=remark.text))
    return [*rows, *scores, *words]


SURVEY_ANSWERS = ReadTable(
    name="survey_answers",
    meaning="What respondents answered to surveys (问卷) and how they rated orders, one row each item or remark",
    row=AnswerRow,
    key=("answer_no", "item"),
    group=("answer_no",),
    groups=lambda recorded: ((recorded.event.answer_no,),),
    folds={AnswerGiven: _given},
    version=2,
    indexes=(("survey_no",), ("month",), ("customer_no",)),
    unlisted=frozenset(AnswerRow._fields) - {"order_no", "customer_no", "score", "theme", "text"},
)
