"""The supply policy: which score makes which tier. Every customer is graded by it, none by hand."""

from collections.abc import Mapping
from datetime import date
from itertools import pairwise

from domain.customers.customer import Customer
from domain.kernel.assigning import version_name
from domain.kernel.refusals import InvalidValue
from domain.kernel.stamp import Stamp
from domain.kernel.versions import Versions, publish_rule
from domain.supply.events import (
    HIGHEST_TIER,
    POLICY_NO,
    Measure,
    SupplyPolicyPublished,
    SupplyTierAssigned,
    TierBound,
    Verdict,
)

MOST_MONTHS = 60


def publish_policy(
    policy: Versions[SupplyPolicyPublished] | None,
    *,
    measure: Measure,
    months: int,
    bounds: Mapping[int, int],
    above_agreed: Verdict,
    scarce_unreleased: Verdict = Verdict.ALLOW,
    valid_from: date | None = None,
    stamp: Stamp,
) -> list[SupplyPolicyPublished]:
    """Publish the next version, in force from a day on, by default that of the stamp.

    `bounds` gives the least score in cartons of each tier that can be reached. The lowest begins at 0, so that every
    score has a tier, and a higher tier takes a higher score.
    """
    if not 1 <= months <= MOST_MONTHS:
        raise InvalidValue(field="months", value=months, why=f"use 1 to {MOST_MONTHS}")
    check_bounds(bounds)
    content = {
        "measure": measure,
        "months": months,
        "bounds": tuple(TierBound(tier=tier, least=least) for tier, least in sorted(bounds.items())),
        "above_agreed": above_agreed,
        "scarce_unreleased": scarce_unreleased,
    }
    return publish_rule(policy, SupplyPolicyPublished, POLICY_NO, content, valid_from, stamp=stamp)


def check_bounds(bounds: Mapping[int, int]) -> None:
    """Refuse a tier there is not, and scores by which some shop would be in no tier or a better one in a lower."""
    steps = sorted(bounds.items())
    for tier, least in steps:
        if not 1 <= tier <= HIGHEST_TIER:
            raise InvalidValue(field="tier", value=tier, why=f"use 1 to {HIGHEST_TIER}, the highest")
        if least < 0:
            raise InvalidValue(field=f"tier {tier}", value=least, why="use cartons from 0 up")
    if not steps or steps[0][1] != 0:
        raise InvalidValue(
            field="tiers",
            value=", ".join(f"{tier}:{least}" for tier, least in steps) or "none",
            why="the lowest tier begins at 0",
        )
    for (tier, least), (higher, more) in pairwise(steps):
        if more <= least:
            raise InvalidValue(field=f"tier {higher}", value=more, why=f"it must be above tier {tier}'s {least}")


def refuses_above_agreed(policy: Versions[SupplyPolicyPublished] | None, day: date) -> bool:
    """Whether an order above the agreed quantity is refused on the day: only where a policy says so."""
    version = policy.in_force(day) if policy else None
    return version is not None and version.above_agreed is Verdict.REFUSE


def refuses_unreleased(policy: Versions[SupplyPolicyPublished] | None, day: date) -> bool:
    """Whether scarce SKUs are supplied on the day through releases only (紧俏货源供应办法)."""
    version = policy.in_force(day) if policy else None
    return version is not None and version.scarce_unreleased is Verdict.REFUSE


def scored_days(policy: SupplyPolicyPublished, day: date) -> tuple[date, date]:
    """The days that count when graded on `day`: the policy's whole months before that day's month; the end is out."""
    months = day.year * 12 + day.month - 1 - policy.months
    return date(months // 12, months % 12 + 1, 1), day.replace(day=1)


def tier_of(policy: SupplyPolicyPublished, score: int) -> int:
    """The highest tier whose bound the score reaches; a score below 0 (more came back) is in the lowest."""
    return max((b.tier for b in policy.bounds if score >= b.least), default=policy.bounds[0].tier)


def assign_tier(
    customer: Customer, score: int, policy: SupplyPolicyPublished, *, stamp: Stamp, log_position: int
) -> list[SupplyTierAssigned]:
    """Put the customer in the tier of its score from the stamp's instant on; nothing where that was said already.

    Who is not in the network then is left out. `log_position` tells how much of the log the score was taken from.
    """
    status = customer.status.at(stamp.effective_at)
    if status is None or not status.in_network:
        return []
    tier, tiers = tier_of(policy, score), customer.supply_tiers
    before = tiers.at(stamp.effective_at)
    if before == tier and tiers.since(stamp.effective_at) == stamp.effective_at:
        return []
    scored_from, scored_until = scored_days(policy, stamp.effective_on)
    return [
        SupplyTierAssigned(
            **stamp.fields(),
            customer_no=customer.customer_no,
            supply_tier=tier,
            before=before,
            score=score,
            scored_from=scored_from,
            scored_until=scored_until,
            rule_version=version_name(POLICY_NO, policy.version),
            log_position=log_position,
        )
    ]
