"""Questionnaires and surveys: publish, open, answer, close; and the rating of an order."""

from collections.abc import Mapping, Sequence
from datetime import date

from domain.customers.area import CUSTOMER
from domain.kernel.event import Event
from domain.kernel.party import Party
from domain.kernel.stamp import Stamp
from domain.orders.area import ORDER
from domain.promises.area import PROMISE
from domain.surveys import answer as sheets
from domain.surveys import questionnaire as questionnaires
from domain.surveys import survey as decisions
from domain.surveys.answer_events import Delivery, Remark
from domain.surveys.area import ANSWER, QUESTIONNAIRE, SURVEY
from domain.surveys.questionnaire_events import QuestionnaireItem
from service.commands import command
from service.unit_of_work import UnitOfWork


@command("survey publish")
def publish_questionnaire(
    unit: UnitOfWork,
    stamp: Stamp,
    questionnaire_no: str,
    title: str,
    population: Sequence[Party],
    items: Sequence[QuestionnaireItem],
) -> Sequence[Event]:
    """Settle a questionnaire, or its next version."""
    return questionnaires.publish_questionnaire(
        unit.get(QUESTIONNAIRE, questionnaire_no),
        questionnaire_no=questionnaire_no,
        title=title,
        population=population,
        items=items,
        stamp=stamp,
    )


@command("survey open")
def open_survey(
    unit: UnitOfWork,
    stamp: Stamp,
    survey_no: str,
    questionnaire_no: str,
    *,
    title: str | None = None,
    planned_until: date | None = None,
    customers: Sequence[str] = (),
    sizes: Mapping[str, int] | None = None,
) -> Sequence[Event]:
    """Begin a round of asking: the named customers, or whoever answers."""
    numbers = sorted(set(customers))
    unit.load(CUSTOMER.key(number) for number in numbers)
    return decisions.open_survey(
        unit.get(SURVEY, survey_no),
        unit.require(QUESTIONNAIRE, questionnaire_no),
        survey_no=survey_no,
        stamp=stamp,
        title=title,
        planned_until=planned_until,
        customers=[unit.require(CUSTOMER, number) for number in numbers],
        sizes=sizes,
    )


@command("survey close")
def close_survey(unit: UnitOfWork, stamp: Stamp, survey_no: str) -> Sequence[Event]:
    """End a round of asking."""
    return decisions.close_survey(unit.require(SURVEY, survey_no), stamp=stamp)


@command("survey answer")
def answer_survey(
    unit: UnitOfWork,
    stamp: Stamp,
    survey_no: str,
    scores: Mapping[str, int],
    *,
    answer_no: str | None = None,
    party: Party | None = None,
    customer_no: str | None = None,
    channel: str | None = None,
    remarks: Sequence[Remark] = (),
) -> Sequence[Event]:
    """Record a sheet. A customer's has a number of its own making, by which they answer once; others need one."""
    return decide_answer(
        unit,
        stamp,
        survey_no,
        scores,
        answer_no=sheets.answer_no_of(survey_no, answer_no=answer_no, customer_no=customer_no),
        party=party,
        customer_no=customer_no,
        channel=channel,
        remarks=remarks,
    )


def decide_answer(
    unit: UnitOfWork,
    stamp: Stamp,
    survey_no: str,
    scores: Mapping[str, int],
    *,
    answer_no: str,
    party: Party | None,
    customer_no: str | None,
    channel: str | None,
    remarks: Sequence[Remark],
    promise_no: str | None = None,
) -> Sequence[Event]:
    """What recording a sheet comes to; also for imports, which decide many together."""
    survey = unit.require(SURVEY, survey_no)
    return sheets.give_answer(
        unit.get(ANSWER, answer_no),
        survey,
        unit.require(QUESTIONNAIRE, survey.questionnaire_no),
        answer_no=answer_no,
        scores=scores,
        stamp=stamp,
        party=party,
        customer=unit.require(CUSTOMER, customer_no) if customer_no else None,
        channel=channel,
        remarks=remarks,
        promise=unit.require(PROMISE, promise_no) if promise_no else None,
    )


@command("satisfaction rate")
def rate_order(
    unit: UnitOfWork,
    stamp: Stamp,
    order_no: str,
    score: int,
    *,
    answer_no: str | None = None,
    channel: str | None = None,
    delivery: Delivery | None = None,
    remarks: Sequence[Remark] = (),
) -> Sequence[Event]:
    """Record how satisfied the customer is with an order; the first rating goes by the order's number."""
    order = unit.require(ORDER, order_no)
    number = answer_no or order_no
    return sheets.rate_order(
        unit.get(ANSWER, number),
        order,
        unit.require(CUSTOMER, order.customer_no),
        answer_no=number,
        score=score,
        stamp=stamp,
        channel=channel,
        delivery=delivery,
        remarks=remarks,
    )
