"""A customer enters, is suspended, resumes and leaves; each judged at its own effective time."""

from datetime import date

import pytest

from domain.customers.area import CUSTOMER
from domain.customers.customer import enrol, record_visit, resume, supplied, suspend, verify_profile, withdraw
from domain.customers.events import (
    CustomerEnrolled,
    CustomerProfileVerified,
    CustomerResumed,
    CustomerStatus,
    CustomerSuspended,
    CustomerVisited,
    CustomerWithdrawn,
    WithdrawalKind,
)
from domain.customers.refusals import (
    CustomerAlreadyEnrolled,
    CustomerIsNotSuspended,
    CustomerIsSuspended,
    CustomerIsWithdrawn,
    CustomerNotEnrolledYet,
    CustomerNotFound,
    StatusChangedLater,
    SuspensionTooLong,
)
from domain.kernel.refusals import ApproverIsActor, InvalidIdentifier, InvalidText, InvalidValue, ReasonRequired
from tests.domain.scenario import enrolled, given, instant, resumed, suspended, the_customer, withdrawn


def test_a_shop_enrols_with_what_is_known_of_it() -> None:
    given().when(enrol, "110001", {"name": "好客来烟酒店", "district": None}, at="2021-07-01", approved_by="E8").then(
        CustomerEnrolled,
        customer_no="110001",
        name="好客来烟酒店",
        district=None,
        approved_by="E8",
        actor="E7",
        effective_at=instant("2021-07-01"),
        effective_on=date(2021, 7, 1),
    )


def test_a_number_is_all_a_shop_needs_to_enrol() -> None:
    given().when(enrol, "110001", {}).then(CustomerEnrolled, name=None, licence_no=None)


def test_a_number_is_enrolled_once() -> None:
    given(enrolled()).when(enrol, "110001", {}).then_refused(CustomerAlreadyEnrolled, since=date(2020, 1, 1))


def test_a_number_that_left_is_not_enrolled_again() -> None:
    given(enrolled(), withdrawn("2021-01-01")).when(enrol, "110001", {}).then_refused(CustomerAlreadyEnrolled)


def test_a_number_with_a_space_around_it_is_refused() -> None:
    given().when(enrol, " 110001", {}).then_refused(InvalidIdentifier)


def test_nobody_approves_their_own_enrolment() -> None:
    given().when(enrol, "110001", {}, by="E7", approved_by="E7").then_refused(ApproverIsActor)


def test_a_suspension_stops_supply() -> None:
    given(enrolled()).when(suspend, date(2021, 8, 1), at="2021-07-01", reason="装修", approved_by="E8").then(
        CustomerSuspended, planned_until=date(2021, 8, 1), reason="装修", approved_by="E8"
    )


def test_a_suspension_may_be_without_a_planned_end() -> None:
    given(enrolled()).when(suspend, reason="装修").then(CustomerSuspended, planned_until=None)


def test_a_suspension_needs_a_reason() -> None:
    given(enrolled()).when(suspend).then_refused(ReasonRequired)


def test_nobody_approves_their_own_suspension() -> None:
    given(enrolled()).when(suspend, reason="装修", approved_by="E7").then_refused(ApproverIsActor)


@pytest.mark.parametrize("until", [date(2021, 7, 1), date(2022, 7, 1)], ids=["the same day", "365 days later"])
def test_a_suspension_is_planned_for_a_year_at_most(until: date) -> None:
    given(enrolled()).when(suspend, until, at="2021-07-01", reason="装修").then(CustomerSuspended, planned_until=until)


def test_a_suspension_of_366_days_is_refused() -> None:
    given(enrolled()).when(suspend, date(2022, 7, 2), at="2021-07-01", reason="装修").then_refused(
        SuspensionTooLong, days=366, most=365
    )


def test_a_suspension_does_not_end_before_it_begins() -> None:
    given(enrolled()).when(suspend, date(2021, 6, 30), at="2021-07-01", reason="装修").then_refused(InvalidValue)


