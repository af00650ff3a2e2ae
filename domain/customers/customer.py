"""A customer: what may be done with one, and what follows from what was done."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from domain.compliance.events import CustomerServiceClassed
from domain.compliance.refusals import NoGroundsForBan
from domain.customers.events import (
    CHANGE_EVENTS,
    CustomerBanned,
    CustomerEnrolled,
    CustomerEvent,
    CustomerLicenceRenewed,
    CustomerProfileVerified,
    CustomerResumed,
    CustomerStatus,
    CustomerSuspended,
    CustomerVisited,
    CustomerWithdrawn,
    WithdrawalKind,
    profile_facts,
    status_fact,
)
from domain.customers.profile_fields import check_profile
from domain.customers.refusals import (
    CustomerAlreadyEnrolled,
    CustomerIsBanned,
    CustomerIsNotSuspended,
    CustomerIsSuspended,
    CustomerIsWithdrawn,
    CustomerNotEnrolledYet,
    LicenceIsExpired,
    StatusChangedLater,
    SuspensionTooLong,
)
from domain.evaluation import grade_state
from domain.evaluation.grade_state import UNGRADED, GradeState
from domain.kernel.refusals import InvalidValue
from domain.kernel.stamp import Stamp
from domain.kernel.text import check_identifier, check_text
from domain.kernel.timeline import NOTHING_KNOWN, Timeline
from domain.supply.events import ReasonableQuantityAgreed, SupplyTierAssigned

LONGEST_SUSPENSION = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Customer:
    """What decisions need of a customer: every profile field and the status over effective time, and the grade.

    `days` holds the branch's day of each instant at which the status changed; `supply_tiers` the tiers (档位), which
    decide on released goods; `agreed_quantities` cartons a month (合理定量); `to_be_banned`, whether they were found a
    large violator when last scored.
    """

    customer_no: str
    enrolled_at: datetime
    days: Mapping[datetime, date]
    profile: Mapping[str, Timeline[Any]]
    status: Timeline[CustomerStatus]
    supply_tiers: Timeline[int] = NOTHING_KNOWN
    agreed_quantities: Timeline[int] = NOTHING_KNOWN
    to_be_banned: Timeline[bool] = NOTHING_KNOWN
    standing: GradeState = UNGRADED

    def value(self, field: str, at: datetime) -> Any:
        """What the file says of `field` at the instant `at`; None if nothing."""
        return self.profile.get(field, NOTHING_KNOWN).at(at)


def enrol(
    customer: Customer | None,
    customer_no: str,
    profile: Mapping[str, object],
    *,
    stamp: Stamp,
    approved_by: str | None = None,
) -> list[CustomerEvent]:
    """Take a shop into the supply network with what is known of it; a number is enrolled once, for ever."""
    check_identifier("customer_no", customer_no)
    if customer is not None:
        raise CustomerAlreadyEnrolled(customer_no=customer_no, since=customer.days[customer.enrolled_at])
    stamp.check_approver(approved_by)
    return [
        CustomerEnrolled(**stamp.fields(), customer_no=customer_no, approved_by=approved_by, **check_profile(profile))
    ]


def change_profile(customer: Customer, changes: Mapping[str, object], *, stamp: Stamp) -> list[CustomerEvent]:
    """State profile fields from the stamp's instant on; what the file says then already is not told again."""
    refuse_withdrawn(customer, stamp)
    stated = {f: v for f, v in check_profile(changes).items() if v != customer.value(f, stamp.effective_at)}
    return [
        kind(**stamp.fields(), customer_no=customer.customer_no, **facts)
        for kind in CHANGE_EVENTS
        if (facts := {f: v for f, v in stated.items() if f in kind.model_fields})
    ]


def verify_profile(
    customer: Customer, fields: tuple[str, ...] = (), note: str | None = None, *, stamp: Stamp
) -> list[CustomerEvent]:
    """Record that the file was checked and found right: all of it, or the named fields."""
    refuse_not_enrolled_yet(customer, stamp)
    check_profile(dict.fromkeys(fields))
    return [
        CustomerProfileVerified(
            **stamp.fields(),
            customer_no=customer.customer_no,
            fields=fields,
            note=None if note is None else check_text("note", note),
        )
    ]


