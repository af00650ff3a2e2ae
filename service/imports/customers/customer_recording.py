"""Record what a file says of customers: enrol, fill the profile, withdraw; and nothing twice."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from domain.customers import customer as decisions
from domain.customers.area import CUSTOMER, LICENCE
from domain.customers.events import CustomerEvent, CustomerStatus
from domain.customers.refusals import CustomerNotFound
from domain.kernel.refusals import Refusal
from domain.kernel.stamp import Stamp
from eventlog.runtime.chunks import chunks
from service.commands import record_together
from service.customers import with_licence
from service.imports.customers.customer_rows import CustomerRow
from service.session import Envelope, Session
from service.unit_of_work import UnitOfWork

CHUNK = 2_000
"""Customers of one append."""

Unknown = Literal["enrol", "reject", "skip"]


@dataclass
class CustomerOutcome:
    """What became of the rows of a file of customers."""

    lines: int = 0
    enrolled: int = 0
    changed: int = 0
    withdrawn: int = 0
    skipped: int = 0
    events_written: int = 0
    rejected: list[tuple[CustomerRow, str, str]] = field(default_factory=list)
    """Rows that cannot be recorded, each with the refusal's code and message."""

    def add(self, other: "CustomerOutcome") -> None:
        """Count another part of the same file in."""
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)


def record_customers(
    session: Session, envelope: Envelope, rows: Iterable[CustomerRow], unknown: Unknown
) -> Iterator[CustomerOutcome]:
    """Append what the rows say, yielding the outcome of each chunk once it is in the log."""
    for chunk in chunks(rows, CHUNK):

        def decide(unit: UnitOfWork, chunk: Sequence[CustomerRow] = chunk) -> CustomerOutcome:
            outcome = CustomerOutcome()
            unit.load(CUSTOMER.key(row.customer_no) for row in chunk)
            unit.load(LICENCE.key(str(r.fields["licence_no"])) for r in chunk if r.fields.get("licence_no"))
            for row in chunk:
                try:
                    _record(unit, envelope, row, unknown, outcome)
                except Refusal as refusal:
                    outcome.rejected.append((row, refusal.code, str(refusal)))
            outcome.events_written = len(unit.new)
            return outcome

        yield record_together(session, decide, dry_run=envelope.dry_run)


def _record(unit: UnitOfWork, envelope: Envelope, row: CustomerRow, unknown: Unknown, outcome: CustomerOutcome) -> None:
    customer = unit.get(CUSTOMER, row.customer_no)
    if customer is None and unknown == "skip":
        outcome.skipped += 1
        return
    if customer is None and unknown == "reject":
        raise CustomerNotFound(customer_no=row.customer_no)
    stamp = _stamp(unit, envelope, row.effective_at or (customer and customer.enrolled_at) or unit.session.clock())
    profile: list[CustomerEvent]
    if customer is None:
        profile = decisions.enrol(None, row.customer_no, row.fields, stamp=stamp)
        customer = decisions.evolve(None, profile[0])
        enrolled, changed = 1, 0
    else:
        profile = decisions.change_profile(customer, row.fields, stamp=stamp)
        enrolled, changed = 0, int(bool(profile))
    events = with_licence(unit, profile, stamp)
    gone = row.withdrawn_at is not None and customer.status.at(row.withdrawn_at) is not CustomerStatus.WITHDRAWN
    if row.withdrawn_at is not None and gone:
        events += decisions.withdraw(customer, stamp=_stamp(unit, envelope, row.withdrawn_at))
    unit.add(events)
    outcome.lines += 1
    outcome.enrolled += enrolled
    outcome.changed += changed
    outcome.withdrawn += gone


def _stamp(unit: UnitOfWork, envelope: Envelope, at: datetime) -> Stamp:
    return envelope.stamp_at(at, at.astimezone(unit.session.branch.tz).date())