def test_a_suspended_shop_is_not_suspended_again() -> None:
    given(enrolled(), suspended("2021-06-01")).when(suspend, reason="装修").then_refused(
        CustomerIsSuspended, since=date(2021, 6, 1)
    )


def test_a_shop_is_not_suspended_before_it_enrolled() -> None:
    given(enrolled("2020-01-01")).when(suspend, at="2019-12-31", reason="装修").then_refused(
        CustomerNotEnrolledYet, since=date(2020, 1, 1), at=date(2019, 12, 31)
    )


def test_a_shop_may_be_suspended_at_the_instant_it_enrolled() -> None:
    given(enrolled("2020-01-01")).when(suspend, at="2020-01-01", reason="装修").then(CustomerSuspended)


def test_a_suspension_is_not_slipped_in_before_a_later_one() -> None:
    given(enrolled(), suspended("2021-08-01")).when(suspend, at="2021-07-01", reason="装修").then_refused(
        StatusChangedLater, status="suspended", since=date(2021, 8, 1), at=date(2021, 7, 1)
    )


def test_a_suspended_shop_resumes() -> None:
    given(enrolled(), suspended("2021-06-01")).when(resume, approved_by="E8").then(CustomerResumed, approved_by="E8")


def test_a_shop_may_resume_at_the_instant_it_was_suspended() -> None:
    given(enrolled(), suspended("2021-06-01")).when(resume, at="2021-06-01").then(CustomerResumed)


def test_a_shop_that_resumed_may_be_suspended_again() -> None:
    given(enrolled(), suspended("2021-01-01"), resumed("2021-02-01")).when(suspend, reason="装修").then(
        CustomerSuspended
    )


def test_only_a_suspended_shop_resumes() -> None:
    given(enrolled()).when(resume, at="2021-07-01").then_refused(CustomerIsNotSuspended, at=date(2021, 7, 1))


def test_a_shop_that_is_suspended_only_later_cannot_resume_now() -> None:
    given(enrolled(), suspended("2021-08-01")).when(resume).then_refused(CustomerIsNotSuspended)


def test_a_resumption_is_not_slipped_in_before_a_withdrawal() -> None:
    given(enrolled(), suspended("2021-06-01"), withdrawn("2021-08-01")).when(resume, at="2021-07-01").then_refused(
        StatusChangedLater, status="withdrawn"
    )


def test_a_shop_that_left_does_not_resume() -> None:
    given(enrolled(), withdrawn("2021-06-01")).when(resume).then_refused(CustomerIsWithdrawn, since=date(2021, 6, 1))


def test_nobody_approves_the_resumption_they_record() -> None:
    given(enrolled(), suspended("2021-06-01")).when(resume, approved_by="E7").then_refused(ApproverIsActor)


def test_a_shop_leaves_for_a_stated_cause() -> None:
    given(enrolled()).when(withdraw, WithdrawalKind.CESSATION, reason="迁往外地", approved_by="E8").then(
        CustomerWithdrawn, kind=WithdrawalKind.CESSATION, reason="迁往外地", approved_by="E8"
    )


def test_a_withdrawal_without_a_known_cause_says_so() -> None:
    given(enrolled()).when(withdraw, reason="迁往外地").then(CustomerWithdrawn, kind=WithdrawalKind.UNKNOWN)


def test_a_suspended_shop_may_leave() -> None:
    given(enrolled(), suspended("2021-06-01")).when(withdraw, reason="迁往外地").then(CustomerWithdrawn)


def test_a_withdrawal_needs_a_reason() -> None:
    given(enrolled()).when(withdraw).then_refused(ReasonRequired)


def test_nobody_approves_the_withdrawal_they_record() -> None:
    given(enrolled()).when(withdraw, reason="迁往外地", approved_by="E7").then_refused(ApproverIsActor)


def test_a_shop_leaves_once() -> None:
    given(enrolled(), withdrawn("2021-06-01")).when(withdraw, reason="迁往外地").then_refused(CustomerIsWithdrawn)


def test_a_shop_does_not_leave_before_it_enrolled() -> None:
    given(enrolled("2020-01-01")).when(withdraw, at="2019-12-31 23:59", reason="迁往外地").then_refused(
        CustomerNotEnrolledYet
    )


