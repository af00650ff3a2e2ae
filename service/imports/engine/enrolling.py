"""Enrol the customers that a file names and nobody has enrolled, where its mapping says so."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from domain.customers.area import CUSTOMER, LICENCE
from domain.customers.customer import Customer, enrol, evolve
from domain.kernel.refusals import Refusal
from eventlog.runtime.chunks import chunks
from service.commands import record_together
from service.customers import with_licence
from service.session import Envelope, Session
from service.unit_of_work import UnitOfWork

CHUNK = 2_000
"""Customers of one append."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A customer as their first record in the file shows them."""

    customer_no: str
    first_on: date
    effective_at: datetime
    """The beginning of that day, in UTC."""
    fields: dict[str, object]
    first_line: int


@dataclass
class Enrolment:
    """The result of enrolling."""

    events_written: int = 0
    customers: dict[str, Customer] = field(default_factory=dict)
    """Those enrolled now; after a dry run, those that would be."""
    refused: dict[str, Refusal] = field(default_factory=dict)
    """Those that could not be, and why."""

    def add(self, other: "Enrolment") -> None:
        """Count another chunk of the same file in."""
        self.events_written += other.events_written
        self.customers |= other.customers
        self.refused |= other.refused


def enrol_newcomers(session: Session, envelope: Envelope, newcomers: Iterable[Newcomer]) -> Enrolment:
    """Enrol those that are unknown, each from its first day in the file."""
    enrolment = Enrolment()
    for chunk in chunks(newcomers, CHUNK):

        def decide(unit: UnitOfWork, chunk: Sequence[Newcomer] = chunk) -> Enrolment:
            made = Enrolment()  # anew at each attempt: others may have been faster
            unit.load(CUSTOMER.key(newcomer.customer_no) for newcomer in chunk)
            unit.load(LICENCE.key(str(n.fields["licence_no"])) for n in chunk if n.fields.get("licence_no"))
            for newcomer in chunk:
                if unit.get(CUSTOMER, newcomer.customer_no) is None:
                    try:
                        made.customers[newcomer.customer_no] = _enrol(unit, envelope, newcomer)
                    except Refusal as refusal:
                        made.refused[newcomer.customer_no] = refusal
            made.events_written = len(unit.new)
            return made

        enrolment.add(record_together(session, decide, dry_run=envelope.dry_run))
    return enrolment


def _enrol(unit: UnitOfWork, envelope: Envelope, newcomer: Newcomer) -> Customer:
    stamp = envelope.stamp_at(newcomer.effective_at, newcomer.first_on)
    enrolled = enrol(None, newcomer.customer_no, newcomer.fields, stamp=stamp)
    unit.add(with_licence(unit, enrolled, stamp))
    return evolve(None, enrolled[0])
