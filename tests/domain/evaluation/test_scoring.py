"""From evidence to points, dimensions and a total."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from domain.evaluation.evidence import Evidence, ItemScore, Sourced
from domain.evaluation.grading import evaluate
from domain.evaluation.measures import MEASURES, Costs, Measured, Question
from domain.evaluation.results import Evaluation
from domain.evaluation.scheme_rules import FactorRule, SchemeRules
from domain.evaluation.scoring import Weights, points_of
from domain.surveys.asked_item import AnsweredItem, Asks
from projections.compliance.compliance_scores import ScoreRow as ComplianceRow
from projections.customers.customer_profile_periods import PeriodRow
from projections.evaluation.factor_assessments import AssessmentRow
from projections.orders.customer_months import MonthRow
from tests.domain.evaluation.schemes import AREA, SALES, compared, points, rules
from tests.domain.scenario import instant

ENDS = date(2021, 4, 1)


def month(day: str, position: int = 7, **figures: Any) -> Sourced:
    return Sourced(MonthRow("110001", date.fromisoformat(day), **figures), position)


def evidence(*months: Sourced, enrolled: str = "2015-05-20", **file: Any) -> Evidence:
    held = Sourced(PeriodRow("110001", instant("2020-01-01"), None, **file), 3)
    return Evidence("110001", ENDS, date.fromisoformat(enrolled), months, held)


QUARTER = (
    month("2020-12-01", 1, orders=9, delivered_qty=900, visits=9),
    month("2021-01-01", 2, orders=1, ordered_qty=30, requested_qty=40, delivered_qty=30, delivered_amount=Decimal(900)),
    month("2021-03-01", 5, orders=2, delivered_qty=20, delivered_amount=Decimal(300), returned_qty=5, visits=4),
    month("2021-04-01", 9, orders=9, delivered_qty=900),
)


def measured(name: str, of: Evidence, months: int = 3, factor: str = "f", costs: Costs = Costs()) -> Any:  # noqa: B008
    return MEASURES[name].take(of, Question(factor, months, costs)).value


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("qty", "45"),
        ("amount", "1200"),
        ("monthly_qty", "15"),
        ("monthly_order", "10"),
        ("monthly_amount", "400"),
        ("carton_amount", "26.666666666666666667"),
        ("order_amount", "400"),
        ("orders", "3"),
        ("regularity", "0.666666666666666667"),
        ("fill_rate", "1.25"),
        ("visits", "4"),
        ("service_cost", "215"),
        ("service_cost_rate", "0.179166666666666667"),
        ("net_value", "985"),
        ("qty_growth", "-0.95"),
        ("tenure", "71"),
    ],
)
def test_figures_of_the_window_and_of_nothing_else(name: str, value: str) -> None:
    assert measured(name, evidence(*QUARTER), costs=Costs(Decimal(50), Decimal(5))) == Decimal(value)


@pytest.mark.parametrize(
    "name", ["carton_amount", "order_amount", "fill_rate", "service_cost_rate", "qty_growth", "amount_growth"]
)
def test_a_rate_with_nothing_to_divide_by_is_undefined(name: str) -> None:
    assert measured(name, evidence()) is None


def test_a_newcomers_months_count_from_enrolment() -> None:
    newcomer = evidence(*QUARTER, enrolled="2021-02-10")
    assert measured("monthly_qty", newcomer) == Decimal("22.5")
    assert measured("monthly_qty", evidence(*QUARTER, enrolled="2021-03-31")) == 45


def test_a_month_of_deliveries_alone_is_no_month_with_an_order() -> None:
    delivered = month("2021-02-01", 6, delivered_qty=9)
    assert measured("regularity", evidence(*QUARTER, delivered)) == Decimal("0.666666666666666667")


def test_growth_is_unknown_of_who_was_no_customer_through_the_window_before() -> None:
    assert measured("qty_growth", evidence(*QUARTER, enrolled="2020-10-31")) == Decimal("-0.95")
    assert measured("qty_growth", evidence(*QUARTER, enrolled="2020-11-01")) is None


def test_what_the_file_says() -> None:
    known = evidence(shop_area_m2=Decimal("86.5"), market_type="urban")
    assert measured("shop_area_m2", known) == Decimal("86.5")
    assert measured("market_type", known) == "urban"
    assert measured("tobacco_area_m2", known) is None
    assert MEASURES["shop_area_m2"].take(known, Question("f", 3, Costs())).position == 3


def test_a_judgement_counts_for_its_factor_and_for_so_many_months() -> None:
    row = AssessmentRow(8, "110001", "honesty", date(2020, 12, 31), Decimal(70), "E7", None)
    known = Evidence("110001", ENDS, ENDS, judged={"honesty": Sourced(row, 8)})
    assert measured("judged", known, months=4, factor="honesty") == 70
    assert measured("judged", known, months=3, factor="honesty") is None
    assert measured("judged", known, months=4, factor="cooperation") is None


def test_how_the_law_is_kept_counts_for_so_many_months() -> None:
    row = ComplianceRow("110001", date(2020, 12, 31), 75, "C", 1, [], {}, date(2020, 1, 1), "suzhou/1", 7)
    known = Evidence("110001", ENDS, ENDS, lawful=Sourced(row, 8))
    assert MEASURES["compliance"].take(known, Question("honesty", 4, Costs())) == Measured(Decimal(75), 8)
    assert measured("compliance", known, months=3) is None
    assert measured("compliance", Evidence("110001", ENDS, ENDS)) is None


def margins(*told: tuple[str, str | None, str, str | None, str | None]) -> Evidence:
    """Months, each with our profit of what was paid, and the customer's margin beside the retail worth."""

    def number(text: str | None) -> Decimal | None:
        return None if text is None else Decimal(text)

    held = [
        Sourced(
            SimpleNamespace(
                month=date.fromisoformat(month),
                costed_amount=Decimal(paid),
                profit=number(profit),
                retail_worth=number(worth),
                margin=number(margin),
            ),
            position,
        )
        for position, (month, profit, paid, worth, margin) in enumerate(told, 11)
    ]
    return Evidence("110001", ENDS, ENDS, margins=held)


