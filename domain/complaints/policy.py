"""The policy of complaints: how much working time each step is allowed, published version by version."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import NamedTuple, TypedDict
from zoneinfo import ZoneInfo

from domain.complaints.business_calendar import SATURDAY, BusinessCalendar, Span, WorkingUnit
from domain.complaints.events import Deadline
from domain.complaints.policy_events import Allowance, Phase, PolicyPublished, Severity
from domain.complaints.refusals import (
    AllowanceHidden,
    AllowanceOutOfRange,
    AllowancesMissing,
    DayBothOffAndWorking,
    PolicyNotInForce,
    PolicyNotPublished,
    PolicyVersionNotFound,
    WorkingHoursWrong,
)
from domain.kernel.stamp import Stamp
from domain.kernel.text import check_text, escaped
from domain.kernel.versions import Versions, next_version, publish

COMPLAINTS = "complaints"
"""The policy's number: there is one for all complaints of a branch."""

MOST = {WorkingUnit.HOURS: 1000, WorkingUnit.DAYS: 250}
"""The longest time allowed: a working year."""

_SPAN = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])-(?:([01][0-9]|2[0-3]):([0-5][0-9])|24:00)")


class Calendar(TypedDict):
    """What is known of public holidays, and where from."""

    days_off: Iterable[date]
    working_days: Iterable[date]
    known_years: Iterable[int]
    calendar_version: str


class Clock(TypedDict):
    """The deadlines of a case, and what they come from, as events carry them."""

    policy_version: int | None
    calendar_version: str | None
    deadlines: tuple[Deadline, ...]


NO_CLOCK = Clock(policy_version=None, calendar_version=None, deadlines=())
"""Where no policy was in force there are no deadlines; none are made up."""


Policy = Versions[PolicyPublished]


def publish_policy(
    policy: Policy | None,
    allowances: Sequence[Allowance],
    working_hours: Sequence[str],
    calendar: Calendar,
    *,
    stamp: Stamp,
    in_force_from: datetime | None = None,
) -> list[PolicyPublished]:
    """Lay down the deadlines from `in_force_from` on, by default from the stamp's instant; older cases keep theirs.

    Publishing what is in force then already records nothing.
    """
    _check_allowances(allowances)
    spans_of(working_hours)
    off, working = set(calendar["days_off"]), set(calendar["working_days"])
    if both := off & working:
        raise DayBothOffAndWorking(day=min(both))
    published = PolicyPublished(
        **stamp.fields(),
        policy_no=COMPLAINTS,
        version=next_version(policy),
        in_force_from=in_force_from or stamp.effective_at,
        allowances=tuple(allowances),
        working_hours=tuple(working_hours),
        days_off=tuple(sorted(day for day in off if day.weekday() < SATURDAY)),
        working_days=tuple(sorted(day for day in working if day.weekday() >= SATURDAY)),
        known_years=tuple(sorted(set(calendar["known_years"]))),
        calendar_version=check_text("calendar version", calendar["calendar_version"], most=200),
    )
    return publish(policy, published)


def require_policy(policy: Policy | None) -> Policy:
    """The policy; raises `PolicyNotPublished` where none was ever published."""
    if policy is None:
        raise PolicyNotPublished(policy_no=COMPLAINTS)
    return policy


def require_version(policy: Policy, version: int) -> PolicyPublished:
    """That version of the policy; raises `PolicyVersionNotFound`."""
    if (found := policy.by_number.get(version)) is None:
        raise PolicyVersionNotFound(policy_no=COMPLAINTS, version=version)
    return found


def require_in_force(policy: Policy, at: datetime) -> PolicyPublished:
    """The version in force at that instant; raises `PolicyNotInForce`."""
    if (found := policy.in_force(at)) is None:
        raise PolicyNotInForce(policy_no=COMPLAINTS, at=at.isoformat())
    return found


class PolicyVersions(NamedTuple):
    """The policy with the zone whose days and hours it is counted in: what gives a case its deadlines."""

    policy: Policy
    zone: ZoneInfo

    def clock(self, start: datetime, severity: Severity | None, category: str | None) -> Clock:
        """The deadlines of a case whose time starts at `start`, under the version then in force."""
        version = self.policy.in_force(start)
        return NO_CLOCK if version is None else self._clock(version, start, severity, category)

    def clock_under(self, version: int, start: datetime, severity: Severity | None, category: str | None) -> Clock:
        """The same under the version of that number, whatever is in force."""
        return self._clock(require_version(self.policy, version), start, severity, category)

    def _clock(
        self, version: PolicyPublished, start: datetime, severity: Severity | None, category: str | None
    ) -> Clock:
        calendar = BusinessCalendar(
            self.zone,
            spans_of(version.working_hours),
            frozenset(version.days_off),
            frozenset(version.working_days),
            frozenset(version.known_years),
        )
        deadlines = []
        for phase in Phase:
            if allowance := _allowed(version, phase, severity, category):
                due = calendar.after(start, allowance.amount, allowance.unit)
                allowed = f"{allowance.amount} {allowance.unit}"
                deadlines.append(Deadline(phase=phase, due_at=due.at, allowed=allowed, provisional=due.provisional))
        return Clock(
            policy_version=version.version, calendar_version=version.calendar_version, deadlines=tuple(deadlines)
        )


def spans_of(working_hours: Sequence[str]) -> tuple[Span, ...]:
    """The parts of a day in which work is done; raises `WorkingHoursWrong` for none, or where they run backwards."""
    spans = tuple(map(_span, working_hours))
    if not spans:
        raise WorkingHoursWrong(value="", why="there are none")
    for earlier, later in pairwise(spans):
        if later.opens < earlier.closes:
            raise WorkingHoursWrong(value=escaped(", ".join(working_hours)), why="they overlap or are out of order")
    return spans


def _span(text: str) -> Span:
    match = _SPAN.fullmatch(text)
    if match is None:
        raise WorkingHoursWrong(value=escaped(text), why="they are not two times of a day")
    opens, _, closes = text.partition("-")
    span = Span(*(timedelta(hours=int(at[:2]), minutes=int(at[3:])) for at in (opens, closes)))
    if span.closes <= span.opens:
        raise WorkingHoursWrong(value=escaped(text), why="they end before they begin; split them at 24:00")
    return span


def _allowed(
    version: PolicyPublished, phase: Phase, severity: Severity | None, category: str | None
) -> Allowance | None:
    """The first that fits; a case whose severity nobody said has only what holds for any."""
    return next(
        (
            a
            for a in version.allowances
            if a.phase is phase and a.severity in {None, severity} and a.category in {None, category}
        ),
        None,
    )


def _check_allowances(allowances: Sequence[Allowance]) -> None:
    if not allowances:
        raise AllowancesMissing
    for i, a in enumerate(allowances):
        if not 1 <= a.amount <= MOST[a.unit]:
            raise AllowanceOutOfRange(phase=a.phase.value, amount=a.amount, unit=a.unit.value, most=MOST[a.unit])
        for b in allowances[:i]:
            if b.phase is a.phase and b.severity in {None, a.severity} and b.category in {None, a.category}:
                raise AllowanceHidden(
                    phase=a.phase.value,
                    severity=a.severity.value if a.severity else "any",
                    category=escaped(a.category) if a.category else "any",
                )
