"""A violation: established, penalised or not, and annulled where it was none."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from domain.compliance.events import (
    ViolationAnnulled,
    ViolationEvent,
    ViolationKind,
    ViolationPenalised,
    ViolationRecorded,
)
from domain.compliance.refusals import (
    ViolationAlreadyPenalised,
    ViolationAlreadyRecorded,
    ViolationIsAnnulled,
    ViolationNotEstablishedYet,
)
from domain.customers.customer import Customer, refuse_not_enrolled_yet
from domain.kernel.refusals import InvalidValue
from domain.kernel.stamp import Stamp
from domain.kernel.text import check_identifier, check_text
from domain.orders.lines import MOST_CARTONS


@dataclass(frozen=True, slots=True)
class Violation:
    """One case."""

    violation_no: str
    customer_no: str
    kind: ViolationKind
    qty: int
    found_at: datetime
    found_on: date
    penalised_on: date | None = None
    annulled_on: date | None = None


def record_violation(
    violation: Violation | None,
    customer: Customer,
    *,
    violation_no: str,
    kind: ViolationKind,
    qty: int,
    stamp: Stamp,
    penalty: str | None = None,
) -> list[ViolationEvent]:
    """Record a case of a customer enrolled by then, be they suspended or gone since, and its penalty if known."""
    check_identifier("violation_no", violation_no)
    if violation is not None:
        raise ViolationAlreadyRecorded(violation_no=violation_no, customer_no=violation.customer_no)
    refuse_not_enrolled_yet(customer, stamp)
    if not 0 <= qty <= MOST_CARTONS:
        raise InvalidValue(field="qty", value=qty, why=f"use whole cartons from 0 to {MOST_CARTONS}")
    recorded = ViolationRecorded(
        **stamp.fields(), violation_no=violation_no, customer_no=customer.customer_no, kind=kind, qty=qty
    )
    if penalty is None:
        return [recorded]
    return [recorded, *penalise_violation(evolve(None, recorded), penalty, stamp=stamp)]


def penalise_violation(violation: Violation, penalty: str, *, stamp: Stamp) -> list[ViolationEvent]:
    """Record the penalty of a case; a case has one."""
    if violation.penalised_on is not None:
        raise ViolationAlreadyPenalised(violation_no=violation.violation_no, since=violation.penalised_on)
    return [ViolationPenalised(**_about(violation, stamp), penalty=check_text("penalty", penalty))]


def annul_violation(violation: Violation, *, stamp: Stamp) -> list[ViolationEvent]:
    """Take a case back that was none, with its penalty."""
    stamp.require_reason("annulling a case")
    return [ViolationAnnulled(**_about(violation, stamp))]


def _about(violation: Violation, stamp: Stamp) -> dict[str, Any]:
    if violation.annulled_on is not None:
        raise ViolationIsAnnulled(violation_no=violation.violation_no, since=violation.annulled_on)
    if stamp.effective_at < violation.found_at:
        raise ViolationNotEstablishedYet(
            violation_no=violation.violation_no, since=violation.found_on, at=stamp.effective_on
        )
    return {**stamp.fields(), "violation_no": violation.violation_no, "customer_no": violation.customer_no}


def evolve(violation: Violation | None, event: ViolationEvent) -> Violation:
    """The case once `event` is known too."""
    if isinstance(event, ViolationRecorded):
        return Violation(
            event.violation_no, event.customer_no, event.kind, event.qty, event.effective_at, event.effective_on
        )
    assert violation is not None  # noqa: S101 - a stream begins with the event that opens it
    if isinstance(event, ViolationAnnulled):
        return replace(violation, annulled_on=event.effective_on)
    return replace(violation, penalised_on=event.effective_on)