MARGINS = margins(
    ("2020-12-01", "500", "500", "900", "100"),
    ("2021-01-01", "20", "100", "50", "10"),
    ("2021-02-01", "10", "300", None, None),
    ("2021-03-01", None, "0", "150", "15"),
    ("2021-04-01", "900", "900", "900", "900"),
)


def test_margins_are_of_all_that_was_paid_in_the_window_and_not_means_of_the_months_rates() -> None:
    """Profit 20 of 100 and 10 of 300; margin 10 of 50 and 15 of 150. A month without prices says nothing."""
    asked = Question("gross_margin", 3, Costs())
    assert MEASURES["gross_margin"].take(MARGINS, asked) == (Decimal("0.075"), 13)
    assert MEASURES["retailer_margin"].take(MARGINS, asked) == (Decimal("0.125"), 14)


@pytest.mark.parametrize("name", ["gross_margin", "retailer_margin"])
def test_a_margin_where_no_price_is_known_is_undefined(name: str) -> None:
    unpriced = margins(("2021-01-01", None, "0", None, None))
    assert MEASURES[name].take(unpriced, Question("gross_margin", 3, Costs())) == (None, None)
    assert measured(name, Evidence("110001", ENDS, ENDS)) is None


def test_goods_that_cost_us_and_were_not_paid_for_are_a_loss() -> None:
    assert measured("gross_margin", margins(("2021-01-01", "-30", "0", None, None))) is None
    both = margins(("2021-01-01", "-30", "0", None, None), ("2021-02-01", "50", "100", None, None))
    assert measured("gross_margin", both) == Decimal("0.2")


def answered(*told: tuple[str, int, int, bool]) -> Evidence:
    """Months, each with a score, the highest of its scale from 1, and whether low is good."""
    held = [
        Sourced(
            ItemScore(
                date.fromisoformat(month),
                AnsweredItem(item="s", asks=Asks.SATISFACTION, low=1, high=high, lower_is_better=turned, score=score),
            ),
            position,
        )
        for position, (month, score, high, turned) in enumerate(told, 21)
    ]
    return Evidence("110001", ENDS, ENDS, answers=held)


def test_satisfaction_is_the_mean_over_answers_whatever_their_scales() -> None:
    """4 of 1-5 is 75 points; 4 of 1-10 with a low one the good one, 66 2/3."""
    known = answered(
        ("2020-12-01", 1, 5, False),
        ("2021-01-01", 4, 5, False),
        ("2021-03-01", 4, 10, True),
        ("2021-04-01", 1, 5, False),
    )
    assert MEASURES["satisfaction"].take(known, Question("f", 3, Costs())) == (Decimal("70.833333333333333333"), 23)
    assert MEASURES["satisfaction"].take(answered(), Question("f", 3, Costs())) == (None, None)
    assert measured("satisfaction", answered(("2021-02-01", 1, 5, False))) == 0


