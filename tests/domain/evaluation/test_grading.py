"""From a total to a grade, up and down."""

from decimal import Decimal

import pytest

from domain.evaluation.grading import moved
from tests.domain.evaluation.schemes import rules

MARGINS = {"raise_margin": 3, "lower_margin": 2}


@pytest.mark.parametrize(
    ("total", "grade"), [("80", "A"), ("79.999999", "B"), ("60", "B"), ("40", "C"), ("39.999999", "D"), ("0", "D")]
)
def test_the_first_grade_is_what_the_total_reaches(total: str, grade: str) -> None:
    assert moved(rules(movement={**MARGINS, "one_step": True}), Decimal(total), None) == (grade, grade, "first")


@pytest.mark.parametrize(
    ("before", "total", "expected"),
    [
        ("B", "70", ("B", "B", "kept")),
        ("B", "80", ("A", "B", "not_raised")),
        ("B", "82.999999", ("A", "B", "not_raised")),
        ("B", "83", ("A", "A", "raised")),
        ("C", "81", ("A", "B", "raised")),  # over B's margin, not over A's
        ("D", "95", ("A", "A", "raised")),
        ("B", "59", ("C", "B", "not_lowered")),
        ("B", "58", ("C", "B", "not_lowered")),
        ("B", "57.999999", ("C", "C", "lowered")),
        ("A", "10", ("D", "D", "lowered")),
    ],
)
def test_margins_hold_a_grade(before: str, total: str, expected: tuple[str, str, str]) -> None:
    assert moved(rules(movement=MARGINS), Decimal(total), before) == expected


@pytest.mark.parametrize(
    ("before", "total", "grade"),
    [("D", "95", "C"), ("A", "10", "B"), ("C", "95", "B"), ("B", "95", "A")],
)
def test_one_step_at_a_time_where_the_scheme_says_so(before: str, total: str, grade: str) -> None:
    assert moved(rules(movement={"one_step": True}), Decimal(total), before)[1] == grade


def test_a_grade_that_the_scheme_no_longer_has_does_not_bind() -> None:
    assert moved(rules(movement=MARGINS), Decimal(81), "gold") == ("A", "A", "first")
