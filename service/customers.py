"""Customers: enrol, change, verify, renew, suspend, resume, withdraw, visit."""

from collections.abc import Mapping, Sequence
from datetime import date

from domain.customers import customer as decisions
from domain.customers import licence
from domain.customers.area import CUSTOMER, LICENCE
from domain.customers.events import CustomerEvent, WithdrawalKind
from domain.kernel.event import Event
from domain.kernel.refusals import InvalidValue
from domain.kernel.stamp import Stamp
from service.commands import Command, command
from service.unit_of_work import UnitOfWork


def enrol_customer(customer_no: str | None, profile: Mapping[str, object], approved_by: str | None = None) -> Command:
    """Take a shop into the network; without a number of its own it is known by its licence's."""
    number = customer_no or profile.get("licence_no")
    if not isinstance(number, str):
        raise InvalidValue(field="customer_no", value="", why="give a number, or a licence number to serve as one")
    return _enrol(number, profile, approved_by)


@command("customer enrol")
def _enrol(
    unit: UnitOfWork, stamp: Stamp, customer_no: str, profile: Mapping[str, object], approved_by: str | None
) -> Sequence[Event]:
    found = unit.get(CUSTOMER, customer_no)
    events = decisions.enrol(found, customer_no, profile, stamp=stamp, approved_by=approved_by)
    return with_licence(unit, events, stamp)


@command("customer change-profile")
def change_profile(unit: UnitOfWork, stamp: Stamp, customer_no: str, changes: Mapping[str, object]) -> Sequence[Event]:
    """State new values of profile fields."""
    events = decisions.change_profile(unit.require(CUSTOMER, customer_no), changes, stamp=stamp)
    return with_licence(unit, events, stamp)


@command("customer verify-profile")
def verify_profile(
    unit: UnitOfWork, stamp: Stamp, customer_no: str, fields: Sequence[str], note: str | None = None
) -> Sequence[Event]:
    """Record that the file was checked and found right."""
    return decisions.verify_profile(unit.require(CUSTOMER, customer_no), tuple(fields), note, stamp=stamp)


@command("customer renew-licence")
def renew_licence(
    unit: UnitOfWork, stamp: Stamp, customer_no: str, licence_no: str | None, valid_until: date
) -> Sequence[Event]:
    """Prolong the licence, or replace it by one of another number."""
    events = decisions.renew_licence(unit.require(CUSTOMER, customer_no), licence_no, valid_until, stamp=stamp)
    return with_licence(unit, events, stamp)


@command("customer suspend")
def suspend_customer(
    unit: UnitOfWork, stamp: Stamp, customer_no: str, until: date | None = None, approved_by: str | None = None
) -> Sequence[Event]:
    """Stop supply until the shop resumes."""
    return decisions.suspend(unit.require(CUSTOMER, customer_no), until, stamp=stamp, approved_by=approved_by)


@command("customer resume")
def resume_customer(
    unit: UnitOfWork, stamp: Stamp, customer_no: str, approved_by: str | None = None
) -> Sequence[Event]:
    """Start supply again."""
    return decisions.resume(unit.require(CUSTOMER, customer_no), stamp=stamp, approved_by=approved_by)


@command("customer withdraw")
def withdraw_customer(
    unit: UnitOfWork, stamp: Stamp, customer_no: str, kind: WithdrawalKind, approved_by: str | None = None
) -> Sequence[Event]:
    """Let the shop leave for good."""
    return decisions.withdraw(unit.require(CUSTOMER, customer_no), kind, stamp=stamp, approved_by=approved_by)


@command("customer ban")
def ban_customer(unit: UnitOfWork, stamp: Stamp, customer_no: str, approved_by: str | None = None) -> Sequence[Event]:
    """Supply a large violator no more."""
    return decisions.ban(unit.require(CUSTOMER, customer_no), stamp=stamp, approved_by=approved_by)


@command("customer visit")
def record_visit(
    unit: UnitOfWork,
    stamp: Stamp,
    customer_no: str,
    purpose: str,
    finding: str | None = None,
    visitor: str | None = None,
) -> Sequence[Event]:
    """Record a call on the shop."""
    return decisions.record_visit(unit.require(CUSTOMER, customer_no), purpose, finding, visitor, stamp=stamp)


def with_licence(unit: UnitOfWork, events: Sequence[CustomerEvent], stamp: Stamp) -> list[Event]:
    """The events, and the grant of the licence number they name, if they name one that is not the customer's yet."""
    number = licence.licence_named(events)
    if number is None:
        return list(events)
    held = unit.get(LICENCE, number)
    holder = unit.get(CUSTOMER, held.customer_no) if held else None
    return [*events, *licence.grant(number, events[0].customer_no, held, holder, stamp=stamp)]