@pytest.mark.parametrize(("value", "expected"), [("-5", 10), ("0", 10), ("5", "27.5"), ("10", 45), ("99", 90)])
def test_points_on_a_line(value: str, expected: str) -> None:
    rule = FactorRule.model_validate({"factor": "f", "measure": "qty", "line": [[0, 10], [10, 45], [30, 90]]})
    assert points_of(rule, Decimal(value)) == Decimal(expected)


@pytest.mark.parametrize(("value", "expected"), [("-5", 10), ("0", 10), ("9.99", 10), ("10", 45), ("99", 90)])
def test_points_in_steps(value: str, expected: str) -> None:
    rule = FactorRule.model_validate({"factor": "f", "measure": "qty", "steps": [[0, 10], [10, 45], [30, 90]]})
    assert points_of(rule, Decimal(value)) == Decimal(expected)


def test_points_of_words() -> None:
    rule = FactorRule.model_validate(AREA)
    assert points_of(rule, "urban") == 80
    assert points_of(rule, "moon") is None


def result(scheme: SchemeRules, *months: Sourced, **file: Any) -> Evaluation:
    return evaluate(scheme, Weights(scheme), evidence(*months, **file), None)


def test_a_total_is_the_weighted_mean_of_dimensions_and_these_of_factors() -> None:
    """Sales 45 points, regularity (2 of 3 months) 60: contribution 3/4 and 1/4, growth regularity; 4/5 and 1/5."""
    found = result(rules(), *QUARTER)
    assert [(f.factor, f.value, f.points, f.position) for f in found.factors] == [
        ("sales_history", "45", Decimal(45), 5),
        ("regularity", "0.666666666666666667", Decimal(60), 5),
    ]
    assert (found.contribution, found.growth) == (points("48.75"), points("60"))
    assert (found.dependence, found.credit, found.influence) == (None, None, None)
    assert (found.total, found.grade, found.move) == (points("51"), "C", "first")


def test_a_factor_that_is_known_takes_over_the_share_of_those_that_are_not() -> None:
    weights = Weights(rules())
    both = {"sales_history": points("45"), "regularity": points("60")}
    assert weights.share("sales_history", both) == Decimal("0.6")
    assert weights.share("regularity", both) == Decimal("0.4")
    assert weights.share("sales_history", {"sales_history": points("45")}) == 1


def test_the_sides_weigh_the_dimensions_of_each() -> None:
    scheme = rules(
        comparisons=[
            compared("sides", "company", "customer", E1="3"),
            compared("contribution", "sales_history"),
            compared("dependence", "regularity"),
        ]
    )
    found = result(scheme, *QUARTER)
    assert (found.contribution, found.dependence, found.total) == (points("45"), points("60"), points("48.75"))


SPREAD: dict[str, Any] = {
    "factors": [SALES, AREA],
    "comparisons": [
        compared("company", "contribution", "influence", E1="1"),
        compared("contribution", "sales_history", "trade_area", E1="1"),
        compared("influence", "trade_area"),
    ],
}


def test_the_weight_of_a_factor_without_data_is_spread_never_0() -> None:
    found = result(rules(**SPREAD), *QUARTER)
    assert (found.contribution, found.influence, found.total) == (points("45"), None, points("45"))
    known = result(rules(**SPREAD), *QUARTER, market_type="urban")
    assert (known.contribution, known.influence, known.total) == (points("62.5"), points("80"), points("71.25"))


def test_or_the_customer_is_not_graded_where_the_scheme_says_so() -> None:
    found = result(rules(**SPREAD, missing="not_graded"), *QUARTER)
    assert (found.contribution, found.total, found.grade, found.move) == (points("45"), None, None, "not_graded")
    assert result(rules(**SPREAD, missing="not_graded"), *QUARTER, market_type="rural").grade == "C"


def test_a_customer_of_whom_nothing_is_known_is_not_graded() -> None:
    scheme = rules(factors=[AREA], comparisons=[compared("influence", "trade_area")])
    assert result(scheme).move == "not_graded"
