"""A month that departs from the customer's own pattern opens one case, which an action closes."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from domain.anomalies.anomaly import anomaly_no, close_anomaly, last_day, open_anomaly
from domain.anomalies.area import ANOMALY
from domain.anomalies.detecting import Departure, check_rule, departure, next_month
from domain.anomalies.events import AnomalyClosed, AnomalyOpened, AnomalyRule
from domain.anomalies.refusals import AnomalyClosedTooEarly, AnomalyIsClosed, AnomalyNotFound, MonthIsNotOver
from domain.kernel.refusals import InvalidText, InvalidValue
from tests.domain.kernel.test_versions import CONTENT, version
from tests.domain.scenario import given, stamp, told

RULE = AnomalyRule(**CONTENT)
JUNE = date(2021, 6, 1)


def figures(*values: int, first: date = date(2021, 1, 1)) -> dict[date, Decimal]:
    """A figure for each month from the first on; -1 stands for none."""
    return {first.replace(month=i): Decimal(v) for i, v in enumerate(values, first.month) if v >= 0}


def test_a_month_departs_by_its_share_of_the_median_before() -> None:
    assert departure(figures(10, 20, 30, 25, 15, 9), JUNE, RULE) == Departure(
        Decimal(9), Decimal(20), Decimal("0.4500")
    )
    assert departure(figures(10, 20, 30, 25, 15, 41), JUNE, RULE) == Departure(
        Decimal(41), Decimal(20), Decimal("2.0500")
    )


@pytest.mark.parametrize("value", [10, 20, 40])
def test_the_bounds_themselves_are_within_the_pattern(value: int) -> None:
    assert departure(figures(10, 20, 30, 25, 15, value), JUNE, RULE) is None


def test_one_odd_month_does_not_move_the_pattern() -> None:
    assert departure(figures(20, 20, 5000, 20, 20, 20), JUNE, RULE) is None


def test_only_so_many_months_before_count() -> None:
    rule = RULE.model_copy(update={"trailing_months": 3})
    assert departure(figures(900, 900, 10, 10, 10, 10), JUNE, rule) is None
    found = departure(figures(900, 900, 900, 10, 10, 10), JUNE, RULE)
    assert found == Departure(Decimal(10), Decimal(900), Decimal("0.0111"))


def test_a_month_without_figures_counts_nothing_bought() -> None:
    assert departure(figures(20, 20, 20, 20, 20), JUNE, RULE) == Departure(Decimal(0), Decimal(20), Decimal("0.0000"))
    assert departure(figures(20, -1, -1, 20, -1, 20), JUNE, RULE) is None  # usually nothing: there is no share


def test_months_before_the_first_figure_are_not_history() -> None:
    assert departure(figures(-1, -1, 20, 20, 20, 5), JUNE, RULE) is not None
    assert departure(figures(-1, -1, -1, 20, 20, 5), JUNE, RULE) is None
    assert departure({}, JUNE, RULE) is None
    assert departure({}, date.min, RULE) is None
    assert departure(figures(-1, -1, -1, -1, -1, 5), JUNE, RULE) is None


def test_later_months_are_not_looked_at() -> None:
    assert departure(figures(20, 20, 20, 20, 20, 20, 900), JUNE, RULE) is None


def test_months_go_over_the_turn_of_the_year() -> None:
    last_year = {date(2020, m, 1): Decimal(20) for m in (10, 11, 12)}
    assert departure({**last_year, date(2021, 1, 1): Decimal(1)}, date(2021, 1, 1), RULE) is not None
    assert next_month(date(2020, 12, 1)) == date(2021, 1, 1)
    assert next_month(date(2021, 1, 1)) == date(2021, 2, 1)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"least_months": 0}, "least_months"),
        ({"least_months": 7}, "least_months"),
        ({"trailing_months": 61}, "least_months"),
        ({"low_share": Decimal("-0.1")}, "low_share, high_share"),
        ({"low_share": Decimal("1.1")}, "low_share, high_share"),
        ({"high_share": Decimal("0.9")}, "low_share, high_share"),
        ({"high_share": Decimal("1e999999")}, "low_share, high_share"),
    ],
)
def test_a_rule_that_cannot_be_meant_is_refused(change: dict[str, Any], field: str) -> None:
    check_rule(RULE)
    with pytest.raises(InvalidValue) as refusal:
        check_rule(AnomalyRule(**{**CONTENT, **change}))
    assert refusal.value.facts["field"] == field


FOUND = Departure(Decimal(9), Decimal(20), Decimal("0.4500"))


def opened(at: str = "2021-07-02") -> AnomalyOpened:
    about = {"anomaly_no": "110001/2021-06/monthly", "customer_no": "110001", "month": JUNE, "measure": "delivered_qty"}
    figures = {"value": Decimal(9), "usual": Decimal(20), "share": Decimal("0.45")}
    return told(AnomalyOpened, at, **about, **figures, rule_version="monthly/1", basis_position=7)


def closed(at: str = "2021-07-05") -> AnomalyClosed:
    return told(AnomalyClosed, at, anomaly_no="110001/2021-06/monthly", customer_no="110001", action="走访")


def test_a_case_is_opened_once_even_if_it_was_closed() -> None:
    def detect(*history: Any) -> Any:
        rule = version(1, "2021-01-01")
        return given(*history).when(open_anomaly, "110001", JUNE, FOUND, rule, basis_position=7, at="2021-07-02")

    detect().then(
        AnomalyOpened,
        anomaly_no="110001/2021-06/monthly",
        customer_no="110001",
        month=JUNE,
        rule_version="monthly/1",
        basis_position=7,
        measure="delivered_qty",
        value=Decimal(9),
        usual=Decimal(20),
        share=Decimal("0.4500"),
    )
    detect(opened()).then_nothing()
    detect(opened(), closed()).then_nothing()
    assert anomaly_no("110001", JUNE, "monthly") == "110001/2021-06/monthly"


def test_a_case_is_closed_by_an_action_once() -> None:
    given(opened()).when(close_anomaly, " 走访 ", at="2021-07-02").then(
        AnomalyClosed, anomaly_no="110001/2021-06/monthly", customer_no="110001", action="走访"
    )
    given(opened()).when(close_anomaly, " ", at="2021-07-05").then_refused(InvalidText)
    given(opened(), closed()).when(close_anomaly, "走访", at="2021-07-06").then_refused(
        AnomalyIsClosed, since=date(2021, 7, 5)
    )
    given(opened()).when(close_anomaly, "走访", at="2021-07-01").then_refused(
        AnomalyClosedTooEarly, since=date(2021, 7, 2), at=date(2021, 7, 1)
    )
    with pytest.raises(AnomalyNotFound, match="'x'"):
        ANOMALY.require("x", None)


def test_only_a_month_that_is_over_is_looked_at() -> None:
    assert last_day(JUNE, stamp=stamp("2021-07-01")) == date(2021, 6, 30)
    with pytest.raises(MonthIsNotOver, match="month 2021-06 is not over on 2021-06-30"):
        last_day(JUNE, stamp=stamp("2021-06-30 23:59"))
    with pytest.raises(MonthIsNotOver):
        last_day(date(9999, 12, 1), stamp=stamp("2021-07-01"))
    with pytest.raises(InvalidValue):
        last_day(date(2021, 6, 2), stamp=stamp("2021-07-01"))
