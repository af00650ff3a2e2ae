"""What can have happened to a round of evaluation. What it found of a customer stands in the customer's own history."""

from datetime import date
from typing import Annotated, ClassVar

from domain.evaluation.scheme_events import SchemeNo
from domain.kernel.assigning import RoundNo, RuleVersion
from domain.kernel.event import Event
from domain.kernel.fields import Business
from domain.kernel.frozen_model import FrozenModel


class RoundEvent(Event):
    """An event of the round's own stream."""

    round_no: RoundNo


class RoundOpened(RoundEvent):
    """A round began: by these rules, on what the log said up to this position, for these customers."""

    topic: ClassVar[str] = "round.opened"
    begins: Annotated[date, Business("first day of the period evaluated, in the branch's zone")]
    ends: Annotated[date, Business("first day after the period")]
    scheme_no: SchemeNo
    rule_version: RuleVersion
    position: Annotated[int, Business("the last event in the log that the round looks at")]
    population: Annotated[int, Business("how many customers were active at the period's end")]
    population_digest: Annotated[str, Business("SHA-256 of their numbers in order, a line each: who they were")]
    late: Annotated[bool, Business("whether it began later than the scheme wants it")]


class Transition(FrozenModel):
    """How many customers went from one grade to another."""

    before: Annotated[str | None, Business("the grade before; absent where there was none")] = None
    after: Annotated[str | None, Business("the grade after; absent where there is none")] = None
    customers: Annotated[int, Business("how many customers went that way")]


class RoundClosed(RoundEvent):
    """Every customer of the round's population has a result."""

    topic: ClassVar[str] = "round.closed"
    rule_version: RuleVersion
    graded: Annotated[int, Business("how many customers have a grade")]
    not_graded: Annotated[int, Business("how many could not be graded")]
    transitions: Annotated[tuple[Transition, ...], Business("from which grades to which, sorted")]
