"""tier_assignments: one value at a time, whatever was told when."""

from projections.tier_assignments import TIER_ASSIGNMENTS
from tests.projections.book import Book, at, rows
from tests.projections.grades import end_override, grade, override

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
