"""A contact is planned and made, in time or late, missed or called off; or made without a plan."""

from datetime import date
from decimal import Decimal
from functools import reduce
from typing import Any

import pytest

from domain.contacts import contact as contacts
from domain.contacts.area import CONTACT
from domain.contacts.contact import (
    Punctuality,
    call_off_contact,
    miss_contact,
    plan_contact,
    punctuality_of,
    record_contact,
)
from domain.contacts.events import (
    ContactCalledOff,
    ContactKind,
    ContactMade,
    ContactMissed,
    ContactPlanned,
    Counterpart,
    Initiator,
    Need,
    Purpose,
    ServiceNeed,
    Setting,
)
from domain.contacts.refusals import (
    ContactDueTooEarly,
    ContactIsDue,
    ContactIsKnown,
    ContactIsUndescribed,
    ContactNotFound,
    ContactOfAnotherCustomer,
    ContactStepTooEarly,
)
from domain.customers.refusals import CustomerNotEnrolledYet
from domain.kernel.refusals import InvalidIdentifier, InvalidText, InvalidValue, ReasonRequired
from tests.domain.scenario import enrolled, given, the_customer, told

DUE = date(2021, 7, 15)
ABOUT: dict[str, Any] = {"contact_no": "K-1", "customer_no": "110001", "owner": "E7", "due_on": DUE}
MATTER: dict[str, Any] = {"kind": ContactKind.TRAINING, "purpose": Purpose.EMOTIONAL, "theme": "陈列"}
PLANNED = told(ContactPlanned, "2021-07-01 09:00", **ABOUT, **MATTER)
MISSED = told(ContactMissed, "2021-07-16", **ABOUT)
CALLED_OFF = told(ContactCalledOff, "2021-07-10", **ABOUT)
MADE = told(
    ContactMade,
    "2021-07-10",
    **ABOUT,
    **MATTER,
    setting=Setting.OFFLINE,
    initiated_by=Initiator.US,
    made_by="E7",
    days_late=-5,
    was_missed=False,
)
SAID: dict[str, Any] = {"kind": ContactKind.CALL, "theme": "补货", "initiated_by": Initiator.CUSTOMER}


def plan(*history: Any, at: str = "2021-07-01", **said: Any) -> Any:
    asked = {"contact_no": "K-1", "kind": ContactKind.VISIT, "theme": "陈列", "due_on": DUE, **said}
    return given(*history).when(plan_contact, the_customer(), at=at, **asked)


def record(*history: Any, at: str = "2021-07-10", made_by: str | None = None, **said: Any) -> Any:
    return given(*history).when(record_contact, the_customer(), said, contact_no="K-1", made_by=made_by, at=at)


def test_a_plan_says_with_whom_what_for_by_when_and_who_answers_for_it() -> None:
    plan().then(ContactPlanned, **ABOUT, kind=ContactKind.VISIT, purpose=Purpose.BUSINESS, theme="陈列")
    plan(owner="E9", purpose=Purpose.EMOTIONAL).then(ContactPlanned, owner="E9", purpose=Purpose.EMOTIONAL)


def test_a_contact_is_planned_for_a_day_that_is_not_over() -> None:
    plan(at="2021-07-15 23:00").then(ContactPlanned)
    plan(at="2021-07-16").then_refused(
        ContactDueTooEarly, contact_no="K-1", field="due", due_on=DUE, day=date(2021, 7, 16)
    )


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"contact_no": ""}, InvalidIdentifier),
        ({"contact_no": "@7"}, InvalidIdentifier),
        ({"owner": " "}, InvalidIdentifier),
        ({"theme": ""}, InvalidText),
        ({"theme": "长" * 201}, InvalidText),
    ],
)
def test_a_plan_is_written_in_numbers_and_text_that_can_be_kept(said: dict[str, Any], refusal: Any) -> None:
    plan(**said).then_refused(refusal, field=next(iter(said)))


