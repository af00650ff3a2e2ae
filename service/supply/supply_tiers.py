"""Grade every customer of a branch for supply, by the policy that holds on the day."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from domain.customers.area import CUSTOMER
from domain.kernel.assigning import named_version
from domain.kernel.versions import Versions, require_rule
from domain.supply.area import SUPPLY_POLICY
from domain.supply.events import POLICY_NO, Measure, SupplyPolicyPublished, SupplyTierAssigned
from domain.supply.policy import assign_tier, scored_days
from eventlog.read.reading import head
from eventlog.runtime.chunks import chunks
from projections.orders.customer_months import CUSTOMER_MONTHS
from projections.running.query import Wanted
from projections.running.snapshot import enrolled_customers
from service.basis import Basis, totals
from service.commands import record_together
from service.session import Envelope, Session
from service.unit_of_work import UnitOfWork

CHUNK = 1_000
"""Customers of one append."""


@dataclass
class Grading:
    """What a grading did. `position` is how much of the log the scores were taken from."""

    position: int
    policy_version: int
    scored: tuple[date, date]
    dry_run: bool
    tiers: dict[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """For each tier how many customers came into it anew, raised, lowered, or stay."""

    def count(self, assigned: Sequence[SupplyTierAssigned]) -> None:
        """Count in what was recorded now."""
        for event in assigned:
            before = event.before or 0
            moved = "raised" if event.supply_tier > before else "lowered" if event.supply_tier < before else "kept"
            self.tiers[event.supply_tier]["new" if event.before is None else moved] += 1


def grade_customers(session: Session, envelope: Envelope) -> Grading:
    """Assign each customer the supply tier of their score, effective when the envelope says.

    Interrupted, or asked again, it adds only what is not recorded yet. Raises `RuleNotFound` where no policy is in
    force on that day.
    """
    stamp = session.stamp(envelope)
    policies = UnitOfWork(session).get(SUPPLY_POLICY, POLICY_NO)
    policy = require_rule(policies, SupplyPolicyPublished, POLICY_NO, stamp.effective_on)
    position = head(session.connection, session.branch)
    days = scored_days(policy, stamp.effective_on)
    scores = totals(session, score_basis(policy.measure, *days, position))
    grading = Grading(position, policy.version, days, envelope.dry_run)
    for numbers in chunks(enrolled_customers(session.connection, session.branch, position), CHUNK):

        def decide(unit: UnitOfWork, numbers: Sequence[str] = numbers) -> list[SupplyTierAssigned]:
            unit.load(CUSTOMER.key(number) for number in numbers)
            assigned: list[SupplyTierAssigned] = []
            for number in numbers:
                customer = unit.require(CUSTOMER, number)
                assigned += assign_tier(customer, scores[number], policy, stamp=stamp, log_position=position)
            unit.add(assigned)
            return assigned

        grading.count(record_together(session, decide, dry_run=envelope.dry_run))
    return grading


def score_basis(measure: Measure, scored_from: date, scored_until: date, position: int) -> Basis:
    """What a score counts: cartons handed over in the months from a day until another, or less what came back."""
    signs = {"delivered_qty": 1, "returned_qty": -1} if measure is Measure.NET else {"delivered_qty": 1}
    months = Wanted(("customer_no", "month"), since={"month": scored_from}, before={"month": scored_until})
    return Basis(CUSTOMER_MONTHS, signs, months, position)


def basis_of_tier(session: Session, event: SupplyTierAssigned) -> Basis:
    """What the score of an assigned tier counted."""
    policies = UnitOfWork(session).get(SUPPLY_POLICY, POLICY_NO) or Versions(POLICY_NO)
    _, version = named_version(event.rule_version)
    policy = policies.by_number[version]
    return score_basis(policy.measure, event.scored_from, event.scored_until, event.log_position)
