"""A contact: planned and made, missed or called off; or made without a plan."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from domain.contacts.events import (
    ContactCalledOff,
    ContactEvent,
    ContactKind,
    ContactMade,
    ContactMissed,
    ContactPlanned,
    Initiator,
    Matter,
    Purpose,
    Setting,
)
from domain.contacts.refusals import (
    ContactDueTooEarly,
    ContactIsDue,
    ContactIsKnown,
    ContactIsUndescribed,
    ContactOfAnotherCustomer,
    ContactStepTooEarly,
)
from domain.customers.customer import Customer, refuse_not_enrolled_yet
from domain.kernel.refusals import InvalidValue
from domain.kernel.stamp import Stamp
from domain.kernel.text import check_identifier, check_text, escaped

LONGEST_MINUTES = 24 * 60
LARGEST_COST = Decimal(10**9)
LONGEST_THEME = 200


class ContactStatus(StrEnum):
    """What has become of a contact."""

    PLANNED = "planned"
    MISSED = "missed"
    MADE = "made"
    CALLED_OFF = "called_off"


class Punctuality(StrEnum):
    """How a plan was met."""

    ON_TIME = "on_time"
    LATE = "late"
    MISSED = "missed"  # not recorded when its day was closed, and not made late either


@dataclass(frozen=True, slots=True)
class Contact:
    """What decisions need of a contact; `plan` is what it was planned for, and None where nobody had planned it."""

    contact_no: str
    customer_no: str
    owner: str
    due_on: date | None
    since: datetime
    status: ContactStatus
    plan: Mapping[str, Any] | None = None


def plan_contact(
    contact: Contact | None,
    customer: Customer,
    *,
    contact_no: str,
    kind: ContactKind,
    theme: str,
    due_on: date,
    stamp: Stamp,
    purpose: Purpose = Purpose.BUSINESS,
    owner: str | None = None,
) -> list[ContactEvent]:
    """Plan to deal with the customer by a day."""
    check_identifier("contact_no", contact_no)
    if contact is not None:
        raise ContactIsKnown(contact_no=contact_no, status=contact.status.value)
    refuse_not_enrolled_yet(customer, stamp)
    if due_on < stamp.effective_on:
        raise ContactDueTooEarly(contact_no=contact_no, field="due", due_on=due_on, day=stamp.effective_on)
    return [
        ContactPlanned(
            **stamp.fields(),
            contact_no=contact_no,
            customer_no=customer.customer_no,
            owner=stamp.actor if owner is None else check_identifier("owner", owner),
            due_on=due_on,
            kind=kind,
            purpose=purpose,
            theme=check_text("theme", theme, most=LONGEST_THEME),
        )
    ]


def record_contact(
    contact: Contact | None,
    customer: Customer,
    said: Mapping[str, Any],
    *,
    contact_no: str,
    stamp: Stamp,
    made_by: str | None = None,
) -> list[ContactEvent]:
    """Record what took place (fields of `Matter` and `Encounter`); what is not said is as it was planned.

    Without a plan, kind, theme and who began it must be said.
    """
    check_identifier("contact_no", contact_no)
    refuse_not_enrolled_yet(customer, stamp)
    maker = stamp.actor if made_by is None else check_identifier("made_by", made_by)
    about: dict[str, Any] = {
        **stamp.fields(),
        "contact_no": contact_no,
        "customer_no": customer.customer_no,
        "owner": maker,
        "due_on": None,
    }
    if contact is not None:
        about = _continuing(contact, stamp)
        if customer.customer_no != contact.customer_no:
            raise ContactOfAnotherCustomer(
                contact_no=contact_no, holder=contact.customer_no, customer_no=customer.customer_no
            )
    planned = {**contact.plan, "initiated_by": Initiator.US} if contact and contact.plan else {}
    made = {"purpose": Purpose.BUSINESS, **planned, **said}
    for field in ("kind", "theme", "initiated_by"):
        if field not in made:
            raise ContactIsUndescribed(contact_no=contact_no, field=field)
    online = made["kind"] is ContactKind.ONLINE_MESSAGE
    due_on = about["due_on"]
    return [
        ContactMade(
            **about,
            **{"setting": Setting.ONLINE if online else Setting.OFFLINE, **_checked(made, contact_no, stamp)},
            made_by=maker,
            days_late=due_on and (stamp.effective_on - due_on).days,
            was_missed=contact is not None and contact.status is ContactStatus.MISSED,
        )
    ]


def call_off_contact(contact: Contact, *, stamp: Stamp) -> list[ContactEvent]:
    """Give the plan up while it is not due; later that would hide that nobody went."""
    stamp.require_reason("calling a contact off")
    about = _continuing(contact, stamp)
    if contact.status is ContactStatus.MISSED or stamp.effective_on > about["due_on"]:
        raise ContactIsDue(contact_no=contact.contact_no, due_on=contact.due_on)
    return [ContactCalledOff(**about)]


def miss_contact(contact: Contact, *, stamp: Stamp) -> list[ContactEvent]:
    """Find that nothing was recorded after the planned day, on the stamp's day; only once."""
    if contact.status is not ContactStatus.PLANNED or contact.due_on is None or stamp.effective_on <= contact.due_on:
        return []
    return [ContactMissed(**_about(contact, stamp))]


