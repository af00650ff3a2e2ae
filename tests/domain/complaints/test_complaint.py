"""A complaint is received, answered, settled, and taken up again."""

from datetime import date
from typing import Any

import pytest

from domain.complaints.area import COMPLAINT
from domain.complaints.complaint import (
    close_complaint,
    receive_complaint,
    reopen_complaint,
)
from domain.complaints.events import ComplaintClosed, ComplaintReceived, ComplaintReopened, ComplaintResponded
from domain.complaints.handling import respond_to_complaint
from domain.complaints.refusals import (
    ComplaintAlreadyReceived,
    ComplaintIsNotClosed,
    ComplaintIsUnanswered,
    ComplaintNotFound,
    ComplaintStepTooEarly,
    OrderOfAnotherCustomer,
)
from domain.customers.refusals import CustomerNotEnrolledYet
from domain.kernel.party import Party
from domain.kernel.refusals import InvalidIdentifier, InvalidText, ReasonRequired
from tests.domain.complaints.complaint_cases import CLOSED
from tests.domain.scenario import enrolled, given, received, responded, the_customer, the_order, told

SETTLED = ("已补货", "装车前复核", "漏装")
REOPENED = told(ComplaintReopened, "2021-06-04", complaint_no="C-1")


def receive(**said: Any) -> Any:
    return given().when(receive_complaint, **{"complaint_no": "C-1", "text": "少送一条", **said})


def test_anybody_may_complain() -> None:
    receive().then(
        ComplaintReceived,
        complaint_no="C-1",
        text="少送一条",
        party=Party.UNKNOWN,
        customer_no=None,
        order_no=None,
        category=None,
        channel=None,
        about_employee=None,
    )


def test_a_complaint_of_a_customer_is_a_retailers() -> None:
    receive(customer=the_customer()).then(ComplaintReceived, customer_no="110001", party=Party.RETAILER)


def test_a_consumer_complains_as_such() -> None:
    receive(party=Party.CONSUMER).then(ComplaintReceived, party=Party.CONSUMER, customer_no=None)


def test_a_complaint_says_what_it_is_about() -> None:
    receive(
        customer=the_customer(), order=the_order(), category=" 配送 ", channel="12313 热线", about_employee="E3"
    ).then(ComplaintReceived, order_no="A-1", category="配送", channel="12313 热线", about_employee="E3")


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"complaint_no": "C\u202e1"}, InvalidIdentifier),
        ({"text": ""}, InvalidText),
        ({"category": ""}, InvalidText),
        ({"category": "配" * 101}, InvalidText),
        ({"channel": ""}, InvalidText),
        ({"channel": "热" * 101}, InvalidText),
        ({"about_employee": ""}, InvalidIdentifier),
    ],
    ids=lambda value: "" if isinstance(value, type) else ascii(value)[:30],
)
def test_a_complaint_is_told_in_readable_words(said: dict[str, str], refusal: type) -> None:
    receive(**said).then_refused(refusal)


def test_a_complaint_number_is_received_once() -> None:
    given(received("2021-06-01")).when(receive_complaint, complaint_no="C-1", text="少送一条").then_refused(
        ComplaintAlreadyReceived, since=date(2021, 6, 1)
    )


def test_a_customer_complains_only_once_enrolled() -> None:
    receive(customer=the_customer(enrolled("2021-07-01")), at="2021-06-30").then_refused(CustomerNotEnrolledYet)


@pytest.mark.parametrize("customer", [None, the_customer(enrolled(customer_no="110002"))], ids=["nobody", "another"])
def test_an_order_is_complained_about_by_its_customer(customer: Any) -> None:
    receive(customer=customer, order=the_order()).then_refused(OrderOfAnotherCustomer, holder="110001")


def test_a_complaint_is_answered() -> None:
    given(received(customer_no="110001")).when(respond_to_complaint, "已补送").then(
        ComplaintResponded, text="已补送", complaint_no="C-1", customer_no="110001"
    )


def test_an_answered_complaint_may_be_answered_again() -> None:
    given(received(), responded()).when(respond_to_complaint, "再次说明").then(ComplaintResponded)


def test_an_answered_complaint_is_closed_with_its_outcome() -> None:
    given(received(), responded()).when(close_complaint, *SETTLED).then(
        ComplaintClosed, outcome="已补货", action="装车前复核", cause="漏装", record="complete", by_first_asked=True
    )


def test_a_complaint_nobody_answered_is_not_closed() -> None:
    given(received()).when(close_complaint, *SETTLED).then_refused(ComplaintIsUnanswered)


def test_a_reopened_complaint_is_answered_anew_before_it_is_closed() -> None:
    given(received(), responded(), CLOSED, REOPENED).when(close_complaint, *SETTLED).then_refused(ComplaintIsUnanswered)


def test_a_closed_complaint_is_reopened_for_a_reason() -> None:
    scenario = given(received(), responded(), CLOSED)
    scenario.when(reopen_complaint, reason="客户不认可").then(ComplaintReopened, reason="客户不认可")
    scenario.when(reopen_complaint).then_refused(ReasonRequired)


@pytest.mark.parametrize(("history", "status"), [((), "open"), ((responded(),), "answered")])
def test_only_a_closed_complaint_is_reopened(history: tuple[Any, ...], status: str) -> None:
    given(received(), *history).when(reopen_complaint, reason="客户不认可").then_refused(
        ComplaintIsNotClosed, status=status
    )


@pytest.mark.parametrize("text", ["", " \n"])
def test_an_answer_and_a_closing_have_words(text: str) -> None:
    answered = given(received(), responded())
    answered.when(respond_to_complaint, text).then_refused(InvalidText, field="text")
    answered.when(close_complaint, text, "装车前复核", "漏装").then_refused(InvalidText, field="outcome")
    answered.when(close_complaint, "已补货", text, "漏装").then_refused(InvalidText, field="action")
    answered.when(close_complaint, "已补货", "装车前复核", text).then_refused(InvalidText, field="cause")


@pytest.mark.parametrize(
    ("step", "arguments", "history"),
    [
        (respond_to_complaint, ("已补送",), (received("2021-06-02"),)),
        (close_complaint, SETTLED, (received("2021-06-01"), responded("2021-06-02"))),
        (reopen_complaint, (), (received("2021-06-01"), responded("2021-06-01"), CLOSED)),
    ],
)
def test_no_step_comes_before_the_last_one_but_both_may_be_at_one_instant(
    step: Any, arguments: tuple[str, ...], history: tuple[Any, ...]
) -> None:
    last = "2021-06-03" if CLOSED in history else "2021-06-02"
    scenario = given(*history)
    assert scenario.when(step, *arguments, at=last, reason="准时").refusal is None
    scenario.when(step, *arguments, at="2021-06-01 23:59", reason="早了").then_refused(ComplaintStepTooEarly)


def test_a_complaint_that_was_never_received_is_not_found() -> None:
    with pytest.raises(ComplaintNotFound, match="C-9"):
        COMPLAINT.require("C-9", None)
