"""tier_assignments: one value at a time, whatever was told when."""

from datetime import date

from projections.evaluation.tier_assignments import TIER_ASSIGNMENTS
from projections.explaining.histories import histories
from tests.projections.book import Book, at, log_of, rows
from tests.projections.evaluation.grades import correct, end_override, grade, override

COLUMNS = "customer_no kind value valid_from valid_to round_id reason"


def period(
    customer_no: str, value: str, since: str, to: str | None, round_id: str | None, why: str | None = None
) -> tuple[object, ...]:
    return (customer_no, "value_grade", value, at(since), to and at(to), round_id, why)


def test_a_grade_holds_until_the_next() -> None:
    book = Book()
    grade(book, "110001", "2021Q1", "2021-04-01", "B")
    grade(book, "110002", "2021Q1", "2021-04-01", "C")
    grade(book, "110001", "2021Q2", "2021-07-01", "A")
    assert rows(TIER_ASSIGNMENTS, book, COLUMNS) == [
        period("110001", "B", "2021-04-01", "2021-07-01", "2021Q1"),
        period("110001", "A", "2021-07-01", None, "2021Q2"),
        period("110002", "C", "2021-04-01", None, "2021Q1"),
    ]


def test_an_override_holds_from_its_day_until_the_event_that_ends_it() -> None:
    book = Book()
    grade(book, "110001", "2021Q2", "2021-07-01", "C")
    override(book, "110001", "2021-08-01", "A")
    end_override(book, "110001", "2021-10-01", "C")
    assert rows(TIER_ASSIGNMENTS, book, COLUMNS) == [
        period("110001", "C", "2021-07-01", "2021-08-01", "2021Q2"),
        period("110001", "A", "2021-08-01", "2021-10-01", None, "修路"),
        period("110001", "C", "2021-10-01", None, "2021Q2"),
    ]


def test_what_rounds_and_appeals_give_beneath_an_override_leaves_its_grade_and_reason() -> None:
    """Also where they give the same grade as it, and from its first day."""
    book = Book()
    grade(book, "110001", "2021Q1", "2021-04-01", "B")
    override(book, "110001", "2021-07-01", "A", until="2021-12-01", rules="value/2")
    grade(book, "110001", "2021Q2", "2021-07-01", "A", over="A")
    correct(book, "110001", "2021Q2", "2021-07-20", "B", over="A")
    grade(book, "110002", "2021Q2", "2021-07-01", "C")
    grade(book, "110001", "2021Q3", "2021-10-01", "C", over="A")
    assert rows(TIER_ASSIGNMENTS, book, f"{COLUMNS} override_until rule_version") == [
        (*period("110001", "B", "2021-04-01", "2021-07-01", "2021Q1"), None, "value/1"),
        (*period("110001", "A", "2021-07-01", "2021-07-20", None, "修路"), date(2021, 12, 1), "value/2"),
        (*period("110001", "A", "2021-07-20", "2021-10-01", None, "修路"), date(2021, 12, 1), "value/2"),
        (*period("110001", "A", "2021-10-01", None, None, "修路"), date(2021, 12, 1), "value/2"),
        (*period("110002", "C", "2021-07-01", None, "2021Q2"), None, "value/1"),
    ]


def test_what_is_in_force_beneath_an_override_is_explained_by_what_the_round_found_in_force() -> None:
    book = Book()
    override(book, "110001", "2021-07-01", "A", until="2021-12-01")
    grade(book, "110001", "2021Q3", "2021-10-01", "C", over="A")
    history = histories(TIER_ASSIGNMENTS, log_of(book.events))["110001", "value_grade"]
    assert "in_force" in history.inputs(1, ("110001", "value_grade", at("2021-10-01")), "value")


def test_a_round_gives_the_grade_from_the_day_on_which_an_override_is_over() -> None:
    """Whenever that is told; before its first day, too."""
    book = Book()
    override(book, "110001", "2021-07-15", "A", until="2021-10-01")
    grade(book, "110001", "2021Q2", "2021-07-01", "A")
    grade(book, "110001", "2021Q3", "2021-10-01", "A")
    periods = [
        period("110001", "A", "2021-07-01", "2021-07-15", "2021Q2"),
        period("110001", "A", "2021-07-15", "2021-10-01", None, "修路"),
        period("110001", "A", "2021-10-01", None, "2021Q3"),
    ]
    assert rows(TIER_ASSIGNMENTS, book, COLUMNS) == periods
    other = Book()
    override(other, "110001", "2021-07-15", "A")
    end_override(other, "110001", "2021-08-01", None)
    grade(other, "110001", "2021Q3", "2021-10-01", "A")
    assert rows(TIER_ASSIGNMENTS, other, COLUMNS)[-1] == periods[-1]


def test_a_corrected_grade_holds_as_the_appeal_says() -> None:
    book = Book()
    grade(book, "110001", "2021Q2", "2021-07-01", "C")
    correct(book, "110001", "2021Q2", "2021-07-20", "B")
    assert rows(TIER_ASSIGNMENTS, book, COLUMNS) == [
        period("110001", "C", "2021-07-01", "2021-07-20", "2021Q2"),
        period("110001", "B", "2021-07-20", None, "2021Q2", "漏计"),
    ]


def test_what_is_told_late_holds_only_until_what_began_later() -> None:
    book = Book()
    grade(book, "110001", "2021Q3", "2021-10-01", "A")
    grade(book, "110001", "2021Q1", "2021-04-01", "C")
    grade(book, "110001", "2021Q2", "2021-07-01", "B")
    assert rows(TIER_ASSIGNMENTS, book, COLUMNS) == [
        period("110001", "C", "2021-04-01", "2021-07-01", "2021Q1"),
        period("110001", "B", "2021-07-01", "2021-10-01", "2021Q2"),
        period("110001", "A", "2021-10-01", None, "2021Q3"),
    ]


def test_of_two_from_one_instant_the_later_told_stands() -> None:
    book = Book()
    grade(book, "110001", "2021Q1", "2021-04-01", "B")
    override(book, "110001", "2021-04-01", "A")
    assert rows(TIER_ASSIGNMENTS, book, COLUMNS) == [period("110001", "A", "2021-04-01", None, None, "修路")]


def test_a_customer_who_is_no_longer_graded_is_in_nothing() -> None:
    book = Book()
    grade(book, "110001", "2021Q1", "2021-04-01", "B")
    grade(book, "110001", "2021Q2", "2021-07-01", None)
    assert rows(TIER_ASSIGNMENTS, book, "value valid_from valid_to") == [
        ("B", at("2021-04-01"), at("2021-07-01")),
        (None, at("2021-07-01"), None),
    ]
