"""Events of value grades, as rounds, approvers and inspectors would have recorded them."""

from domain.evaluation.grade_events import (
    CustomerValueGraded,
    CustomerValueGradeOverridden,
    CustomerValueGradeOverrideEnded,
)
from domain.evaluation.results import Evaluation, GradeMove
from tests.projections.book import Book

RULES = "value/1"


def grade(book: Book, customer_no: str, round_no: str, at: str, value: str | None, **more: object) -> None:
    """The round found this grade; `more` are facts of the result."""
    result = Evaluation(factors=(), **{"grade": value, "move": GradeMove.FIRST, **more})
    facts = {"round_no": round_no, "rule_version": RULES, "result": result, "in_force": value}
    book.happened(CustomerValueGraded, at, customer_no, **facts)


def override(book: Book, customer_no: str, at: str, value: str = "A", until: str = "2022-01-01") -> None:
    facts = {"rule_version": RULES, "grade": value, "until": until, "approved_by": "E9", "reason": "修路"}
    book.happened(CustomerValueGradeOverridden, at, customer_no, **facts)


def end_override(book: Book, customer_no: str, at: str, value: str | None) -> None:
    facts = {"rule_version": RULES, "round_no": "2021Q2", "why": "expired", "in_force": value}
    book.happened(CustomerValueGradeOverrideEnded, at, customer_no, **facts)
