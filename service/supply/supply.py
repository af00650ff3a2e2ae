"""Supply: publish the policy, agree on quantities, release SKUs by tiers, recall a release."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from domain.customers.area import CUSTOMER
from domain.customers.customer import supplied
from domain.customers.events import CustomerStatus
from domain.kernel.assigning import AssignedKind
from domain.kernel.event import Event
from domain.kernel.stamp import Stamp
from domain.supply import agreement, policy, release
from domain.supply.area import SUPPLY, SUPPLY_POLICY
from domain.supply.events import POLICY_NO, Measure, Verdict
from domain.supply.release import Plan
from eventlog.read.reading import head
from projections.customers.customer_profile_periods import CUSTOMER_PROFILE_PERIODS
from projections.evaluation.tier_assignments import TIER_ASSIGNMENTS
from projections.running.query import Wanted
from service.commands import command
from service.queries import AsOf, rows_at
from service.session import Session
from service.unit_of_work import UnitOfWork


@command("supply publish-policy")
def publish_policy(
    unit: UnitOfWork,
    stamp: Stamp,
    measure: Measure,
    months: int,
    bounds: Mapping[int, int],
    above_agreed: Verdict,
    scarce_unreleased: Verdict = Verdict.ALLOW,
    valid_from: date | None = None,
) -> Sequence[Event]:
    """Publish the next version of the supply policy."""
    return policy.publish_policy(
        unit.get(SUPPLY_POLICY, POLICY_NO),
        measure=measure,
        months=months,
        bounds=bounds,
        above_agreed=above_agreed,
        scarce_unreleased=scarce_unreleased,
        valid_from=valid_from,
        stamp=stamp,
    )


@command("supply agree")
def agree_quantity(unit: UnitOfWork, stamp: Stamp, customer_no: str, quantity: int) -> Sequence[Event]:
    """Record the cartons a month that a customer agreed to."""
    return agreement.agree_quantity(unit.require(CUSTOMER, customer_no), quantity, stamp=stamp)


@command("supply release")
def release_skus(unit: UnitOfWork, stamp: Stamp, plans: Mapping[str, Plan]) -> Sequence[Event]:
    """Share cartons of each SKU out to the tiers, by the customers who may be supplied at the command's effective time.

    All of them or none: going through all customers takes longer than sharing out a hundred SKUs.
    """
    position = head(unit.session.connection, unit.session.branch)
    customers = _supplied_by_tier(unit.session, position, stamp)
    unit.load(SUPPLY.key(sku) for sku in plans)
    return [
        event
        for sku, plan in plans.items()
        for event in release.release(
            unit.get(SUPPLY, sku), sku, plan, customers=customers, log_position=position, stamp=stamp
        )
    ]


@command("supply recall")
def recall_release(unit: UnitOfWork, stamp: Stamp, sku: str, cycle: str) -> Sequence[Event]:
    """Take a SKU's last release back."""
    return release.recall(unit.get(SUPPLY, sku), sku, cycle, stamp=stamp)


def _supplied_by_tier(session: Session, position: int, stamp: Stamp) -> Counter[int | None]:
    """How many customers who may order at the stamp's instant are in each tier; None counts those in none."""
    bounds, begun = AsOf(at_position=position), {"valid_from": stamp.effective_at + timedelta.resolution}
    wanted = Wanted(("customer_no", "valid_from"), before=begun)
    with rows_at(session, CUSTOMER_PROFILE_PERIODS, wanted, bounds) as periods:
        customers = [
            row.customer_no
            for row in periods.rows
            if (row.valid_to is None or stamp.effective_at < row.valid_to)
            and supplied(CustomerStatus(row.status), row.licence_valid_until, stamp.effective_on)
        ]
    wanted = replace(wanted, equal={"kind": AssignedKind.SUPPLY_TIER})
    with rows_at(session, TIER_ASSIGNMENTS, wanted, bounds) as assignments:
        tiers = {
            row.customer_no: int(row.value)
            for row in assignments.rows
            if row.valid_to is None or stamp.effective_at < row.valid_to
        }
    return Counter(map(tiers.get, customers))