def test_a_withdrawal_is_not_slipped_in_before_a_suspension() -> None:
    given(enrolled(), suspended("2021-08-01")).when(withdraw, at="2021-07-01", reason="迁往外地").then_refused(
        StatusChangedLater
    )


def test_the_status_told_later_holds_of_two_at_one_instant() -> None:
    customer = the_customer(enrolled(), suspended("2021-06-01"), resumed("2021-06-01"))
    assert customer.status.at(instant("2021-06-01")) == "active"


def test_a_visit_leaves_a_trace_of_whoever_called() -> None:
    given(enrolled()).when(record_visit, "访销", "货架整齐", "E9").then(
        CustomerVisited, purpose="访销", finding="货架整齐", visitor="E9"
    )


def test_a_visitor_who_is_not_named_is_the_actor() -> None:
    given(enrolled()).when(record_visit, "访销", by="E7").then(CustomerVisited, visitor="E7", finding=None)


def test_a_shop_that_left_may_still_be_visited() -> None:
    given(enrolled(), withdrawn("2021-06-01")).when(record_visit, "访销").then(CustomerVisited)


def test_a_shop_is_not_visited_before_it_enrolled() -> None:
    given(enrolled("2020-01-01")).when(record_visit, "访销", at="2019-12-31").then_refused(CustomerNotEnrolledYet)


@pytest.mark.parametrize(
    ("arguments", "refusal"),
    [(("",), InvalidText), (("访销", " "), InvalidText), (("访销", None, "E 9\n"), InvalidIdentifier)],
    ids=["no purpose", "empty finding", "visitor of two lines"],
)
def test_a_visit_is_told_in_readable_words(arguments: tuple[str, ...], refusal: type) -> None:
    given(enrolled()).when(record_visit, *arguments).then_refused(refusal)


def test_a_file_checked_and_found_right_is_a_fact() -> None:
    given(enrolled()).when(verify_profile, ("name", "address"), " 无误 ").then(
        CustomerProfileVerified, fields=("name", "address"), note="无误"
    )


def test_a_check_that_names_no_field_covers_the_file() -> None:
    given(enrolled()).when(verify_profile).then(CustomerProfileVerified, fields=(), note=None)


def test_a_field_that_is_not_collected_is_not_verified() -> None:
    given(enrolled()).when(verify_profile, ("birthday",)).then_refused(InvalidValue, field="birthday")


def test_a_file_is_not_verified_before_the_shop_enrolled() -> None:
    given(enrolled("2020-01-01")).when(verify_profile, at="2019-12-31").then_refused(CustomerNotEnrolledYet)


def test_a_note_of_a_check_is_not_empty() -> None:
    given(enrolled()).when(verify_profile, (), "").then_refused(InvalidText)


def test_a_customer_that_was_never_enrolled_is_not_found() -> None:
    with pytest.raises(CustomerNotFound, match="110001"):
        CUSTOMER.require("110001", None)
    assert CUSTOMER.require("110001", the_customer()).customer_no == "110001"


@pytest.mark.parametrize(
    ("status", "licence_valid_until", "is_supplied"),
    [
        (CustomerStatus.ACTIVE, None, True),
        (CustomerStatus.ACTIVE, date(2021, 7, 1), True),
        (CustomerStatus.ACTIVE, date(2021, 6, 30), False),
        (CustomerStatus.SUSPENDED, None, False),
        (None, None, False),
    ],
)
def test_who_is_active_with_a_licence_that_is_not_known_to_be_over_is_supplied(
    status: CustomerStatus | None, licence_valid_until: date | None, is_supplied: bool
) -> None:
    assert supplied(status, licence_valid_until, date(2021, 7, 1)) is is_supplied


def test_who_is_suspended_is_in_the_network_and_who_left_is_not() -> None:
    assert [status for status in CustomerStatus if status.in_network] == [
        CustomerStatus.ACTIVE,
        CustomerStatus.SUSPENDED,
    ]