def _checked(made: dict[str, Any], contact_no: str, stamp: Stamp) -> dict[str, Any]:
    checked = dict(made)
    for field in ("theme", "outcome", "finding"):
        if made.get(field) is not None:
            most = {"most": LONGEST_THEME} if field == "theme" else {}
            checked[field] = check_text(field, made[field], **most)
    services = [check_text("need", one.service, most=LONGEST_THEME) for one in made.get("needs", ())]
    if len(set(services)) < len(services):
        raise InvalidValue(field="need", value=escaped(", ".join(services)), why="name each service once")
    if (minutes := made.get("minutes")) is not None and not 1 <= minutes <= LONGEST_MINUTES:
        raise InvalidValue(field="minutes", value=minutes, why=f"use 1 to {LONGEST_MINUTES}")
    if (cost := made.get("cost")) is not None and not 0 <= cost <= LARGEST_COST:
        raise InvalidValue(field="cost", value=escaped(str(cost)), why=f"use 0 to {LARGEST_COST}")
    if (again := made.get("next_due_on")) is not None and again <= stamp.effective_on:
        raise ContactDueTooEarly(contact_no=contact_no, field="next_due", due_on=again, day=stamp.effective_on)
    return checked


def _continuing(contact: Contact, stamp: Stamp) -> dict[str, Any]:
    if contact.status in {ContactStatus.MADE, ContactStatus.CALLED_OFF}:
        raise ContactIsKnown(contact_no=contact.contact_no, status=contact.status.value)
    if stamp.effective_at < contact.since:
        raise ContactStepTooEarly(
            contact_no=contact.contact_no, at=stamp.effective_at.isoformat(), since=contact.since.isoformat()
        )
    return _about(contact, stamp)


def _about(contact: Contact, stamp: Stamp) -> dict[str, Any]:
    return {
        **stamp.fields(),
        "contact_no": contact.contact_no,
        "customer_no": contact.customer_no,
        "owner": contact.owner,
        "due_on": contact.due_on,
    }


def punctuality_of(event: ContactMade) -> Punctuality | None:
    """How the plan was met; None without one, and where it was in time but nobody said so: then it stays missed."""
    if event.days_late is None or (event.was_missed and event.days_late <= 0):
        return None
    return Punctuality.LATE if event.days_late > 0 else Punctuality.ON_TIME


def evolve(contact: Contact | None, event: ContactEvent) -> Contact:
    """The contact once `event` is known too."""
    status = {
        ContactPlanned: ContactStatus.PLANNED,
        ContactMissed: ContactStatus.MISSED,
        ContactCalledOff: ContactStatus.CALLED_OFF,
    }.get(type(event), ContactStatus.MADE)
    if contact is not None:
        return replace(contact, status=status)
    plan = (
        {field: getattr(event, field) for field in Matter.model_fields} if isinstance(event, ContactPlanned) else None
    )
    return Contact(event.contact_no, event.customer_no, event.owner, event.due_on, event.effective_at, status, plan)
