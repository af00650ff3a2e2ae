"""evaluation_scores, factor_assessments, tier_transitions: what rounds found; value_grade_overrides."""

from datetime import date
from decimal import Decimal
from typing import Any

from domain.evaluation.results import FactorFinding
from projections.evaluation.evaluation_scores import EVALUATION_SCORES
from projections.evaluation.factor_assessments import FACTOR_ASSESSMENTS
from projections.evaluation.tier_transitions import TIER_TRANSITIONS
from projections.evaluation.value_grade_overrides import VALUE_GRADE_OVERRIDES
from tests.projections.book import Book, at, rows
from tests.projections.evaluation.grades import assess, close_round, correct, end_override, grade, override


def test_each_round_keeps_its_own_scores_and_evidence() -> None:
    book = Book()
    known = FactorFinding(factor="sales_history", value="1200", points=Decimal("60.5"), position=7)
    unknown = FactorFinding(factor="gross_margin")
    scores: dict[str, Any] = {"contribution": Decimal("60.5"), "total": Decimal("61")}
    scores |= {"reached": "B", "before": "A", "move": "lowered"}
    grade(book, "110001", "2021Q1", "2021-04-01", "B", factors=(known, unknown), **scores)
    grade(book, "110002", "2021Q1", "2021-04-01", None, move="not_graded")
    grade(book, "110001", "2021Q2", "2021-07-01", "A", growth=Decimal(99), move="raised")
    columns = "round_id customer_no graded_from contribution growth total grade_before grade move factors"
    evidence = {
        "sales_history": {"value": "1200", "points": "60.5", "position": 7},
        "gross_margin": {"value": None, "points": None, "position": None},
    }
    points = Decimal("60.5")
    assert rows(EVALUATION_SCORES, book, columns) == [
        ("2021Q1", "110001", at("2021-04-01"), points, None, Decimal(61), "A", "B", "lowered", evidence),
        ("2021Q1", "110002", at("2021-04-01"), None, None, None, None, None, "not_graded", {}),
        ("2021Q2", "110001", at("2021-07-01"), None, Decimal(99), None, None, "A", "raised", {}),
    ]


def test_an_appeal_corrects_the_grade_of_its_round_only() -> None:
    book = Book()
    grade(book, "110001", "2021Q1", "2021-04-01", "B")
    grade(book, "110001", "2021Q2", "2021-07-01", "C", move="lowered")
    grade(book, "110002", "2021Q2", "2021-07-01", "C")
    correct(book, "110001", "2021Q2", "2021-07-10", "B")
    assert rows(EVALUATION_SCORES, book, "round_id customer_no grade move") == [
        ("2021Q1", "110001", "B", "first"),
        ("2021Q2", "110001", "B", "corrected"),
        ("2021Q2", "110002", "C", "first"),
    ]


def test_judgements_are_kept_one_by_one() -> None:
    book = Book()
    assess(book, "110001", "2021-05-01", value="85")
    assess(book, "110002", "2021-05-01", value="40")
    assess(book, "110001", "2021-04-01", value="70.5")
    assert rows(FACTOR_ASSESSMENTS, book, "customer_no factor assessed_on value") == [
        ("110001", "service_ability", date(2021, 5, 1), Decimal(85)),
        ("110002", "service_ability", date(2021, 5, 1), Decimal(40)),
        ("110001", "service_ability", date(2021, 4, 1), Decimal("70.5")),
    ]


def test_a_matrix_has_a_row_for_each_way_that_somebody_went() -> None:
    book = Book()
    close_round(book, "2021Q1", "2021-04-01", (None, "A", 3), (None, None, 1))
    close_round(book, "2021Q2", "2021-07-01", ("A", "A", 2), ("A", "B", 1))
    assert rows(TIER_TRANSITIONS, book, "round_id grade_before grade_after customers") == [
        ("2021Q1", None, "A", 3),
        ("2021Q1", None, None, 1),
        ("2021Q2", "A", "A", 2),
        ("2021Q2", "A", "B", 1),
    ]


def test_an_override_taken_back_in_the_instant_it_began_gives_way_to_the_next() -> None:
    book = Book()
    override(book, "110001", "2021-05-10", "B", until="2021-09-01")
    end_override(book, "110001", "2021-05-10", "C")
    override(book, "110001", "2021-05-10", "A", until="2021-07-10")
    override(book, "110002", "2021-05-10", "A")
    end_override(book, "110002", "2021-06-01", "C")
    override(book, "110002", "2021-08-01", "B")
    end_override(book, "110002", "2021-09-01", "C")
    assert rows(VALUE_GRADE_OVERRIDES, book, "customer_no grade since status ended_at") == [
        ("110001", "A", at("2021-05-10"), "in_force", None),
        ("110002", "A", at("2021-05-10"), "expired", at("2021-06-01")),
        ("110002", "B", at("2021-08-01"), "expired", at("2021-09-01")),
    ]
