"""A customer's file: which fields change, by which events, and what it said on any day."""

from datetime import date
from decimal import Decimal

import pytest

from domain.customers.customer import change_profile, enrol, refuse_expired_licence, renew_licence
from domain.customers.events import (
    CHANGE_EVENTS,
    CustomerEnrolled,
    CustomerEvent,
    CustomerLicenceRenewed,
    CustomerManagerAssigned,
    CustomerMoved,
    CustomerPhoneChanged,
    CustomerReclassified,
    CustomerRenamed,
    CustomerShopRemeasured,
    CustomerTradeAreaDescribed,
    profile_facts,
)
from domain.customers.profile_fields import PROFILE_FIELDS
from domain.customers.refusals import CustomerIsWithdrawn, CustomerNotEnrolledYet, LicenceIsExpired
from domain.kernel.refusals import InvalidIdentifier, InvalidText, InvalidValue
from tests.domain.scenario import enrolled, given, instant, stamp, suspended, the_customer, told, withdrawn

ONE_OF_EACH: list[tuple[type[CustomerEvent], str, object]] = [
    (CustomerRenamed, "name", "好客来烟酒店"),
    (CustomerMoved, "address", "人民路 1 号"),
    (CustomerMoved, "district", "姑苏区"),
    (CustomerPhoneChanged, "order_phone", "0512-65220000"),
    (CustomerReclassified, "market_type", "urban"),
    (CustomerReclassified, "business_format", "grocery"),
    (CustomerReclassified, "business_scale", "large"),
    (CustomerShopRemeasured, "shop_area_m2", Decimal("0.5")),
    (CustomerShopRemeasured, "tobacco_area_m2", Decimal(1_000_000)),
    (CustomerTradeAreaDescribed, "trade_area", "学校旁"),
    (CustomerManagerAssigned, "account_manager", "E9"),
    (CustomerLicenceRenewed, "licence_no", "320500100001"),
    (CustomerLicenceRenewed, "licence_valid_until", date(2026, 1, 1)),
]


@pytest.mark.parametrize(("kind", "field", "value"), ONE_OF_EACH, ids=[field for _, field, _ in ONE_OF_EACH])
def test_each_field_changes_by_the_event_of_its_kind(kind: type[CustomerEvent], field: str, value: object) -> None:
    given(enrolled()).when(change_profile, {field: value}).then(kind, **{field: value})


@pytest.mark.parametrize(("kind", "field", "value"), ONE_OF_EACH, ids=[field for _, field, _ in ONE_OF_EACH])
def test_a_shop_may_enrol_with_each_field(kind: type[CustomerEvent], field: str, value: object) -> None:
    given().when(enrol, "110001", {field: value}).then(CustomerEnrolled, **{field: value})


def test_between_them_the_change_events_cover_every_field_once() -> None:
    covered = [f for kind in CHANGE_EVENTS for f in kind.model_fields if f in PROFILE_FIELDS]
    assert sorted(covered) == sorted(PROFILE_FIELDS) == sorted(field for _, field, _ in ONE_OF_EACH)


def test_fields_of_one_kind_change_in_one_event() -> None:
    given(enrolled()).when(change_profile, {"address": "人民路 1 号", "district": "姑苏区"}).then(
        CustomerMoved, address="人民路 1 号", district="姑苏区"
    )


def test_fields_of_two_kinds_change_in_two_events() -> None:
    given(enrolled()).when(change_profile, {"address": "人民路 1 号", "name": "好客来"}).then_each(
        CustomerRenamed, CustomerMoved
    )


def test_what_the_file_says_already_is_not_told_again() -> None:
    given(enrolled(name="好客来", address="人民路 1 号")).when(
        change_profile, {"name": "好客来", "address": "人民路 2 号", "district": None}
    ).then(CustomerMoved, address="人民路 2 号", district=None)


def test_a_value_that_only_comes_later_is_told_for_the_day_before() -> None:
    later = told(CustomerRenamed, "2021-08-01", customer_no="110001", name="好客来")
    given(enrolled(name="旧名"), later).when(change_profile, {"name": "好客来"}, at="2021-07-01").then(
        CustomerRenamed, name="好客来"
    )


def test_a_suspended_shop_keeps_its_file_up_to_date() -> None:
    given(enrolled(), suspended("2021-06-01")).when(change_profile, {"name": "好客来"}).then(CustomerRenamed)


def test_the_file_of_a_shop_that_left_does_not_change() -> None:
    given(enrolled(), withdrawn("2021-06-01")).when(change_profile, {"name": "好客来"}).then_refused(
        CustomerIsWithdrawn
    )


def test_a_correction_of_the_days_before_it_left_is_taken() -> None:
    given(enrolled(), withdrawn("2021-08-01")).when(change_profile, {"name": "好客来"}, at="2021-07-01").then(
        CustomerRenamed
    )


def test_a_file_says_nothing_before_the_shop_enrolled() -> None:
    given(enrolled("2020-01-01")).when(change_profile, {"name": "好客来"}, at="2019-12-31").then_refused(
        CustomerNotEnrolledYet
    )


