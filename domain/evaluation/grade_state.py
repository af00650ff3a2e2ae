"""How a customer's value grade stands: what the rounds gave, what was put in force for a time, what was objected to."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from domain.customers.events import CustomerEvent
from domain.evaluation import grade_events as events
from domain.kernel.timeline import NOTHING_KNOWN, Timeline


@dataclass(frozen=True, slots=True)
class RoundGrade:
    """What a round gave, or what an appeal made of it; it holds from `since`."""

    round_no: str
    rule_version: str
    grade: str | None
    since: datetime
    since_on: date


@dataclass(frozen=True, slots=True)
class Override:
    """A grade in force for a time: from `since` until just before the day `until`."""

    grade: str
    since: datetime
    until: date
    rule_version: str


@dataclass(frozen=True, slots=True)
class Appeal:
    """An open objection to a round's grade: when it was made."""

    since: datetime
    since_on: date


@dataclass(frozen=True, slots=True)
class GradeState:
    """What decisions need. `appeals` are by the round that they are against, None where decided.

    `settled_at` is the last instant from which something ended, corrected or gave a grade: a round that is held late
    takes hold from there on, since it would else lie under what an earlier round left.
    """

    grades: Timeline[RoundGrade] = NOTHING_KNOWN
    rounds: frozenset[str] = frozenset()
    override: Override | None = None
    appeals: Mapping[str, Appeal | None] = field(default_factory=dict)
    changed_at: datetime | None = None
    changed_on: date | None = None
    settled_at: datetime | None = None
    settled_on: date | None = None

    def last(self) -> RoundGrade | None:
        """What the last round gave."""
        return self.grades.values[-1] if self.grades.values else None

    def overridden(self, at: datetime, on: date) -> Override | None:
        """The override in force at an instant, which is that day."""
        found = self.override
        return found if found is not None and found.since <= at and on < found.until else None


UNGRADED = GradeState()


def evolve(standing: GradeState, event: CustomerEvent) -> GradeState:
    """The standing once `event` is known too; other events leave it as it is."""
    match event:
        case events.CustomerValueGraded():
            given = event.result.grade
            standing = replace(standing, rounds=standing.rounds | {event.round_no})
        case events.CustomerValueGradeCorrected():
            given = event.grade
            standing = replace(standing, appeals={**standing.appeals, event.round_no: None})
        case events.CustomerValueGradeOverridden():
            override = Override(event.grade, event.effective_at, event.until, event.rule_version)
            return _changed(replace(standing, override=override), event)
        case events.CustomerValueGradeOverrideEnded():
            return _settled(replace(standing, override=None), event)
        case events.CustomerValueGradeAppealed():
            made = Appeal(event.effective_at, event.effective_on)
            return replace(standing, appeals={**standing.appeals, event.round_no: made})
        case events.CustomerValueGradeAppealRejected():
            return replace(standing, appeals={**standing.appeals, event.round_no: None})
        case _:
            return standing
    grade = RoundGrade(event.round_no, event.rule_version, given, event.effective_at, event.effective_on)
    return _settled(replace(standing, grades=standing.grades.with_value(event.effective_at, grade)), event)


def _settled(standing: GradeState, event: CustomerEvent) -> GradeState:
    if standing.settled_at is None or standing.settled_at <= event.effective_at:
        standing = replace(standing, settled_at=event.effective_at, settled_on=event.effective_on)
    return _changed(standing, event)


def _changed(standing: GradeState, event: CustomerEvent) -> GradeState:
    if standing.changed_at is not None and standing.changed_at > event.effective_at:
        return standing
    return replace(standing, changed_at=event.effective_at, changed_on=event.effective_on)
