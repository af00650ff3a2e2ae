"""What became of promises, and the share that was kept."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given

from domain.customers.events import CustomerBanned
from projections.fold.fold import fold_events
from projections.promises.promise_metrics import PROMISE_METRICS
from projections.promises.promise_standing import PROMISE_STANDING, figures
from projections.promises.promises import PROMISES
from tests.projections.book import Book, at, log_of, rows
from tests.projections.test_any_history import books

JULY = date(2021, 7, 1)


def a_summer() -> Book:
    """P-1 kept, P-2 kept late after it lapsed, P-3 broken, P-4 withdrawn, P-5 lapsed, P-6 open; P-7 told late."""
    book = Book()
    book.enrol("110001")
    book.enrol("110002")
    book.promise("P-1", "110001", "2021-07-01", due="2021-07-10")
    book.promise("P-2", "110002", "2021-07-01", due="2021-07-10")
    book.promise("P-3", "110001", "2021-07-01", due="2021-07-31")
    book.promise("P-4", "110001", "2021-07-01", due="2021-07-31")
    book.promise("P-5", None, "2021-06-01", due="2021-07-31", owner="E9")
    book.promise("P-6", None, "2021-06-01", due="2021-08-31", owner="E9")
    book.promise("P-7", "110002", "2021-07-01", due="2021-07-31", owner="E9")
    book.keep("P-1", "2021-07-10 23:00")
    book.lapse("P-2", "2021-07-11")
    book.keep("P-2", "2021-07-13")
    book.break_off("P-3", "2021-07-20")
    book.take_back("P-4", "2021-07-20")
    book.lapse("P-5", "2021-08-01")
    book.lapse("P-7", "2021-08-01")
    book.keep("P-7", "2021-07-30")
    return book


def test_a_promise_shows_what_became_of_it() -> None:
    columns = (
        "promise_no published customer_no owner due_on status settled lapsed settled_at days_late reason workaround"
    )
    due = date(2021, 7, 10), date(2021, 7, 31), date(2021, 8, 31)
    why = "按客户要求"
    assert rows(PROMISES, a_summer(), columns) == [
        ("P-1", False, "110001", "E7", due[0], "kept", True, False, at("2021-07-10 23:00"), 0, None, None),
        ("P-2", False, "110002", "E7", due[0], "kept_late", True, True, at("2021-07-13"), 3, None, None),
        ("P-3", False, "110001", "E7", due[1], "broken", True, False, at("2021-07-20"), None, why, "改送同类"),
        ("P-4", False, "110001", "E7", due[1], "withdrawn", True, False, at("2021-07-20"), None, why, None),
        ("P-5", True, None, "E9", due[1], "overdue", False, True, None, None, None, None),
        ("P-6", True, None, "E9", due[2], "open", False, False, None, None, None, None),
        ("P-7", False, "110002", "E9", due[1], "kept", True, True, at("2021-07-30"), 0, None, None),
    ]


def test_a_promise_keeps_what_it_said() -> None:
    columns = "promise_no text expected_effect observed_effect made_at month"
    assert rows(PROMISES, a_summer(), columns)[:3] == [
        ("P-1", "补货", "不断货", "货架已满", at("2021-07-01"), JULY),
        ("P-2", "补货", "不断货", "货架已满", at("2021-07-01"), JULY),
        ("P-3", "补货", "不断货", None, at("2021-07-01"), JULY),
    ]


def test_months_count_promises_by_due_day_and_owner() -> None:
    columns = "month owner made kept kept_late broken withdrawn unsettled lapsed kept_rate"
    assert rows(PROMISE_METRICS, a_summer(), columns) == [
        (JULY, "E7", 4, 1, 1, 1, 1, 0, 1, Decimal("0.333333")),
        (JULY, "E9", 2, 1, 0, 0, 0, 1, 2, Decimal(1)),
        (date(2021, 8, 1), "E9", 1, 0, 0, 0, 0, 1, 0, None),
    ]


def test_the_share_kept_of_twelve_promises_seven_kept_and_two_broken_is_seven_ninths() -> None:
    book = Book()
    for i in range(12):
        book.promise(f"P-{i}", None, "2021-07-01", due="2021-07-31", owner=f"E{i % 2}")
    for i in range(7):
        book.keep(f"P-{i}", "2021-07-02")
    for i in (7, 8):
        book.break_off(f"P-{i}", "2021-07-02")
    folded: Any = fold_events([PROMISE_METRICS], log_of(book.events))[PROMISE_METRICS.name]
    together = PROMISE_METRICS.total(folded)
    counts = {"made": 12, "kept": 7, "kept_late": 0, "broken": 2, "withdrawn": 0, "unsettled": 3, "lapsed": 0}
    assert together == {**counts, "kept_rate": Decimal("0.777778")}
    assert PROMISE_METRICS.total([])["kept_rate"] is None


@given(books())
def test_every_count_opens_to_as_many_promises(book: Book) -> None:
    tables: dict[str, Any] = fold_events([PROMISES, PROMISE_METRICS], log_of(book.events))
    for counts in tables[PROMISE_METRICS.name]:
        behind = [p for p in tables[PROMISES.name] if (p.month, p.owner) == (counts.month, counts.owner)]
        for status in ("kept", "kept_late", "broken", "withdrawn"):
            assert getattr(counts, status) == sum(p.status == status for p in behind)
        assert counts.made == len(behind)
        assert counts.unsettled == sum(not p.settled for p in behind)
        assert counts.lapsed == sum(p.lapsed for p in behind)


def test_a_customers_worst_promise_stands_beside_whether_they_left_after_it() -> None:
    book = a_summer()
    book.enrol("110003")
    book.enrol("110004")
    book.enrol("110005")
    book.promise("P-8", "110005", "2021-07-01", due="2021-08-20")
    book.promise("P-9", "110005", "2021-07-01", due="2021-08-20")
    book.withdraw("110001", "2021-07-20")
    book.happened(CustomerBanned, "2021-07-20", "110003", reason="售假大户", approved_by="E9")
    book.withdraw("110005", "2021-08-01")
    book.break_off("P-8", "2021-08-09")
    book.break_off("P-9", "2021-08-07")
    columns = "customer_no standing since left_on left_after"
    assert rows(PROMISE_STANDING, book, columns) == [
        ("110001", "broken", date(2021, 7, 20), date(2021, 7, 20), True),
        ("110002", "late", date(2021, 7, 11), None, False),
        ("110003", "none", None, date(2021, 7, 20), True),
        ("110004", "none", None, None, False),
        ("110005", "broken", date(2021, 8, 7), date(2021, 8, 1), False),
    ]
    folded: Any = fold_events([PROMISE_STANDING], log_of(book.events))[PROMISE_STANDING.name]
    assert figures(folded) == [
        ("broken", 2, 1, Decimal("0.5")),
        ("late", 1, 0, Decimal(0)),
        ("kept", 0, 0, None),
        ("none", 2, 1, Decimal("0.5")),
    ]


def test_one_promise_kept_late_outweighs_those_kept_in_time() -> None:
    book = Book()
    book.enrol("110001")
    for number in ("P-1", "P-2", "P-3"):
        book.promise(number, "110001", "2021-07-01", due="2021-07-10")
    book.keep("P-1", "2021-07-09")
    assert rows(PROMISE_STANDING, book, "standing since") == [("kept", date(2021, 7, 9))]
    book.keep("P-2", "2021-07-12")
    book.keep("P-3", "2021-07-08")
    assert rows(PROMISE_STANDING, book, "standing since") == [("late", date(2021, 7, 12))]