@pytest.mark.parametrize(
    ("field", "value", "refusal"),
    [
        ("birthday", "1970-01-01", InvalidValue),
        ("name", "  ", InvalidText),
        ("name", "店" * 401, InvalidText),
        ("order_phone", "0512\u200b65220000", InvalidIdentifier),
        ("account_manager", "", InvalidIdentifier),
        ("market_type", "suburban", InvalidValue),
        ("business_format", "", InvalidValue),
        ("business_scale", "1", InvalidValue),
        ("shop_area_m2", Decimal(0), InvalidValue),
        ("shop_area_m2", Decimal("-1"), InvalidValue),
        ("shop_area_m2", Decimal("NaN"), InvalidValue),
        ("shop_area_m2", Decimal("Infinity"), InvalidValue),
        ("tobacco_area_m2", Decimal("1000000.1"), InvalidValue),
        ("tobacco_area_m2", "80", InvalidValue),
        ("licence_no", "=1+1", InvalidIdentifier),
        ("licence_valid_until", "2026-01-01", InvalidValue),
    ],
)
def test_a_field_takes_only_what_it_can_mean(field: str, value: object, refusal: type) -> None:
    given(enrolled()).when(change_profile, {field: value}).then_refused(refusal, field=field)


def test_a_bad_value_is_shown_without_its_unseen_characters() -> None:
    given(enrolled()).when(change_profile, {"licence_valid_until": "\x1b[31m"}).then_refused(
        InvalidValue, value='"\\x1b[31m"'
    )


def test_a_name_of_400_characters_is_kept_without_the_spaces_around_it() -> None:
    given(enrolled()).when(change_profile, {"name": f" {'店' * 400} "}).then(CustomerRenamed, name="店" * 400)


def test_a_licence_is_renewed_until_another_day() -> None:
    given(enrolled(licence_no="L1")).when(renew_licence, None, date(2026, 1, 1)).then(
        CustomerLicenceRenewed, licence_no=None, licence_valid_until=date(2026, 1, 1)
    )


def test_a_licence_is_replaced_by_another_number() -> None:
    given(enrolled(licence_no="L1")).when(renew_licence, "L2", date(2026, 1, 1)).then(
        CustomerLicenceRenewed, licence_no="L2", licence_valid_until=date(2026, 1, 1)
    )


def test_the_same_licence_for_another_term_is_a_renewal() -> None:
    given(enrolled(licence_no="L1", licence_valid_until=date(2021, 12, 31))).when(
        renew_licence, "L1", date(2026, 1, 1)
    ).then(CustomerLicenceRenewed)


def test_a_licence_that_is_known_so_already_is_not_renewed() -> None:
    given(enrolled(licence_no="L1", licence_valid_until=date(2026, 1, 1))).when(
        renew_licence, "L1", date(2026, 1, 1)
    ).then_nothing()


def test_a_licence_may_be_renewed_to_the_very_day() -> None:
    given(enrolled()).when(renew_licence, None, date(2021, 7, 1), at="2021-07-01").then(CustomerLicenceRenewed)


def test_a_licence_is_not_renewed_to_a_day_gone_by() -> None:
    given(enrolled()).when(renew_licence, None, date(2021, 6, 30), at="2021-07-01").then_refused(
        InvalidValue, field="valid_until"
    )


def test_the_licence_of_a_shop_that_left_is_not_renewed() -> None:
    given(enrolled(), withdrawn("2021-06-01")).when(renew_licence, None, date(2026, 1, 1)).then_refused(
        CustomerIsWithdrawn
    )


def test_a_licence_serves_through_its_last_day() -> None:
    customer = the_customer(enrolled(licence_valid_until=date(2021, 7, 1)))
    refuse_expired_licence(customer, stamp("2021-07-01 23:59"))
    with pytest.raises(LicenceIsExpired, match="ran out on 2021-07-01, before 2021-07-02"):
        refuse_expired_licence(customer, stamp("2021-07-02 00:00"))


def test_a_licence_of_which_nothing_is_known_bars_nothing() -> None:
    refuse_expired_licence(the_customer(enrolled()), stamp("2021-07-01"))


def test_a_renewal_that_holds_only_later_does_not_help_today() -> None:
    renewal = told(CustomerLicenceRenewed, "2021-08-01", customer_no="110001", licence_valid_until=date(2026, 1, 1))
    customer = the_customer(enrolled(licence_valid_until=date(2021, 6, 30)), renewal)
    with pytest.raises(LicenceIsExpired):
        refuse_expired_licence(customer, stamp("2021-07-01"))
    refuse_expired_licence(customer, stamp("2021-08-01"))


def test_two_clocks_tell_which_address_held_and_which_was_known() -> None:
    def moved(at: str, address: str) -> CustomerMoved:
        return told(CustomerMoved, at, customer_no="110001", address=address)

    history = [enrolled("2020-01-01", address="A"), moved("2021-09-01", "B"), moved("2021-06-01", "C")]
    known_at_the_end_of_2021, known_in_february = the_customer(*history[:2]), the_customer(*history)
    for day, then, since in [("2021-07-01", "A", "C"), ("2021-10-01", "B", "B"), ("2024-06-01", "B", "B")]:
        assert known_at_the_end_of_2021.value("address", instant(day)) == then
        assert known_in_february.value("address", instant(day)) == since
    assert known_in_february.value("address", instant("2019-12-31")) is None
    assert known_in_february.value("order_phone", instant("2021-07-01")) is None


def test_an_event_that_is_no_change_states_no_field() -> None:
    assert profile_facts(suspended("2021-06-01")) == {}
    assert profile_facts(enrolled(name="好客来")) == {"name": "好客来"}
