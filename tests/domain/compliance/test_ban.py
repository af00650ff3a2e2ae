"""A large violator is banned, for ever."""

from datetime import date

import pytest

from domain.compliance.events import (
    CustomerServiceClassed,
)
from domain.compliance.refusals import (
    NoGroundsForBan,
)
from domain.customers.customer import ban, change_profile, resume, suspend, verify_profile, withdraw
from domain.customers.events import CustomerBanned, CustomerProfileVerified
from domain.customers.refusals import CustomerIsBanned
from domain.kernel.refusals import ApproverIsActor, ReasonRequired
from domain.orders.order import place_order
from tests.domain.scenario import (
    enrolled,
    given,
    line,
    stamp,
    suspended,
    the_customer,
    told,
)


def found(to_be_banned: bool, at: str = "2021-06-30") -> CustomerServiceClassed:
    basis = {"rule_version": "suzhou/2", "basis_position": 7, "window_from": date(2020, 7, 1)}
    facts = {"window_to": date(2021, 6, 30), "delivered_qty": 2000, "service_class": "C"}
    return told(CustomerServiceClassed, at, customer_no="110001", **basis, **facts, to_be_banned=to_be_banned)


def test_a_large_violator_is_banned_for_a_reason() -> None:
    history = given(enrolled(), found(True))
    history.when(ban, reason="售假大户", approved_by="E9").then(CustomerBanned, reason="售假大户", approved_by="E9")
    history.when(ban).then_refused(ReasonRequired)
    history.when(ban, reason="售假大户", approved_by="E7").then_refused(ApproverIsActor)
    history.when(ban, reason="售假大户", at="2021-06-29").then_refused(NoGroundsForBan, at=date(2021, 6, 29))


def test_nobody_is_banned_without_grounds() -> None:
    given(enrolled()).when(ban, reason="售假大户").then_refused(NoGroundsForBan)
    given(enrolled(), found(True), found(False)).when(ban, reason="售假大户").then_refused(NoGroundsForBan)
    given(enrolled(), found(False), found(True)).when(ban, reason="售假大户").then(CustomerBanned)


def banned(at: str = "2021-06-30") -> CustomerBanned:
    return told(CustomerBanned, at, customer_no="110001")


def test_a_ban_is_for_ever() -> None:
    gone = given(enrolled(), found(True), banned())
    for decision, arguments in (
        (ban, ()),
        (suspend, ()),
        (resume, ()),
        (withdraw, ()),
        (change_profile, ({"name": "x"},)),
    ):
        gone.when(decision, *arguments, reason="x").then_refused(CustomerIsBanned, since=date(2021, 6, 30))
    gone.when(verify_profile).then(CustomerProfileVerified)  # what was there may still be checked


def test_a_banned_shop_cannot_order_even_if_it_was_suspended() -> None:
    customer = the_customer(enrolled(), suspended("2021-05-01"), found(True), banned())
    with pytest.raises(CustomerIsBanned):
        place_order(None, customer, order_no="A-1", lines=[line()], stamp=stamp("2021-07-01"))
    earlier = the_customer(enrolled(), found(True), banned())
    assert place_order(None, earlier, order_no="A-1", lines=[line()], stamp=stamp("2021-06-29"))
