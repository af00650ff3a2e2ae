"""A round of evaluation: opened on frozen rules and a frozen position, closed when every customer has a result."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from domain.evaluation.period import Period
from domain.evaluation.refusals import (
    PeriodNotOver,
    PeriodOfAnotherLength,
    RoundBegunOtherwise,
    RoundGradesTooEarly,
    RoundHasNobody,
    RoundIsClosed,
    RoundIsOpen,
    RoundOutOfOrder,
)
from domain.evaluation.round_events import RoundClosed, RoundEvent, RoundOpened, Transition
from domain.evaluation.scheme_rules import SchemeRules
from domain.kernel.assigning import named_version
from domain.kernel.stamp import Stamp

Transitions = Mapping[tuple[str | None, str | None], int]
"""(grade before, grade after) -> how many customers."""


@dataclass(frozen=True, slots=True)
class Round:
    """What decisions need of a round. `graded_from` is the instant from which its grades hold."""

    round_no: str
    ends: date
    graded_from: datetime
    graded_on: date
    scheme_no: str
    rule_version: str
    position: int
    population: int
    closed_on: date | None = None

    @property
    def version(self) -> int:
        """The version of its scheme."""
        return named_version(self.rule_version)[1]


def open_round(
    found: Round | None,
    period: Period,
    *,
    scheme_no: str,
    rules: SchemeRules,
    others: Sequence[Round],
    position: int,
    population: Sequence[str],
    today: date,
    stamp: Stamp,
) -> list[RoundEvent]:
    """Begin the round of a period; one that is open goes on and records nothing.

    The stamp's instant is that from which the grades hold. `others` are the branch's other rounds, `population` the
    numbers of the customers active at the period's end.
    """
    if found is not None:
        if found.closed_on is not None:
            raise RoundIsClosed(round_no=found.round_no, on=found.closed_on)
        return []
    check_period(period, rules, stamp.effective_on)
    for other in others:
        if other.closed_on is None:
            raise RoundIsOpen(round_no=other.round_no)
        if other.ends >= period.ends:
            raise RoundOutOfOrder(later=other.round_no)
        if other.graded_from >= stamp.effective_at:
            raise RoundGradesTooEarly(round_no=other.round_no, since=other.graded_on, at=stamp.effective_on)
    if not population:
        raise RoundHasNobody(period=period.name)
    return [
        RoundOpened(
            **stamp.fields(),
            round_no=period.name,
            begins=period.begins,
            ends=period.ends,
            scheme_no=scheme_no,
            rule_version=rules.rule_version,
            position=position,
            population=len(population),
            population_digest=hashlib.sha256("\n".join(population).encode()).hexdigest(),
            late=today > period.ends + timedelta(days=rules.due_days),
        )
    ]


def check_resumed(found: Round, scheme_no: str | None, graded_from: datetime | None) -> None:
    """Refuse to go on with an open round by another scheme or from another instant; None: as it was begun."""
    if scheme_no not in {None, found.scheme_no} or graded_from not in {None, found.graded_from}:
        raise RoundBegunOtherwise(round_no=found.round_no, rule_version=found.rule_version, since=found.graded_on)


def check_period(period: Period, rules: SchemeRules, on: date) -> None:
    """Refuse a period that is not over on that day, or not of the scheme's length."""
    if period.cadence is not rules.cadence:
        raise PeriodOfAnotherLength(
            rule_version=rules.rule_version, cadence=rules.cadence.value.replace("_", " "), period=period.name
        )
    if on < period.ends:
        raise PeriodNotOver(period=period.name, ends=period.ends, at=on)


def close_round(found: Round, transitions: Transitions, *, stamp: Stamp) -> list[RoundEvent]:
    """End the round with how many customers went from which grade to which."""
    if found.closed_on is not None:
        raise RoundIsClosed(round_no=found.round_no, on=found.closed_on)
    graded = sum(count for (_, after), count in transitions.items() if after is not None)
    return [
        RoundClosed(
            **stamp.fields(),
            round_no=found.round_no,
            rule_version=found.rule_version,
            graded=graded,
            not_graded=sum(transitions.values()) - graded,
            transitions=tuple(
                Transition(before=before, after=after, customers=count)
                for (before, after), count in sorted(transitions.items(), key=lambda item: str(item[0]))
            ),
        )
    ]


def evolve(found: Round | None, event: RoundEvent) -> Round:
    """The round once `event` is known too."""
    if isinstance(event, RoundOpened):
        return Round(
            round_no=event.round_no,
            ends=event.ends,
            graded_from=event.effective_at,
            graded_on=event.effective_on,
            scheme_no=event.scheme_no,
            rule_version=event.rule_version,
            position=event.position,
            population=event.population,
        )
    assert found is not None  # noqa: S101 - a stream begins with the event that opens it
    return replace(found, closed_on=event.effective_on)
