"""A promise is made, then kept in time or late, broken, or taken back while that hides nothing."""

from datetime import date
from typing import Any

import pytest

from domain.customers.refusals import CustomerNotEnrolledYet
from domain.kernel.refusals import InvalidIdentifier, InvalidText, ReasonRequired
from domain.promises.area import PROMISE
from domain.promises.events import (
    PromiseBroken,
    PromiseKept,
    PromiseLapsed,
    PromiseMade,
    PromisePublished,
    PromiseWithdrawn,
)
from domain.promises.promise import (
    break_promise,
    keep_promise,
    lapse,
    make_promise,
    publish_promise,
    withdraw_promise,
)
from domain.promises.refusals import (
    PromiseAlreadyMade,
    PromiseDueBeforeMade,
    PromiseIsDue,
    PromiseIsSettled,
    PromiseNotFound,
    PromiseOnAnothersMatter,
    PromiseStepTooEarly,
    PromiseToNobody,
)
from tests.domain.scenario import enrolled, given, received, the_complaint, the_customer, the_order, told

DUE = date(2021, 7, 15)
ABOUT: dict[str, Any] = {"promise_no": "P-1", "customer_no": "110001", "owner": "E7", "due_on": DUE}
MADE = told(PromiseMade, "2021-07-01 09:00", **ABOUT, text="补货", expected_effect="不再断货")
LAPSED = told(PromiseLapsed, "2021-07-16", **ABOUT)
KEPT = told(PromiseKept, "2021-07-10", **ABOUT, observed_effect="货架已满", days_late=0)
BROKEN = told(PromiseBroken, "2021-07-10", **ABOUT, workaround="改送同类")
WITHDRAWN = told(PromiseWithdrawn, "2021-07-10", **ABOUT)

SAID: dict[str, Any] = {"promise_no": "P-1", "text": "补货", "due_on": DUE, "expected_effect": "不再断货"}


def make(*, at: str = "2021-07-01", **said: Any) -> Any:
    return given().when(make_promise, at=at, **{**SAID, "customer": the_customer(), **said})


def publish(**said: Any) -> Any:
    return given().when(publish_promise, **{**SAID, **said})


def test_a_promise_to_a_customer_is_owned_by_who_makes_it_unless_another_is_named() -> None:
    said = {"text": "补货", "expected_effect": "不再断货", "order_no": None, "complaint_no": None}
    make().then(PromiseMade, **ABOUT, **said)
    make(owner="E9").then(PromiseMade, owner="E9")


def test_a_published_promise_is_made_to_all() -> None:
    publish().then(PromisePublished, **{**ABOUT, "customer_no": None}, text="补货", expected_effect="不再断货")
    publish(owner="E9").then(PromisePublished, owner="E9")


def test_a_promise_may_be_about_an_order_and_a_complaint_of_the_customer() -> None:
    complaint = the_complaint(received(customer_no="110001"))
    make(order=the_order(), complaint=complaint).then(PromiseMade, order_no="A-1", complaint_no="C-1")


def test_who_complained_may_be_promised_something_without_being_a_customer() -> None:
    make(customer=None, complaint=the_complaint()).then(PromiseMade, customer_no=None, complaint_no="C-1")


def test_a_promise_is_made_to_somebody() -> None:
    make(customer=None).then_refused(PromiseToNobody, promise_no="P-1")


def test_another_customers_order_or_complaint_is_no_ground() -> None:
    other = the_customer(enrolled(customer_no="110002"))
    make(customer=other, order=the_order()).then_refused(
        PromiseOnAnothersMatter, matter="order A-1", holder="customer 110001", customer_no="110002"
    )
    make(customer=other, complaint=the_complaint(received(customer_no="110001"))).then_refused(
        PromiseOnAnothersMatter, matter="complaint C-1", holder="customer 110001", customer_no="110002"
    )
    make(complaint=the_complaint()).then_refused(
        PromiseOnAnothersMatter, matter="complaint C-1", holder="none of our customers", customer_no="110001"
    )
    make(customer=None, complaint=the_complaint(), order=the_order()).then_refused(
        PromiseOnAnothersMatter, matter="order A-1", holder="customer 110001", customer_no="-"
    )


