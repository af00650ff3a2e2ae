"""What would have been enough for a better grade."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from domain.evaluation.counterfactual import Enough, needed_total, sufficient_changes
from domain.evaluation.evidence import Evidence, Sourced
from domain.evaluation.grading import evaluate
from domain.evaluation.results import Evaluation
from domain.evaluation.scheme_rules import SchemeRules
from domain.evaluation.scoring import Weights
from projections.orders.customer_months import MonthRow
from tests.domain.evaluation.schemes import REGULARITY, SALES, compared, rules

MONTHLY = {"factor": "mean_monthly_order", "measure": "monthly_qty", "months": 3, "line": [[0, 0], [50, 100]]}
ALONE = [compared("contribution", "mean_monthly_order")]


def outcome(
    scheme: SchemeRules, qty: int, before: str | None = None, months: int = 1
) -> tuple[Evaluation, list[Enough]]:
    held = [
        Sourced(MonthRow("110001", date(2021, 3 - i, 1), orders=1, delivered_qty=qty // months), 5)
        for i in range(months)
    ]
    evidence = Evidence("110001", date(2021, 4, 1), date(2015, 1, 1), held)
    result = evaluate(scheme, Weights(scheme), evidence, before)
    return result, sufficient_changes(scheme, Weights(scheme), result)


def facts(found: list[Enough]) -> list[tuple[Any, ...]]:
    return [(each.factor, each.value, each.change, each.grade) for each in found]


def test_so_many_cartons_a_month_more_would_reach_the_next_grade() -> None:
    """54 cartons in 3 months are 18 a month, 36 points; B takes 60, which is 30 a month: 12 more."""
    result, found = outcome(
        rules(factors=[MONTHLY], comparisons=ALONE, grades=[{"grade": "B", "least": 60}, {"grade": "C", "least": 0}]),
        54,
    )
    assert result.grade == "C"
    assert facts(found) == [("mean_monthly_order", 30, 12, "B")]
    assert found[0].unit == "cartons (条) a month"


def test_the_value_of_a_mark_is_enough_for_its_points() -> None:
    marked = {**MONTHLY, "line": [[0, 0], [30, 60], [50, 100]]}
    assert facts(outcome(rules(factors=[marked], comparisons=ALONE), 54)[1]) == [("mean_monthly_order", 20, 2, "C")]
    stepped = {**MONTHLY, "line": [], "steps": [[0, 0], [20, 40], [30, 60]]}
    assert facts(outcome(rules(factors=[stepped], comparisons=ALONE), 60)[1]) == [("mean_monthly_order", 30, 10, "B")]
    whole = {**MONTHLY, "line": [[0, 0], [20, 40], [50, 100]]}
    assert facts(outcome(rules(factors=[whole], comparisons=ALONE), 54)[1]) == [("mean_monthly_order", 20, 2, "C")]


def test_where_more_gives_fewer_points_just_below_the_step_is_enough() -> None:
    """25 a month are in the step of 50 points from 20 on; 100 are given up to there, which is more than B takes."""
    falling = {**MONTHLY, "line": [], "steps": [[0, 100], [20, 50], [60, 0]]}
    assert facts(outcome(rules(factors=[falling], comparisons=ALONE), 75)[1]) == [("mean_monthly_order", 19, -6, "A")]


def test_the_margin_counts_for_whoever_had_a_grade() -> None:
    scheme = rules(factors=[MONTHLY], comparisons=ALONE, movement={"raise_margin": 2, "lower_margin": 5})
    assert facts(outcome(scheme, 114, before="B")[1]) == [("mean_monthly_order", 41, 3, "A")]
    assert facts(outcome(scheme, 114)[1]) == [("mean_monthly_order", 40, 2, "A")]


def test_a_margin_that_would_have_kept_the_grade_is_what_was_lacking() -> None:
    scheme = rules(factors=[MONTHLY], comparisons=ALONE, movement={"lower_margin": 5})
    result, found = outcome(scheme, 75, before="B")  # 25 a month, 50 points; 55 would have kept B
    assert (result.grade, needed_total(scheme, result)) == ("C", (Decimal(55), "B"))
    assert facts(found) == [("mean_monthly_order", 28, 3, "B")]


def test_a_grade_that_an_appeal_made_worse_than_its_total_lacks_no_points() -> None:
    scheme = rules(factors=[MONTHLY], comparisons=ALONE)
    result, _ = outcome(scheme, 75)
    assert (result.grade, needed_total(scheme, result)) == ("C", (Decimal(60), "B"))
    worse = result.model_copy(update={"grade": "D"})
    assert needed_total(scheme, worse) is None
    assert sufficient_changes(scheme, Weights(scheme), worse) == []


def test_each_factor_that_could_alone_have_done_it_the_least_effort_first() -> None:
    """Sales 50 and regularity 20 points make 38; C takes 2 more, of which a point of each is worth 0.6 and 0.4."""
    result, found = outcome(rules(), 50)
    assert (result.total, result.grade) == (Decimal(38), "D")
    assert facts(found) == [
        ("sales_history", 54, 4, "C"),
        ("regularity", Decimal("0.5"), Decimal("0.166666666666666667"), "C"),
    ]
    assert [round(each.effort, 6) for each in found] == [Decimal("0.04"), Decimal("0.166667")]


def test_the_best_grade_and_no_grade_lack_nothing() -> None:
    scheme = rules(factors=[MONTHLY], comparisons=ALONE)
    assert outcome(scheme, 150)[1] == []
    nothing = Evaluation(factors=(), move="not_graded")
    assert sufficient_changes(scheme, Weights(scheme), nothing) == []


def test_less_is_enough_where_less_is_better() -> None:
    cost = {"factor": "service_cost", "measure": "orders", "months": 3, "line": [[0, 100], [10, 0]]}
    scheme = rules(factors=[cost], comparisons=[compared("contribution", "service_cost")])
    held = [Sourced(MonthRow("110001", date(2021, 3, 1), orders=7), 5)]
    result = evaluate(scheme, Weights(scheme), Evidence("110001", date(2021, 4, 1), date(2015, 1, 1), held), None)
    assert facts(sufficient_changes(scheme, Weights(scheme), result)) == [("service_cost", 6, -1, "C")]


def test_effort_is_a_share_of_the_rules_own_scale() -> None:
    """Worth 250 and 10 orders of 10 each: 0.4 of the worth. A takes 75 points, which is 0.1 and less."""
    cost = {"factor": "service_cost", "measure": "service_cost_rate", "months": 3, "line": [[0, 80], ["0.8", 40]]}
    grades = [{"grade": "A", "least": 75}, {"grade": "B", "least": 0}]
    alone = [compared("contribution", "service_cost")]
    scheme = rules(factors=[cost], comparisons=alone, grades=grades, order_cost=10)
    month = MonthRow("110001", date(2021, 3, 1), orders=10, delivered_qty=5, delivered_amount=Decimal(250))
    evidence = Evidence("110001", date(2021, 4, 1), date(2015, 1, 1), [Sourced(month, 5)])
    (found,) = sufficient_changes(scheme, Weights(scheme), evaluate(scheme, Weights(scheme), evidence, None))
    assert (found.value, found.grade, found.effort) == (Decimal("0.1"), "A", Decimal("0.375"))


@pytest.mark.parametrize("qty", range(0, 100, 7))
def test_what_is_said_to_be_enough_is_enough(qty: int) -> None:
    """Measured again with the changed months, the grade is the one that was promised."""
    scheme = rules(factors=[SALES, REGULARITY], movement={"raise_margin": 3, "lower_margin": 2})
    for before in (None, "C", "D"):
        result, found = outcome(scheme, qty, before)
        for each in found:
            if each.factor == "sales_history":
                again, _ = outcome(scheme, int(each.value), before)
                assert again.grade == each.grade != result.grade
                less, _ = outcome(scheme, int(each.value) - 1, before)
                assert less.grade == result.grade