def test_a_number_is_planned_once() -> None:
    plan(PLANNED).then_refused(ContactIsKnown, contact_no="K-1", status="planned")
    plan(MADE).then_refused(ContactIsKnown, status="made")


def test_nothing_is_planned_or_recorded_before_the_customer_is_enrolled() -> None:
    plan(at="2019-12-31").then_refused(CustomerNotEnrolledYet)
    record(at="2019-12-31", **SAID).then_refused(CustomerNotEnrolledYet)


def test_a_planned_contact_is_recorded_as_it_was_planned_unless_said_otherwise() -> None:
    record(PLANNED, made_by="E9").then(
        ContactMade,
        **ABOUT,
        **MATTER,
        setting=Setting.OFFLINE,
        initiated_by=Initiator.US,
        made_by="E9",
        days_late=-5,
        was_missed=False,
        needs=(),
        solved=None,
    )
    record(PLANNED, theme="促销", initiated_by=Initiator.CUSTOMER).then(
        ContactMade, theme="促销", initiated_by=Initiator.CUSTOMER, kind=ContactKind.TRAINING, made_by="E7"
    )


def test_an_unplanned_contact_says_what_it_was_and_who_began_it() -> None:
    record(**SAID).then(
        ContactMade,
        **{**ABOUT, "due_on": None},
        **SAID,
        purpose=Purpose.BUSINESS,
        setting=Setting.OFFLINE,
        made_by="E7",
        days_late=None,
        was_missed=False,
    )
    record(made_by="E9", **SAID).then(ContactMade, owner="E9", made_by="E9")
    for field in SAID:
        said = {name: value for name, value in SAID.items() if name != field}
        record(**said).then_refused(ContactIsUndescribed, contact_no="K-1", field=field)


def test_an_online_message_is_online() -> None:
    online = {**SAID, "kind": ContactKind.ONLINE_MESSAGE}
    record(**online).then(ContactMade, setting=Setting.ONLINE)
    record(**online, setting=Setting.OFFLINE).then(ContactMade, setting=Setting.OFFLINE)
    record(**SAID, setting=Setting.ONLINE).then(ContactMade, setting=Setting.ONLINE)


def test_a_contact_keeps_what_was_said_and_found() -> None:
    more: dict[str, Any] = {
        "counterpart": Counterpart.HOLDER,
        "needs": (ServiceNeed(service="报纸", need=Need.UNNEEDED), ServiceNeed(service="送货", need=Need.NEEDED)),
        "minutes": 1440,
        "cost": Decimal("1000000000"),
        "solved": True,
        "next_due_on": date(2021, 7, 11),
    }
    found = record(**SAID, **more, outcome=" 已约定 ", finding=" 断货 ")
    found.then(ContactMade, **more, outcome="已约定", finding="断货")
    record(**SAID, minutes=1, cost=Decimal(0)).then(ContactMade, minutes=1, cost=Decimal(0))


@pytest.mark.parametrize(
    ("said", "refusal", "field"),
    [
        ({"outcome": " "}, InvalidText, "outcome"),
        ({"finding": ""}, InvalidText, "finding"),
        ({"theme": ""}, InvalidText, "theme"),
        ({"theme": "长" * 201}, InvalidText, "theme"),
        ({"needs": (ServiceNeed(service=" ", need=Need.NEEDED),)}, InvalidText, "need"),
        ({"needs": (ServiceNeed(service="报纸", need=Need.NEEDED),) * 2}, InvalidValue, "need"),
        ({"minutes": 0}, InvalidValue, "minutes"),
        ({"minutes": 1441}, InvalidValue, "minutes"),
        ({"cost": Decimal("-0.01")}, InvalidValue, "cost"),
        ({"cost": Decimal("1000000000.01")}, InvalidValue, "cost"),
        ({"next_due_on": date(2021, 7, 10)}, ContactDueTooEarly, "next_due"),
    ],
)
def test_what_cannot_be_right_is_refused(said: dict[str, Any], refusal: Any, field: str) -> None:
    record(**{**SAID, **said}).then_refused(refusal, field=field)