def renew_licence(
    customer: Customer, licence_no: str | None, valid_until: date, *, stamp: Stamp
) -> list[CustomerEvent]:
    """Record the licence's new last day and, where it was replaced, its new number."""
    refuse_withdrawn(customer, stamp)
    if valid_until < stamp.effective_on:
        raise InvalidValue(field="valid_until", value=valid_until, why=f"it lies before {stamp.effective_on}")
    facts = check_profile({"licence_no": licence_no, "licence_valid_until": valid_until})
    if all(v == customer.value(f, stamp.effective_at) for f, v in facts.items()):
        return []
    return [CustomerLicenceRenewed(**stamp.fields(), customer_no=customer.customer_no, **facts)]


def suspend(
    customer: Customer, planned_until: date | None = None, *, stamp: Stamp, approved_by: str | None = None
) -> list[CustomerEvent]:
    """Stop supply until the shop resumes; at most `LONGEST_SUSPENSION` is planned."""
    stamp.require_reason("a suspension")
    stamp.check_approver(approved_by)
    refuse_unable_to_order(customer, stamp)
    _refuse_before_later_status(customer, stamp)
    if planned_until is not None:
        length = planned_until - stamp.effective_on
        if length < timedelta(0):
            raise InvalidValue(field="until", value=planned_until, why=f"it lies before {stamp.effective_on}")
        if length > LONGEST_SUSPENSION:
            raise SuspensionTooLong(most=LONGEST_SUSPENSION.days, until=planned_until, days=length.days)
    return [
        CustomerSuspended(
            **stamp.fields(),
            customer_no=customer.customer_no,
            planned_until=planned_until,
            approved_by=approved_by,
        )
    ]


def resume(customer: Customer, *, stamp: Stamp, approved_by: str | None = None) -> list[CustomerEvent]:
    """Start supply again."""
    stamp.check_approver(approved_by)
    refuse_withdrawn(customer, stamp)
    if customer.status.at(stamp.effective_at) is not CustomerStatus.SUSPENDED:
        raise CustomerIsNotSuspended(customer_no=customer.customer_no, at=stamp.effective_on)
    _refuse_before_later_status(customer, stamp)
    return [CustomerResumed(**stamp.fields(), customer_no=customer.customer_no, approved_by=approved_by)]


def withdraw(
    customer: Customer,
    kind: WithdrawalKind = WithdrawalKind.UNKNOWN,
    *,
    stamp: Stamp,
    approved_by: str | None = None,
) -> list[CustomerEvent]:
    """Let the shop leave for good. Its history stays; it takes no order effective later."""
    stamp.require_reason("a withdrawal")
    stamp.check_approver(approved_by)
    refuse_withdrawn(customer, stamp)
    _refuse_before_later_status(customer, stamp)
    return [CustomerWithdrawn(**stamp.fields(), customer_no=customer.customer_no, kind=kind, approved_by=approved_by)]


def ban(customer: Customer, *, stamp: Stamp, approved_by: str | None = None) -> list[CustomerEvent]:
    """Supply a large violator no more, for ever; their last score must say that they are one."""
    stamp.require_reason("a ban")
    stamp.check_approver(approved_by)
    refuse_withdrawn(customer, stamp)
    _refuse_before_later_status(customer, stamp)
    if not customer.to_be_banned.at(stamp.effective_at):
        raise NoGroundsForBan(customer_no=customer.customer_no, at=stamp.effective_on)
    return [CustomerBanned(**stamp.fields(), customer_no=customer.customer_no, approved_by=approved_by)]


def record_visit(
    customer: Customer, purpose: str, finding: str | None = None, visitor: str | None = None, *, stamp: Stamp
) -> list[CustomerEvent]:
    """Record a call on the shop; the visitor is the actor unless another is named."""
    refuse_not_enrolled_yet(customer, stamp)
    return [
        CustomerVisited(
            **stamp.fields(),
            customer_no=customer.customer_no,
            purpose=check_text("purpose", purpose),
            visitor=stamp.actor if visitor is None else check_identifier("visitor", visitor),
            finding=None if finding is None else check_text("finding", finding),
        )
    ]


def refuse_not_enrolled_yet(customer: Customer, stamp: Stamp) -> None:
    """Refuse what would be true before the customer was enrolled."""
    if stamp.effective_at < customer.enrolled_at:
        since = customer.days[customer.enrolled_at]
        raise CustomerNotEnrolledYet(customer_no=customer.customer_no, since=since, at=stamp.effective_on)


