"""What a scheme of evaluation says: its factors, its experts' judgements, its grades."""

import re
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Self

from pydantic import Field, model_validator

from domain.evaluation.measures import MEASURES
from domain.evaluation.period import Cadence
from domain.evaluation.results import FactorName, Grade
from domain.kernel.fields import Business, EmployeeNo
from domain.kernel.frozen_model import FrozenModel

MOST_POINTS = 100
_JUDGEMENT = re.compile(r"[1-9]\d{0,2}(/[1-9]\d{0,2})?", re.ASCII)


class Side(StrEnum):
    """Whose value is meant."""

    CUSTOMER = "customer"  # what we are worth to the customer
    COMPANY = "company"  # what the customer is worth to us


DIMENSIONS: Mapping[str, Side] = {
    "dependence": Side.CUSTOMER,
    "contribution": Side.COMPANY,
    "credit": Side.COMPANY,
    "growth": Side.COMPANY,
    "influence": Side.COMPANY,
}
"""The five dimensions, each on its side."""

SIDES = "sides"
"""The comparison of the two sides."""


class MissingRule(StrEnum):
    """What happens where a factor has no data."""

    SPREAD = "spread"  # its weight goes to the dimension's other factors, a dimension's to the other dimensions
    NOT_GRADED = "not_graded"  # the customer gets no grade


Points = Annotated[Decimal, Field(ge=0, le=MOST_POINTS)]


class FactorRule(FrozenModel):
    """How one factor is measured, and how many points what was measured gives."""

    factor: FactorName
    measure: Annotated[str, Business("what is measured, of the program's list of measures")]
    months: Annotated[int, Field(ge=1, le=120), Business("the months before the period's end that are looked at")] = 12
    line: Annotated[
        tuple[tuple[Decimal, Points], ...], Business("(value, points) joined by straight lines, level outside")
    ] = ()
    steps: Annotated[
        tuple[tuple[Decimal, Points], ...],
        Business("(value, points) that hold from there on, the first below it too"),
    ] = ()
    words: Annotated[dict[str, Points], Business("points of each word the file may say")] = {}  # noqa: RUF012 - facts are frozen

    @model_validator(mode="after")
    def _one_rule_that_fits(self) -> Self:
        if self.measure not in MEASURES:
            raise ValueError(f"there is no measure {self.measure!r}; use one of {', '.join(MEASURES)}")
        if [bool(self.line), bool(self.steps), bool(self.words)].count(True) != 1:
            raise ValueError("give one of line, steps and words")
        if MEASURES[self.measure].is_word != bool(self.words):
            raise ValueError(f"{self.measure} is told in {'words' if self.steps or self.line else 'numbers'}")
        values = [value for value, _ in self.line or self.steps]
        if values != sorted(set(values)):
            raise ValueError("the values must rise")
        return self


class Judgement(FrozenModel):
    """One expert's judgements of one comparison."""

    expert: EmployeeNo
    rows: Annotated[
        tuple[tuple[str, ...], ...],
        Business("how much more each item counts than the next ones, as 3 or 1/3: upper triangle or whole matrix"),
    ]

    def fractions(self) -> list[list[Fraction]]:
        """The judgements as exact numbers."""
        return [[Fraction(text) for text in row] for row in self.rows]

    @model_validator(mode="after")
    def _numbers(self) -> Self:
        for text in (text for row in self.rows for text in row):
            if not _JUDGEMENT.fullmatch(text):
                raise ValueError(f'{text!r} is not a judgement; write "3" or "1/3", of numbers from 1 to 999')
        return self


class Comparison(FrozenModel):
    """What is weighed against each other; a single item needs no judgement."""

    name: Annotated[str, Business("sides, a side, or a dimension: what the items are part of")]
    of: Annotated[tuple[str, ...], Field(min_length=1), Business("the items: sides, dimensions, or factors")]
    judgements: Annotated[tuple[Judgement, ...], Business("the experts' judgements")] = ()


class WeightedComparison(Comparison):
    """A comparison with what follows from the judgements, frozen as text."""

    weights: Annotated[tuple[Decimal, ...], Business("of the items in their order; they sum to 1")]
    eigenvalue: Annotated[Decimal, Business("the principal eigenvalue of the experts' common matrix")]
    consistency_ratio: Annotated[Decimal, Business("how far the judgements contradict each other; below 0.10")]


class GradeRule(FrozenModel):
    """A grade and the total from which on it is reached."""

    grade: Grade
    least: Annotated[Points, Business("the least total that reaches the grade")]
    service: Annotated[str | None, Business("the standard of service that the grade brings")] = None


class Movement(FrozenModel):
    """How a grade goes up and down."""

    raise_margin: Annotated[Points, Business("points above a threshold that going up takes")] = Decimal(0)
    lower_margin: Annotated[Points, Business("points below the threshold that still keep the grade")] = Decimal(0)
    one_step: Annotated[bool, Business("whether a round moves a grade by one at most")] = False


class Scheme(FrozenModel):
    """Everything about a scheme but its weights."""

    title: Annotated[str, Business("what the scheme is called")]
    cadence: Annotated[Cadence, Business("how long a period it evaluates")] = Cadence.QUARTER
    due_days: Annotated[int, Field(ge=0), Business("days after a period's end when a round of it counts as late")] = 30
    missing: Annotated[MissingRule, Business("what happens where a factor has no data")] = MissingRule.SPREAD
    visit_cost: Annotated[Decimal, Field(ge=0), Business("what a visit costs us, in the branch's currency")] = Decimal(
        0
    )
    order_cost: Annotated[Decimal, Field(ge=0), Business("what taking and bringing an order costs us")] = Decimal(0)
    movement: Annotated[Movement, Business("how a grade goes up and down")] = Movement()
    grades: Annotated[tuple[GradeRule, ...], Field(min_length=1), Business("the grades, the best first")]
    factors: Annotated[tuple[FactorRule, ...], Field(min_length=1), Business("the factors and their rules")]


class SchemeDraft(Scheme):
    """A scheme as it is proposed: with judgements, before they are weighed."""

    comparisons: Annotated[tuple[Comparison, ...], Field(min_length=1), Business("what experts compared")]


class SchemeRules(Scheme):
    """A scheme as it is applied."""

    rule_version: Annotated[str, Business("number and version by which results name it")]
    comparisons: Annotated[tuple[WeightedComparison, ...], Business("what experts compared, with the weights")]

    def weights(self, name: str) -> dict[str, Decimal]:
        """The weights of a comparison's items; empty where the scheme has no such comparison."""
        for comparison in self.comparisons:
            if comparison.name == name:
                return dict(zip(comparison.of, comparison.weights, strict=True))
        return {}
