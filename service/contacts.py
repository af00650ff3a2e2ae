"""Contacts: plan, record, call off; and what of them was missed."""

from collections.abc import Sequence
from datetime import date, datetime

from domain.contacts import contact as decisions
from domain.contacts.area import CONTACT
from domain.contacts.contact import ContactStatus
from domain.contacts.events import ContactKind, Purpose
from domain.contacts.refusals import ContactNotKnownYet, ContactWithNobody
from domain.customers.area import CUSTOMER
from domain.kernel.event import Event
from domain.kernel.stamp import Stamp
from projections.contacts.contacts import CONTACTS
from projections.contacts.service_needs import SERVICE_NEEDS
from service.commands import command
from service.due import Closer, end_of, past_due
from service.queries import AsOf, RowsByTable, about_stream
from service.session import Session, StampAt
from service.unit_of_work import UnitOfWork


@command("contact plan")
def plan_contact(
    unit: UnitOfWork,
    stamp: Stamp,
    contact_no: str,
    customer_no: str,
    kind: ContactKind,
    theme: str,
    due_on: date,
    *,
    purpose: Purpose,
    owner: str | None = None,
) -> Sequence[Event]:
    """Plan to deal with a customer by a day."""
    return decisions.plan_contact(
        unit.get(CONTACT, contact_no),
        unit.require(CUSTOMER, customer_no),
        contact_no=contact_no,
        kind=kind,
        theme=theme,
        due_on=due_on,
        stamp=stamp,
        purpose=purpose,
        owner=owner,
    )


@command("contact record", needs=lambda needs: [*map(str, needs)])
def record_contact(
    unit: UnitOfWork,
    stamp: Stamp,
    /,
    contact_no: str,
    *,
    customer_no: str | None = None,
    made_by: str | None = None,
    **said: object,
) -> Sequence[Event]:
    """Record what took place; a planned contact tells the customer. `said` as `decisions.record_contact` takes it."""
    contact = unit.get(CONTACT, contact_no)
    number = customer_no or (contact.customer_no if contact else None)
    if number is None:
        raise ContactWithNobody(contact_no=contact_no)
    customer = unit.require(CUSTOMER, number)
    return decisions.record_contact(contact, customer, said, contact_no=contact_no, stamp=stamp, made_by=made_by)


@command("contact call-off")
def call_off_contact(unit: UnitOfWork, stamp: Stamp, contact_no: str) -> Sequence[Event]:
    """Give a plan up before its day."""
    return decisions.call_off_contact(unit.require(CONTACT, contact_no), stamp=stamp)


def about_contact(session: Session, contact_no: str, bounds: AsOf) -> RowsByTable:
    """The contact and what was said of our services. Raises `ContactNotFound` or `ContactNotKnownYet`."""
    return about_stream(session, CONTACT, contact_no, bounds, (CONTACTS, SERVICE_NEEDS), ContactNotKnownYet)


def find_missed(session: Session, at: datetime) -> list[str]:
    """Numbers of planned contacts whose day ended by `at`, as the table tells."""
    return past_due(session, CONTACTS, ContactStatus.PLANNED, at)


def miss(unit: UnitOfWork, contact_no: str, at: datetime, stamp: StampAt) -> Sequence[Event]:
    """Find the contact not made from the end of its planned day, if that is by `at`."""
    contact = unit.require(CONTACT, contact_no)
    ended = end_of(unit.session, contact.due_on) if contact.due_on else None
    return decisions.miss_contact(contact, stamp=stamp(ended)) if ended and ended <= at else []


CLOSER = Closer(CONTACT.kind, find_missed, miss)
