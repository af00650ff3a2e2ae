"""Customers: enrol, change, verify, renew, suspend, resume, withdraw, visit."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from domain.customers import customer as decisions
from domain.customers import licence
from domain.customers.area import CUSTOMER, LICENCE
from domain.customers.customer import Customer, require_customer
from domain.customers.events import CustomerEvent, WithdrawalKind
from domain.kernel.event import Event
from domain.kernel.refusals import InvalidValue
from domain.kernel.stamp import Stamp
from service.commands import CommandResult, record
from service.session import Envelope, Session
from service.unit_of_work import UnitOfWork


def enrol_customer(
    session: Session,
    customer_no: str | None,
    profile: Mapping[str, object],
    envelope: Envelope,
    approved_by: str | None = None,
) -> CommandResult:
    """Take a shop into the network; without a number of its own it is known by its licence's."""
    number = customer_no or profile.get("licence_no")
    if not isinstance(number, str):
        raise InvalidValue(field="customer_no", value="", why="give a number, or a licence number to serve as one")
    asked = {"command": "customer enrol", "customer_no": number, "profile": dict(profile), "approved_by": approved_by}

    def decide(unit: UnitOfWork, stamp: Stamp) -> Sequence[Event]:
        found = unit.get(CUSTOMER, number)
        events = decisions.enrol(found, number, profile, stamp=stamp, approved_by=approved_by)
        return with_licence(unit, events, stamp)

    return record(session, envelope, asked, decide)


def change_profile(
    session: Session, customer_no: str, changes: Mapping[str, object], envelope: Envelope
) -> CommandResult:
    """State new values of profile fields."""
    return _of_customer(
        session,
        envelope,
        {"command": "customer change-profile", "customer_no": customer_no, "changes": dict(changes)},
        lambda customer, stamp: decisions.change_profile(customer, changes, stamp=stamp),
    )


def verify_profile(
    session: Session, customer_no: str, fields: Sequence[str], note: str | None, envelope: Envelope
) -> CommandResult:
    """Record that the file was checked and found right."""
    return _of_customer(
        session,
        envelope,
        {"command": "customer verify-profile", "customer_no": customer_no, "fields": list(fields), "note": note},
        lambda customer, stamp: decisions.verify_profile(customer, tuple(fields), note, stamp=stamp),
    )


def renew_licence(
    session: Session, customer_no: str, licence_no: str | None, valid_until: date, envelope: Envelope
) -> CommandResult:
    """Prolong the licence, or replace it by one of another number."""
    return _of_customer(
        session,
        envelope,
        {
            "command": "customer renew-licence",
            "customer_no": customer_no,
            "licence_no": licence_no,
            "valid_until": valid_until,
        },
        lambda customer, stamp: decisions.renew_licence(customer, licence_no, valid_until, stamp=stamp),
    )


def suspend_customer(
    session: Session, customer_no: str, until: date | None, envelope: Envelope, approved_by: str | None = None
) -> CommandResult:
    """Stop supply until the shop resumes."""
    return _of_customer(
        session,
        envelope,
        {"command": "customer suspend", "customer_no": customer_no, "until": until, "approved_by": approved_by},
        lambda customer, stamp: decisions.suspend(customer, until, stamp=stamp, approved_by=approved_by),
    )


def resume_customer(
    session: Session, customer_no: str, envelope: Envelope, approved_by: str | None = None
) -> CommandResult:
    """Start supply again."""
    return _of_customer(
        session,
        envelope,
        {"command": "customer resume", "customer_no": customer_no, "approved_by": approved_by},
        lambda customer, stamp: decisions.resume(customer, stamp=stamp, approved_by=approved_by),
    )


def withdraw_customer(
    session: Session,
    customer_no: str,
    kind: WithdrawalKind,
    envelope: Envelope,
    approved_by: str | None = None,
) -> CommandResult:
    """Let the shop leave for good."""
    return _of_customer(
        session,
        envelope,
        {"command": "customer withdraw", "customer_no": customer_no, "kind": kind, "approved_by": approved_by},
        lambda customer, stamp: decisions.withdraw(customer, kind, stamp=stamp, approved_by=approved_by),
    )


def ban_customer(
    session: Session, customer_no: str, envelope: Envelope, approved_by: str | None = None
) -> CommandResult:
    """Supply a large violator no more."""
    return _of_customer(
        session,
        envelope,
        {"command": "customer ban", "customer_no": customer_no, "approved_by": approved_by},
        lambda customer, stamp: decisions.ban(customer, stamp=stamp, approved_by=approved_by),
    )


def record_visit(
    session: Session,
    customer_no: str,
    purpose: str,
    finding: str | None,
    visitor: str | None,
    envelope: Envelope,
) -> CommandResult:
    """Record a call on the shop."""
    return _of_customer(
        session,
        envelope,
        {
            "command": "customer visit",
            "customer_no": customer_no,
            "purpose": purpose,
            "finding": finding,
            "visitor": visitor,
        },
        lambda customer, stamp: decisions.record_visit(customer, purpose, finding, visitor, stamp=stamp),
    )


def with_licence(unit: UnitOfWork, events: Sequence[CustomerEvent], stamp: Stamp) -> list[Event]:
    """The events, and the grant of the licence number they name, if they name one that is not the customer's yet."""
    number = licence.licence_named(events)
    if number is None:
        return list(events)
    held = unit.get(LICENCE, number)
    holder = unit.get(CUSTOMER, held.customer_no) if held else None
    return [*events, *licence.grant(number, events[0].customer_no, held, holder, stamp=stamp)]


def _of_customer(
    session: Session,
    envelope: Envelope,
    asked: Mapping[str, object],
    decision: Callable[[Customer, Stamp], Sequence[CustomerEvent]],
) -> CommandResult:
    customer_no = str(asked["customer_no"])

    def decide(unit: UnitOfWork, stamp: Stamp) -> Sequence[Event]:
        customer = require_customer(unit.get(CUSTOMER, customer_no), customer_no)
        return with_licence(unit, decision(customer, stamp), stamp)

    return record(session, envelope, asked, decide)