def test_a_promise_is_due_on_the_day_it_is_made_at_the_earliest() -> None:
    make(at="2021-07-15 23:59").then(PromiseMade)
    make(at="2021-07-16").then_refused(PromiseDueBeforeMade, due_on=DUE, made_on=date(2021, 7, 16), promise_no="P-1")


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"promise_no": " "}, InvalidIdentifier),
        ({"owner": ""}, InvalidIdentifier),
        ({"text": " "}, InvalidText),
        ({"expected_effect": ""}, InvalidText),
    ],
)
def test_a_promise_says_what_who_and_what_for(said: dict[str, Any], refusal: Any) -> None:
    make(**said).then_refused(refusal, field=next(iter(said)))
    publish(**said).then_refused(refusal)


def test_nothing_is_promised_before_the_customer_is_enrolled() -> None:
    make(at="2019-12-31").then_refused(CustomerNotEnrolledYet)


def test_a_number_is_given_once() -> None:
    given(MADE).when(make_promise, **SAID, customer=the_customer()).then_refused(
        PromiseAlreadyMade, promise_no="P-1", since=date(2021, 7, 1)
    )
    given(MADE).when(publish_promise, **SAID).then_refused(PromiseAlreadyMade)


@pytest.mark.parametrize(
    ("at", "late"),
    [("2021-07-01 09:00", 0), ("2021-07-15 23:59", 0), ("2021-07-16 00:00", 1), ("2021-08-01", 17)],
)
def test_a_promise_is_kept_in_time_until_the_end_of_its_due_day(at: str, late: int) -> None:
    for history in ([MADE], [MADE, LAPSED]):
        given(*history).when(keep_promise, "货架已满", at=at).then(
            PromiseKept, **ABOUT, observed_effect="货架已满", days_late=late
        )


def test_a_kept_promise_tells_what_it_brought_about() -> None:
    given(MADE).when(keep_promise, " ", at="2021-07-10").then_refused(InvalidText, field="observed")


def test_a_broken_promise_says_why_and_what_is_done_instead() -> None:
    broken = given(MADE).when(break_promise, "改送同类", at="2021-07-10", reason="停产")
    broken.then(PromiseBroken, **ABOUT, workaround="改送同类", reason="停产")
    given(MADE, LAPSED).when(break_promise, "改送同类", at="2021-07-20", reason="停产").then(PromiseBroken)
    given(MADE).when(break_promise, "改送同类", at="2021-07-10").then_refused(ReasonRequired)
    given(MADE).when(break_promise, "", at="2021-07-10", reason="停产").then_refused(InvalidText, field="workaround")


def test_a_promise_is_withdrawn_only_before_its_due_day_has_passed() -> None:
    for at in ("2021-07-10", "2021-07-15 23:59"):
        given(MADE).when(withdraw_promise, at=at, reason="已自行解决").then(PromiseWithdrawn, **ABOUT)
    given(MADE).when(withdraw_promise, at="2021-07-16", reason="x").then_refused(
        PromiseIsDue, promise_no="P-1", due_on=DUE
    )
    given(MADE, LAPSED).when(withdraw_promise, at="2021-07-10", reason="x").then_refused(PromiseIsDue)
    given(MADE).when(withdraw_promise, at="2021-07-10").then_refused(ReasonRequired)


@pytest.mark.parametrize(
    ("settled", "status"),
    [(KEPT, "kept"), (KEPT.model_copy(update={"days_late": 1}), "kept_late"), (BROKEN, "broken"),
     (WITHDRAWN, "withdrawn")],
)  # fmt: skip
def test_what_became_of_a_promise_stays(settled: Any, status: str) -> None:
    later = {"at": "2021-07-12", "reason": "x"}
    given(MADE, settled).when(keep_promise, "好", **later).then_refused(
        PromiseIsSettled, promise_no="P-1", status=status
    )
    given(MADE, settled).when(break_promise, "无", **later).then_refused(PromiseIsSettled)
    given(MADE, settled).when(withdraw_promise, **later).then_refused(PromiseIsSettled)
    given(MADE, settled).when(lapse, at="2021-07-16").then_nothing()


def test_nothing_becomes_of_a_promise_before_it_is_made() -> None:
    given(MADE).when(keep_promise, "好", at="2021-07-01 08:59").then_refused(PromiseStepTooEarly, promise_no="P-1")


def test_an_unkept_promise_lapses_once_when_its_due_day_has_ended() -> None:
    given(MADE).when(lapse, at="2021-07-16").then(PromiseLapsed, **ABOUT)
    given(MADE).when(lapse, at="2021-07-15 23:59").then_nothing()
    given(MADE, LAPSED).when(lapse, at="2021-07-16").then_nothing()


def test_an_unknown_number_is_no_promise() -> None:
    with pytest.raises(PromiseNotFound):
        PROMISE.require("P-9", None)
