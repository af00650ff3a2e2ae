"""From evidence to points, from points to five dimensions and a total.

All in Decimal, so it repeats byte for byte. Of what more is computed from, only values and points are rounded: they are
kept as evidence.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal, localcontext
from itertools import pairwise

from domain.evaluation.evidence import Evidence
from domain.evaluation.measures import EXACT, MEASURES, Costs, Measured, Question, as_text, rounded
from domain.evaluation.results import FactorFinding
from domain.evaluation.scheme_rules import DIMENSIONS, SIDES, FactorRule, SchemeRules

POINT_PLACES = Decimal("1e-12")
"""To which a factor's points are rounded, half to even: as fine as weights are."""

SCORE_PLACES = Decimal("0.000001")
"""To which dimensions and totals are rounded, half to even, each once from what was not."""

Scores = dict[str, Decimal]
"""Dimension -> its points, not rounded; a dimension of which nothing is known is left out."""


class Weights:
    """A scheme's weights, multiplied out once for all customers."""

    def __init__(self, rules: SchemeRules) -> None:
        one = Decimal(1)
        sides = rules.weights(SIDES)
        self.factors = {name: weights for name in DIMENSIONS if (weights := rules.weights(name))}
        self.dimensions = {
            name: sides.get(DIMENSIONS[name].value, one) * rules.weights(DIMENSIONS[name].value).get(name, one)
            for name in self.factors
        }

    def scores(self, points: Mapping[str, Decimal]) -> Scores:
        """The dimensions' points; the weight of a factor without points goes to the dimension's others."""
        found = {name: _mean(weights, points) for name, weights in self.factors.items()}
        return {name: score for name, score in found.items() if score is not None}

    def total(self, scores: Scores) -> Decimal | None:
        """The total, not rounded; the weight of a dimension without points goes to the others."""
        return _mean(self.dimensions, scores)

    def share(self, factor: str, known: Mapping[str, Decimal]) -> Decimal:
        """By how much a point more of the factor raises the total, with data for the `known` factors."""
        sums = {name: sum(w for f, w in weights.items() if f in known) for name, weights in self.factors.items()}
        whole = sum(self.dimensions[name] for name, of in sums.items() if of)
        return sum(
            (
                self.dimensions[name] / whole * weights[factor] / sums[name]
                for name, weights in self.factors.items()
                if factor in weights and sums[name]
            ),
            Decimal(0),
        )


def findings(rules: SchemeRules, evidence: Evidence) -> tuple[FactorFinding, ...]:
    """What is measured of each factor of the scheme, and the points for it."""
    costs = Costs(rules.visit_cost, rules.order_cost)
    found = []
    with localcontext(EXACT):
        for rule in rules.factors:
            measured: Measured = MEASURES[rule.measure].take(evidence, Question(rule.factor, rule.months, costs))
            found.append(
                FactorFinding(
                    factor=rule.factor,
                    value=as_text(measured.value),
                    points=None if measured.value is None else points_of(rule, measured.value),
                    position=measured.position,
                )
            )
    return tuple(found)


def points_of(rule: FactorRule, value: Decimal | str) -> Decimal | None:
    """The points that the rule gives for a measured value; None for a word it does not list."""
    if isinstance(value, str):
        points = rule.words.get(value)
    elif rule.steps:
        points = [p for x, p in rule.steps if x <= value or x == rule.steps[0][0]][-1]
    else:
        points = _on_line(rule.line, value)
    return None if points is None else rounded(points, POINT_PLACES)


def _on_line(line: Sequence[tuple[Decimal, Decimal]], value: Decimal) -> Decimal:
    if value <= line[0][0]:
        return line[0][1]
    for (x0, p0), (x1, p1) in pairwise(line):
        if value <= x1:
            return p0 + (p1 - p0) * (value - x0) / (x1 - x0)
    return line[-1][1]


def _mean(weights: Mapping[str, Decimal], values: Mapping[str, Decimal]) -> Decimal | None:
    """The weighted mean of the values there are; None where there are none, or none that counts."""
    known = [(weight, values[name]) for name, weight in weights.items() if name in values]
    whole = sum(weight for weight, _ in known)
    return sum(weight * value for weight, value in known) / whole if whole else None
