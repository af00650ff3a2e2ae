"""Policies of complaints for tests, without public holidays."""

from typing import Any, cast

from domain.complaints.business_calendar import WorkingUnit
from domain.complaints.policy import Calendar, Policy, PolicyVersions, require_policy
from domain.complaints.policy_events import Allowance, Phase, PolicyPublished, Severity
from domain.kernel.versions import evolve
from tests.domain.scenario import SHANGHAI, instant, told

OFFICE = ["08:30-12:00", "14:00-17:30"]
HOURS, DAYS = WorkingUnit.HOURS, WorkingUnit.DAYS


def allow(
    phase: Phase, amount: int, unit: WorkingUnit = DAYS, severity: Severity | None = None, category: str | None = None
) -> Allowance:
    return Allowance(phase=phase, amount=amount, unit=unit, severity=severity, category=category)


ANSWER_IN_3 = [allow(Phase.RESPOND, 3)]


def calendar(**days: Any) -> Calendar:
    made: dict[str, Any] = {"days_off": (), "working_days": (), "known_years": (2021,), "calendar_version": "by hand"}
    return cast(Calendar, made | days)


def published(at: str = "2021-01-01", version: int = 1, since: str | None = None, *allowances: Allowance) -> Any:
    return told(
        PolicyPublished,
        at,
        policy_no="complaints",
        version=version,
        in_force_from=instant(since or at),
        allowances=allowances or tuple(ANSWER_IN_3),
        working_hours=tuple(OFFICE),
        known_years=(2021,),
        calendar_version="by hand",
    )


def rulebook(*history: PolicyPublished) -> PolicyVersions:
    policy: Policy | None = None
    for event in history:
        policy = evolve(policy, event)
    return PolicyVersions(require_policy(policy), SHANGHAI)
