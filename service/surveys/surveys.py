"""Questionnaires and surveys: publish, open, answer, close; and the rating of an order."""

from collections.abc import Mapping, Sequence
from datetime import date

from domain.customers.area import CUSTOMER
from domain.customers.customer import require_customer
from domain.kernel.event import Event
from domain.kernel.party import Party
from domain.kernel.stamp import Stamp
from domain.orders.area import ORDER
from domain.orders.order import require_order
from domain.promises.area import PROMISE
from domain.promises.promise import require_promise
from domain.surveys import answer as sheets
from domain.surveys import questionnaire as questionnaires
from domain.surveys import survey as decisions
from domain.surveys.answer_events import Delivery, Remark
from domain.surveys.area import ANSWER, QUESTIONNAIRE, SURVEY
from domain.surveys.questionnaire import require_questionnaire
from domain.surveys.questionnaire_events import QuestionnaireItem
from domain.surveys.survey import require_survey
from service.commands import CommandResult, record
from service.session import Envelope, Session
from service.unit_of_work import UnitOfWork


def publish_questionnaire(
    session: Session,
    questionnaire_no: str,
    title: str,
    population: Sequence[Party],
    items: Sequence[QuestionnaireItem],
    envelope: Envelope,
) -> CommandResult:
    """Settle a questionnaire, or its next version."""
    asked = {
        "command": "survey publish",
        "questionnaire_no": questionnaire_no,
        "title": title,
        "population": list(population),
        "items": [item.model_dump(mode="json") for item in items],
    }
    return record(
        session,
        envelope,
        asked,
        lambda unit, stamp: questionnaires.publish_questionnaire(
            unit.get(QUESTIONNAIRE, questionnaire_no),
            questionnaire_no=questionnaire_no,
            title=title,
            population=population,
            items=items,
            stamp=stamp,
        ),
    )


def open_survey(
    session: Session,
    survey_no: str,
    questionnaire_no: str,
    envelope: Envelope,
    *,
    title: str | None = None,
    planned_until: date | None = None,
    customer_nos: Sequence[str] = (),
    sizes: Mapping[str, int] | None = None,
) -> CommandResult:
    """Begin a round of asking: the named customers, or whoever answers."""
    asked = {
        "command": "survey open",
        "survey_no": survey_no,
        "questionnaire_no": questionnaire_no,
        "title": title,
        "planned_until": planned_until,
        "customers": list(customer_nos),
        "sizes": dict(sizes or {}),
    }

    def decide(unit: UnitOfWork, stamp: Stamp) -> Sequence[Event]:
        numbers = sorted(set(customer_nos))
        unit.load(CUSTOMER.key(number) for number in numbers)
        return decisions.open_survey(
            unit.get(SURVEY, survey_no),
            require_questionnaire(unit.get(QUESTIONNAIRE, questionnaire_no), questionnaire_no),
            survey_no=survey_no,
            stamp=stamp,
            title=title,
            planned_until=planned_until,
            customers=[require_customer(unit.get(CUSTOMER, number), number) for number in numbers],
            sizes=sizes,
        )

    return record(session, envelope, asked, decide)


def close_survey(session: Session, survey_no: str, envelope: Envelope) -> CommandResult:
    """End a round of asking."""
    return record(
        session,
        envelope,
        {"command": "survey close", "survey_no": survey_no},
        lambda unit, stamp: decisions.close_survey(require_survey(unit.get(SURVEY, survey_no), survey_no), stamp=stamp),
    )


def answer_survey(
    session: Session,
    survey_no: str,
    scores: Mapping[str, int],
    envelope: Envelope,
    *,
    answer_no: str | None = None,
    party: Party | None = None,
    customer_no: str | None = None,
    channel: str | None = None,
    remarks: Sequence[Remark] = (),
) -> CommandResult:
    """Record a sheet. A customer's has a number of its own making, by which they answer once; others need one."""
    asked = {
        "command": "survey answer",
        "survey_no": survey_no,
        "scores": dict(scores),
        "answer_no": answer_no,
        "party": party,
        "customer_no": customer_no,
        "channel": channel,
        "remarks": [remark.model_dump(mode="json") for remark in remarks],
    }
    number = sheets.answer_no_of(survey_no, answer_no=answer_no, customer_no=customer_no)
    return record(
        session,
        envelope,
        asked,
        lambda unit, stamp: decide_answer(
            unit,
            stamp,
            survey_no,
            scores,
            answer_no=number,
            party=party,
            customer_no=customer_no,
            channel=channel,
            remarks=remarks,
        ),
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
    survey = require_survey(unit.get(SURVEY, survey_no), survey_no)
    number = survey.questionnaire_no
    return sheets.give_answer(
        unit.get(ANSWER, answer_no),
        survey,
        require_questionnaire(unit.get(QUESTIONNAIRE, number), number),
        answer_no=answer_no,
        scores=scores,
        stamp=stamp,
        party=party,
        customer=require_customer(unit.get(CUSTOMER, customer_no), customer_no) if customer_no else None,
        channel=channel,
        remarks=remarks,
        promise=require_promise(unit.get(PROMISE, promise_no), promise_no) if promise_no else None,
    )


def rate_order(
    session: Session,
    order_no: str,
    score: int,
    envelope: Envelope,
    *,
    answer_no: str | None = None,
    channel: str | None = None,
    delivery: Delivery | None = None,
    remarks: Sequence[Remark] = (),
) -> CommandResult:
    """Record how satisfied the customer is with an order; the first rating goes by the order's number."""
    asked = {
        "command": "satisfaction rate",
        "order_no": order_no,
        "score": score,
        "answer_no": answer_no,
        "channel": channel,
        "delivery": delivery,
        "remarks": [remark.model_dump(mode="json") for remark in remarks],
    }

    def decide(unit: UnitOfWork, stamp: Stamp) -> Sequence[Event]:
        order = require_order(unit.get(ORDER, order_no), order_no)
        number = answer_no or order_no
        return sheets.rate_order(
            unit.get(ANSWER, number),
            order,
            require_customer(unit.get(CUSTOMER, order.customer_no), order.customer_no),
            answer_no=number,
            score=score,
            stamp=stamp,
            channel=channel,
            delivery=delivery,
            remarks=remarks,
        )

    return record(session, envelope, asked, decide)