def refuse_withdrawn(customer: Customer, stamp: Stamp) -> None:
    """Refuse what would be true before enrolment, or after withdrawal or ban."""
    refuse_not_enrolled_yet(customer, stamp)
    if customer.status.at(stamp.effective_at) is CustomerStatus.WITHDRAWN:
        raise CustomerIsWithdrawn(customer_no=customer.customer_no, since=_since(customer, stamp))
    refuse_banned(customer, stamp)


def refuse_banned(customer: Customer, stamp: Stamp) -> None:
    """Refuse what a banned customer cannot have."""
    if customer.status.at(stamp.effective_at) is CustomerStatus.BANNED:
        raise CustomerIsBanned(customer_no=customer.customer_no, since=_since(customer, stamp))


def refuse_unable_to_order(customer: Customer, stamp: Stamp) -> None:
    """Refuse unless the customer is enrolled, neither suspended, withdrawn nor banned, at the stamp's instant."""
    refuse_withdrawn(customer, stamp)
    if customer.status.at(stamp.effective_at) is CustomerStatus.SUSPENDED:
        raise CustomerIsSuspended(customer_no=customer.customer_no, since=_since(customer, stamp))


def refuse_expired_licence(customer: Customer, stamp: Stamp) -> None:
    """Refuse where the licence known at the stamp's instant ended before its day; an unknown licence does not bar."""
    valid_until = customer.value("licence_valid_until", stamp.effective_at)
    if _is_over(valid_until, stamp.effective_on):
        raise LicenceIsExpired(customer_no=customer.customer_no, valid_until=valid_until, on=stamp.effective_on)


def may_order(customer: Customer, at: datetime, on: date) -> bool:
    """Whether an order of the customer would be taken at the instant, which is that day of the branch."""
    return supplied(customer.status.at(at), customer.value("licence_valid_until", at), on)


def supplied(status: CustomerStatus | None, licence_valid_until: date | None, on: date) -> bool:
    """Whether a customer of that status and licence is supplied on the day; an unknown licence does not bar."""
    return status is CustomerStatus.ACTIVE and not _is_over(licence_valid_until, on)


def _is_over(licence_valid_until: date | None, on: date) -> bool:
    """Whether the licence is known to have ended before the day."""
    return licence_valid_until is not None and licence_valid_until < on


def _since(customer: Customer, stamp: Stamp) -> date:
    """The day on which the status that holds at the stamp's instant began."""
    return customer.days[customer.status.since(stamp.effective_at) or customer.enrolled_at]


def _refuse_before_later_status(customer: Customer, stamp: Stamp) -> None:
    later = customer.status.next_after(stamp.effective_at)
    if later is not None:
        instant, status = later
        raise StatusChangedLater(
            customer_no=customer.customer_no,
            status=status.value,
            since=customer.days[instant],
            at=stamp.effective_on,
        )


def evolve(customer: Customer | None, event: CustomerEvent) -> Customer:
    """The customer once `event` is known too."""
    if customer is None:
        customer = Customer(event.customer_no, event.effective_at, {}, {}, NOTHING_KNOWN)
    if facts := profile_facts(event):
        stated = {f: customer.profile.get(f, NOTHING_KNOWN).with_value(event.effective_at, v) for f, v in facts.items()}
        customer = replace(customer, profile={**customer.profile, **stated})
    if (status := status_fact(event)) is not None:
        days = {**customer.days, event.effective_at: event.effective_on}
        customer = replace(customer, status=customer.status.with_value(event.effective_at, status), days=days)
    match event:
        case SupplyTierAssigned():
            tiers = customer.supply_tiers.with_value(event.effective_at, event.supply_tier)
            customer = replace(customer, supply_tiers=tiers)
        case ReasonableQuantityAgreed():
            agreed = customer.agreed_quantities.with_value(event.effective_at, event.quantity)
            customer = replace(customer, agreed_quantities=agreed)
        case CustomerServiceClassed():
            found = customer.to_be_banned.with_value(event.effective_at, event.to_be_banned)
            customer = replace(customer, to_be_banned=found)
    if (stands := grade_state.evolve(customer.standing, event)) is not customer.standing:
        customer = replace(customer, standing=stands)
    return customer