def test_who_made_it_is_a_number() -> None:
    record(**SAID, made_by="").then_refused(InvalidIdentifier, field="made_by")
    given().when(record_contact, the_customer(), SAID, contact_no=" ").then_refused(InvalidIdentifier)


@pytest.mark.parametrize(
    ("at", "days", "how"),
    [
        ("2021-07-01 09:00", -14, Punctuality.ON_TIME),
        ("2021-07-15 23:59", 0, Punctuality.ON_TIME),
        ("2021-07-16", 1, Punctuality.LATE),
    ],
)
def test_a_contact_is_on_time_until_the_end_of_the_planned_day(at: str, days: int, how: Punctuality) -> None:
    found = record(PLANNED, at=at)
    found.then(ContactMade, days_late=days, was_missed=False)
    assert punctuality_of(found.events[0]) is how


def test_what_nobody_recorded_by_the_closing_stays_missed_unless_it_was_made_late() -> None:
    in_time, late = record(PLANNED, MISSED, at="2021-07-10"), record(PLANNED, MISSED, at="2021-07-20")
    in_time.then(ContactMade, days_late=-5, was_missed=True)
    late.then(ContactMade, days_late=5, was_missed=True)
    assert punctuality_of(in_time.events[0]) is None
    assert punctuality_of(late.events[0]) is Punctuality.LATE
    assert punctuality_of(record(**SAID).events[0]) is None


def test_a_planned_contact_stays_with_its_customer() -> None:
    other = the_customer(enrolled(customer_no="110002"))
    given(PLANNED).when(record_contact, other, {}, contact_no="K-1", at="2021-07-10").then_refused(
        ContactOfAnotherCustomer, contact_no="K-1", holder="110001", customer_no="110002"
    )


def test_a_contact_is_not_made_before_it_was_planned() -> None:
    record(PLANNED, at="2021-07-01 08:59").then_refused(ContactStepTooEarly, contact_no="K-1")


@pytest.mark.parametrize(("last", "status"), [(MADE, "made"), (CALLED_OFF, "called_off")])
def test_what_became_of_a_contact_stays(last: Any, status: str) -> None:
    record(PLANNED, last, at="2021-07-12").then_refused(ContactIsKnown, contact_no="K-1", status=status)
    given(PLANNED, last).when(call_off_contact, at="2021-07-12", reason="x").then_refused(ContactIsKnown)
    given(PLANNED, last).when(miss_contact, at="2021-07-16").then_nothing()


def test_a_plan_is_called_off_only_before_its_day_has_passed() -> None:
    for at in ("2021-07-10", "2021-07-15 23:59"):
        given(PLANNED).when(call_off_contact, at=at, reason="停业").then(ContactCalledOff, **ABOUT, reason="停业")
    given(PLANNED).when(call_off_contact, at="2021-07-16", reason="x").then_refused(
        ContactIsDue, contact_no="K-1", due_on=DUE
    )
    given(PLANNED, MISSED).when(call_off_contact, at="2021-07-10", reason="x").then_refused(ContactIsDue)
    given(PLANNED).when(call_off_contact, at="2021-07-10").then_refused(ReasonRequired)


def test_a_plan_is_missed_once_when_its_day_has_ended() -> None:
    given(PLANNED).when(miss_contact, at="2021-07-16").then(ContactMissed, **ABOUT)
    given(PLANNED).when(miss_contact, at="2021-07-15 23:59").then_nothing()
    given(PLANNED, MISSED).when(miss_contact, at="2021-07-16").then_nothing()


def test_an_unplanned_contact_is_never_missed() -> None:
    unplanned = record(**SAID).events
    assert reduce(contacts.evolve, unplanned, None).due_on is None  # type: ignore[union-attr]
    given(*unplanned).when(miss_contact, at="2021-08-01").then_nothing()


def test_an_unknown_number_is_no_contact() -> None:
    with pytest.raises(ContactNotFound):
        CONTACT.require("K-9", None)
