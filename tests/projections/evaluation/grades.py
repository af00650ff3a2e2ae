"""Events of value grades, as rounds, approvers and inspectors would have recorded them."""

from decimal import Decimal

from domain.evaluation.grade_events import (
    CustomerFactorAssessed,
    CustomerValueGradeCorrected,
    CustomerValueGraded,
    CustomerValueGradeOverridden,
    CustomerValueGradeOverrideEnded,
)
from domain.evaluation.results import Evaluation, GradeMove
from domain.evaluation.round_events import RoundClosed, Transition
from tests.domain.scenario import told
from tests.projections.book import Book

RULES = "value/1"


def grade(
    book: Book, customer_no: str, round_no: str, at: str, value: str | None, over: str | None = None, **more: object
) -> None:
    """The round found this grade, over which an override holds `over`; `more` are facts of the result."""
    result = Evaluation(**{"factors": (), "grade": value, "move": GradeMove.FIRST, **more})
    facts = {"round_no": round_no, "rule_version": RULES, "result": result, "in_force": over or value}
    book.happened(CustomerValueGraded, at, customer_no, **facts)


def override(
    book: Book, customer_no: str, at: str, value: str = "A", until: str = "2022-01-01", rules: str = RULES
) -> None:
    facts = {"rule_version": rules, "grade": value, "until": until, "approved_by": "E9", "reason": "修路"}
    book.happened(CustomerValueGradeOverridden, at, customer_no, **facts)


def end_override(book: Book, customer_no: str, at: str, value: str | None) -> None:
    facts = {"rule_version": RULES, "round_no": "2021Q2", "why": "expired", "in_force": value}
    book.happened(CustomerValueGradeOverrideEnded, at, customer_no, **facts)


def correct(book: Book, customer_no: str, round_no: str, at: str, value: str, over: str | None = None) -> None:
    facts = {"rule_version": RULES, "round_no": round_no, "grade": value, "in_force": over or value}
    facts |= {"approved_by": "E9", "reason": "漏计"}
    book.happened(CustomerValueGradeCorrected, at, customer_no, **facts)


def assess(book: Book, customer_no: str, at: str, factor: str = "service_ability", value: str = "85") -> None:
    book.happened(CustomerFactorAssessed, at, customer_no, factor=factor, value=Decimal(value), assessor="E7")


def close_round(book: Book, round_no: str, at: str, *cells: tuple[str | None, str | None, int]) -> None:
    """`cells` are (grade before, grade after, customers)."""
    transitions = tuple(Transition(before=before, after=after, customers=n) for before, after, n in cells)
    graded = sum(n for _, after, n in cells if after)
    left = sum(n for _, after, n in cells if not after)
    facts = {"round_no": round_no, "rule_version": RULES, "transitions": transitions}
    book.events.append(told(RoundClosed, at, graded=graded, not_graded=left, **facts))
