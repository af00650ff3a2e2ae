"""A respondent's sheet: the answers to a survey, or the rating of an order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from domain.customers.customer import Customer, refuse_not_enrolled_yet
from domain.kernel.party import Party
from domain.kernel.stamp import Stamp
from domain.kernel.text import check_identifier, check_text, escaped
from domain.orders.order import Order
from domain.promises.promise import Promise, PromiseStatus
from domain.surveys.answer_events import AnswerGiven, Delivery, Remark
from domain.surveys.asked_item import AnsweredItem, AskedItem, Asks, Layer
from domain.surveys.questionnaire import Questionnaire
from domain.surveys.refusals import (
    AlreadyAnswered,
    AnswerNotNumbered,
    AnswerTooEarly,
    InvalidScore,
    ItemNotAsked,
    NothingAnswered,
    OrderAlreadyRated,
)
from domain.surveys.strata import profile_at
from domain.surveys.survey import Survey, refuse_not_asked, refuse_not_open

ORDER_ITEM = AskedItem(item="order", asks=Asks.SATISFACTION, low=1, high=5, layer=Layer.SERVICE)
"""What the rating of an order asks: how satisfied with it, from 1 to 5."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What decisions need of a sheet. `expected` holds the scores of one that has only told its expectations yet."""

    answer_no: str
    at: datetime
    on: date
    expected: tuple[AnsweredItem, ...]


def answer_no_of(survey_no: str, *, answer_no: str | None = None, customer_no: str | None = None) -> str:
    """The number of a sheet: a customer has one in each survey, by whatever channel it comes; others need one given.

    Raises `AnswerNotNumbered`.
    """
    own = customer_no or answer_no
    if own is None:
        raise AnswerNotNumbered
    return f"{survey_no}:{own}"


def give_answer(
    answer: Answer | None,
    survey: Survey,
    questionnaire: Questionnaire,
    *,
    answer_no: str,
    scores: Mapping[str, int],
    stamp: Stamp,
    party: Party | None = None,
    customer: Customer | None = None,
    channel: str | None = None,
    remarks: Sequence[Remark] = (),
    promise: Promise | None = None,
) -> list[AnswerGiven]:
    """Record a respondent's scores by item, and their words; an item left out stays unanswered.

    A respondent answers once, or twice where the first sheet told expectations only; the second one then carries them.
    Where they speak of a delivery that was promised, what became of the promise so far tells whether it was on time.
    """
    check_identifier("answer_no", answer_no)
    refuse_not_open(survey, stamp)
    party = party or (Party.RETAILER if customer else Party.UNKNOWN)
    refuse_not_asked(survey, party, customer)
    if customer is not None:
        refuse_not_enrolled_yet(customer, stamp)
    asked = {item.item: item for item in questionnaire.by_number[survey.questionnaire_version].items}
    items = [_scored(asked, name, score) for name, score in scores.items()]
    if not items and not remarks:
        raise NothingAnswered(answer_no=answer_no)
    if answer is not None:
        expected = {item.item for item in answer.expected}
        if not expected or expected & scores.keys():
            raise AlreadyAnswered(answer_no=answer_no, since=answer.on)
        if stamp.effective_at < answer.at:
            raise AnswerTooEarly(answer_no=answer_no, at=stamp.effective_at.isoformat(), since=answer.at.isoformat())
    return [
        AnswerGiven(
            **stamp.fields(),
            **_respondent(customer, stamp),
            answer_no=answer_no,
            survey_no=survey.survey_no,
            questionnaire_no=questionnaire.number,
            questionnaire_version=survey.questionnaire_version,
            party=party,
            channel=_channel(channel),
            delivery=_ARRIVED.get(promise.status) if promise else None,
            promise_no=promise and promise.promise_no,
            items=tuple(items),
            earlier=answer.expected if answer else (),
            remarks=_checked(remarks),
        )
    ]


def rate_order(
    answer: Answer | None,
    order: Order,
    customer: Customer,
    *,
    answer_no: str,
    score: int,
    stamp: Stamp,
    channel: str | None = None,
    delivery: Delivery | None = None,
    remarks: Sequence[Remark] = (),
) -> list[AnswerGiven]:
    """Record how satisfied a customer is with an order, from 1 to 5; it may be rated again under another number."""
    check_identifier("answer_no", answer_no)
    if answer is not None:
        raise OrderAlreadyRated(order_no=order.order_no, since=answer.on, answer_no=answer_no)
    refuse_not_enrolled_yet(customer, stamp)
    return [
        AnswerGiven(
            **stamp.fields(),
            **_respondent(customer, stamp),
            answer_no=answer_no,
            order_no=order.order_no,
            party=Party.RETAILER,
            channel=_channel(channel),
            delivery=delivery,
            items=(_scored({ORDER_ITEM.item: ORDER_ITEM}, ORDER_ITEM.item, score),),
            remarks=_checked(remarks),
        )
    ]


def evolve(answer: Answer | None, event: AnswerGiven) -> Answer:
    """The sheet once `event` is known too."""
    only_expected = answer is None and all(item.asks is Asks.EXPECTATION for item in event.items)
    return Answer(event.answer_no, event.effective_at, event.effective_on, event.items if only_expected else ())


_ARRIVED = {PromiseStatus.KEPT: Delivery.ON_TIME, PromiseStatus.KEPT_LATE: Delivery.LATE}


def _scored(asked: Mapping[str, AskedItem], name: str, score: int) -> AnsweredItem:
    item = asked.get(name)
    if item is None:
        raise ItemNotAsked(item=escaped(name), known=", ".join(asked))
    if type(score) is not int or not item.low <= score <= item.high:
        raise InvalidScore(item=name, value=escaped(str(score)), low=item.low, high=item.high)
    return AnsweredItem(**{field: getattr(item, field) for field in AskedItem.model_fields}, score=score)


def _respondent(customer: Customer | None, stamp: Stamp) -> dict[str, Any]:
    if customer is None:
        return {}
    return {"customer_no": customer.customer_no, **profile_at(customer, stamp.effective_at)}


def _channel(channel: str | None) -> str | None:
    return None if channel is None else check_text("channel", channel, most=100)


def _checked(remarks: Sequence[Remark]) -> tuple[Remark, ...]:
    return tuple(
        Remark(
            about=remark.about,
            theme=None if remark.theme is None else check_text("theme", remark.theme, most=100),
            text=check_text("text", remark.text),
        )
        for remark in remarks
    )
