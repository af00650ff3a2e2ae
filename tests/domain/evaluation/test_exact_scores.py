"""Scores are those of exact arithmetic: figures keep their digits until the very end."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.evaluation.counterfactual import sufficient_changes
from domain.evaluation.evidence import Evidence, Sourced
from domain.evaluation.grading import evaluate
from domain.evaluation.results import Evaluation
from domain.evaluation.scheme_rules import FactorRule, SchemeRules
from domain.evaluation.scoring import Weights
from domain.orders.lines import MOST_MONEY
from projections.orders.customer_months import MonthRow
from tests.domain.evaluation.schemes import compared, rules

COST = {
    "factor": "service_cost",
    "measure": "service_cost_rate",
    "months": 3,
    "line": [[0, 100], ["0.00001", 0]],
}
GRADES = [{"grade": grade, "least": least} for grade, least in (("A", 50), ("B", 0))]
MILLIONTH = Fraction(1, 10**6)


def evidence(orders: int, qty: int, amount: str) -> Evidence:
    month = MonthRow("110001", date(2021, 3, 1), orders=orders, delivered_qty=qty, delivered_amount=Decimal(amount))
    return Evidence("110001", date(2021, 4, 1), date(2015, 1, 1), [Sourced(month, 5)])


def found(scheme: SchemeRules, orders: int, qty: int, amount: str) -> Evaluation:
    return evaluate(scheme, Weights(scheme), evidence(orders, qty, amount), None)


def test_a_small_rate_is_not_cut_before_it_is_scored() -> None:
    """An order that costs 1, of a worth of 184,000: 0.0000054348, and not 0.000005, which would be 50 points."""
    scheme = rules(factors=[COST], comparisons=[compared("contribution", "service_cost")], grades=GRADES, order_cost=1)
    result = found(scheme, 1, 5, "184000.00")
    exact = 100 - 100 * Fraction(1, 184_000) / Fraction("0.00001")
    assert abs(Fraction(result.total or 0) - exact) <= MILLIONTH / 2
    assert (result.grade, str(result.total)) == ("B", "45.652174")
    assert result.factors[0].value == "0.000005434782608696"
    assert str(result.factors[0].points) == "45.652173913040"


MIXED = rules(
    order_cost=3,
    factors=[
        COST | {"line": [[0, 100], ["0.7", 20], ["0.9", 0]]},
        {"factor": "carton", "measure": "carton_amount", "months": 3, "line": [[0, 0], [7, 33], [1000, 100]]},
        {"factor": "monthly", "measure": "monthly_qty", "months": 3, "line": [[0, 5], [700, 96]]},
    ],
    comparisons=[
        compared("company", "contribution", "growth", "credit", E1="3 7 · 2"),
        compared("contribution", "service_cost", "carton", E1="7"),
        compared("growth", "carton", "monthly", E1="1/3"),
        compared("credit", "monthly"),
    ],
)


def on_line(rule: FactorRule, value: Fraction) -> Fraction:
    line = [(Fraction(x), Fraction(p)) for x, p in rule.line]
    for (x0, p0), (x1, p1) in pairwise(line):
        if x0 <= value <= x1:
            return p0 + (p1 - p0) * (value - x0) / (x1 - x0)
    return line[0][1] if value < line[0][0] else line[-1][1]


@given(st.integers(1, 50), st.integers(1, 3_000), st.decimals("0.01", "99999", places=2))
def test_a_total_is_that_of_exact_arithmetic_to_its_last_digit(orders: int, qty: int, amount: Decimal) -> None:
    result = found(MIXED, orders, qty, str(amount))
    worth = Fraction(amount)
    values = {"service_cost": 3 * orders / worth, "carton": worth / qty, "monthly": Fraction(qty, 3)}
    points = {rule.factor: on_line(rule, values[rule.factor]) for rule in MIXED.factors}

    def mean(name: str, of: dict[str, Fraction]) -> Fraction:
        weights = {item: Fraction(weight) for item, weight in MIXED.weights(name).items()}
        return sum((weight * of[item] for item, weight in weights.items()), Fraction(0)) / sum(weights.values())

    scores = {name: mean(name, points) for name in ("contribution", "growth", "credit")}
    exact = {**scores, "total": mean("company", scores)}
    near = {name: Fraction(getattr(result, name)) for name in exact}
    assume(all(abs(abs(near[name] - exact[name]) - MILLIONTH / 2) > MILLIONTH / 1000 for name in exact))
    assert near == {name: round(score * 10**6) * MILLIONTH for name, score in exact.items()}


@pytest.mark.parametrize("measure", ["amount", "monthly_amount", "carton_amount", "net_value", "service_cost_rate"])
def test_the_largest_figures_keep_their_places(measure: str) -> None:
    """A million documents of the most that one may be worth."""
    most = MOST_MONEY * 10**6
    factor = {"factor": "f", "measure": measure, "months": 3, "line": [[0, 0], [10**12 - 1, 100]]}
    scheme = rules(factors=[factor], comparisons=[compared("contribution", "f")], order_cost=10**12 - 1)
    result = found(scheme, 1, 7, f"{most - Decimal('0.01'):f}")
    assert result.total is not None
    sufficient_changes(scheme, Weights(scheme), result)
    values = {
        "amount": "999999999999999999.99",
        "monthly_amount": "333333333333333333.33",
        "carton_amount": "142857142857142857.141428571428571429",
        "net_value": "999999000000000000.99",
        "service_cost_rate": "0.000000999999999999",
    }
    assert result.factors[0].value == values[measure]
    poor = found(scheme, 1_000_000, 7, "0.01")
    assert poor.factors[0].value is not None
    sufficient_changes(scheme, Weights(scheme), poor)


@given(st.integers(1, 10**9), st.sampled_from(["7", "1000", "33333", "1000000007"]))
def test_what_would_be_enough_is_the_least_that_would_be(qty: int, top: str) -> None:
    """However little a carton is worth in points, one less would not have been enough."""
    monthly = {"factor": "monthly", "measure": "qty", "months": 3, "line": [[0, 0], [top, 100]]}
    other = {"factor": "other", "measure": "orders", "months": 3, "line": [[0, 0], [7, 100]]}
    weighed = [compared("contribution", "monthly", "other", E1="1/9")]
    scheme = rules(factors=[monthly, other], comparisons=weighed)
    result = found(scheme, 3, qty, "100")
    for each in sufficient_changes(scheme, Weights(scheme), result):
        if each.factor == "monthly":
            assert found(scheme, 3, int(each.value), "100").grade == each.grade
            assert found(scheme, 3, int(each.value) - 1, "100").grade == result.grade
