"""complaints and complaint_metrics: literal rows from histories worked out by hand, each also delivered twice."""

from decimal import Decimal

from domain.complaints.policy_events import Severity
from projections.complaints.complaint_metrics import COMPLAINT_METRICS
from projections.complaints.complaints import COMPLAINTS
from tests.projections.book import Book, at, rows


def cases() -> Book:
    """T-1 is a retailer's, T-2 nobody's. 1 June 2021 was a Tuesday.

    Acknowledged within 4 working hours, answered within 2 working days, critical ones within 1 hour; closed within 4.
    """
    book = Book()
    book.enrol("110001", account_manager="E9", market_type="urban")
    book.publish_policy("2020-12-01")
    book.complain("T-1", "110001", "2021-06-01 09:00", "配送")
    book.complain("T-2", None, "2021-06-01 16:30")
    return book


def settled() -> Book:
    """T-1 was assessed and answered late, and closed in time; nothing was done with T-2."""
    book = cases()
    book.assess("T-1", "2021-06-01 15:30", Severity.CRITICAL)
    book.respond("T-1", "2021-06-01 16:00")
    book.close("T-1", "2021-06-07 17:30")
    return book


def figures(book: Book, stratum: str) -> dict[str, tuple[int, int | None, Decimal | None]]:
    """Measure -> numerator, denominator and value, where anything was counted."""
    made = rows(COMPLAINT_METRICS, book, "period stratum measure numerator denominator value")
    assert {period for period, *_ in made} == {"2021-06"}
    return {m: (n, d, v) for _, s, m, n, d, v in made if s == stratum and (n or d)}


def share(numerator: int, denominator: int, value: str) -> tuple[int, int, Decimal]:
    return numerator, denominator, Decimal(value)


def test_what_is_waited_for_stands_in_the_order_in_which_it_is_due() -> None:
    told = "complaint_no next_due_at waiting_for respond_due_at close_due_at missed"
    assert rows(COMPLAINTS, cases(), told) == [
        (
            "T-1", at("2021-06-01 15:00"), ["acknowledge", "respond", "close"],
            at("2021-06-03 17:30"), at("2021-06-07 17:30"), [],
        ),
        (
            "T-2", at("2021-06-02 11:30"), ["acknowledge", "respond", "close"],
            at("2021-06-03 17:30"), at("2021-06-07 17:30"), [],
        ),
    ]  # fmt: skip


def test_an_assessment_puts_its_deadlines_in_the_place_of_those_waited_for() -> None:
    book = cases()
    book.assess("T-1", "2021-06-01 15:30", Severity.CRITICAL)
    told = "severity acknowledge_due_at respond_due_at close_due_at waiting_for next_due_at missed"
    assert rows(COMPLAINTS, book, told)[0] == (
        "critical", at("2021-06-01 15:00"), at("2021-06-01 10:00"), at("2021-06-07 17:30"), ["respond", "close"],
        at("2021-06-01 10:00"), ["acknowledge"],
    )  # fmt: skip


def test_a_severity_without_deadlines_of_its_own_waits_for_nothing() -> None:
    book = Book()
    book.publish_policy("2020-12-01", only_critical=True)
    book.complain("T-1", None, "2021-06-01 09:00")
    told = "respond_due_at waiting_for next_due_at"
    book.assess("T-1", "2021-06-01 09:10", Severity.CRITICAL)
    assert rows(COMPLAINTS, book, told) == [(at("2021-06-01 10:00"), ["respond"], at("2021-06-01 10:00"))]
    book.assess("T-1", "2021-06-01 09:20", Severity.MINOR)
    assert rows(COMPLAINTS, book, told) == [(None, [], None)]


def test_a_case_that_is_done_waits_for_nothing_and_keeps_its_deadlines() -> None:
    told = "status responded_at respond_due_at closed_at close_due_at waiting_for next_due_at missed cause action"
    assert rows(COMPLAINTS, settled(), told)[0] == (
        "closed", at("2021-06-01 16:00"), at("2021-06-01 10:00"), at("2021-06-07 17:30"), at("2021-06-07 17:30"),
        [], None, ["acknowledge", "respond"], "漏装", "复核",
    )  # fmt: skip


def test_a_reopened_case_has_new_deadlines_and_no_cause() -> None:
    book = settled()
    book.reopen("T-1", "2021-06-11 17:00")
    told = "status closed_at cause closing_record acknowledge_due_at respond_due_at close_due_at waiting_for missed"
    assert rows(COMPLAINTS, book, told)[0] == (
        "open", None, None, None, at("2021-06-14 12:00"), at("2021-06-14 09:00"), at("2021-06-17 17:30"),
        ["respond", "acknowledge", "close"], [],
    )  # fmt: skip


def test_every_measure_is_a_share_of_what_it_is_measured_against() -> None:
    assert figures(settled(), "all") == {
        "received": (2, None, None),
        "unanswered": share(1, 2, "0.5"),
        "closed": share(1, 2, "0.5"),
        "reopened": share(0, 1, "0"),
        "solved_by_first_asked": share(1, 1, "1"),
        "acknowledge_in_time": share(0, 1, "0"),
        "respond_in_time": share(0, 1, "0"),
        "close_in_time": share(1, 1, "1"),
        "seconds_to_answer": share(25_200, 1, "25200"),
        "seconds_to_close": share(549_000, 1, "549000"),
    }


def test_a_stratum_counts_those_of_whom_it_was_known_and_unknown_the_others() -> None:
    for known in ("category=配送", "market_type=urban", "account_manager=E9"):
        assert figures(settled(), known)["received"] == (1, None, None)
        assert figures(settled(), known)["unanswered"] == share(0, 1, "0")
    for unknown in ("category=unknown", "market_type=unknown", "account_manager=unknown"):
        assert figures(settled(), unknown) == {
            "received": (1, None, None),
            "unanswered": share(1, 1, "1"),
            "closed": share(0, 1, "0"),
        }
    assert figures(settled(), "severity=unknown")["received"] == (2, None, None)  # as received, not as assessed
    assert figures(settled(), "matter=complaint")["received"] == (2, None, None)


def test_a_deadline_recorded_as_missed_counts_once_whatever_is_told_later() -> None:
    book = cases()
    book.close_day("T-2", "2021-06-03")
    assert figures(book, "all")["acknowledge_in_time"] == share(0, 1, "0")
    book.close_day("T-2", "2021-06-03")
    book.acknowledge("T-2", "2021-06-02 11:30")
    assert figures(book, "all")["acknowledge_in_time"] == share(1, 1, "1")
    assert rows(COMPLAINTS, book, "missed waiting_for")[1] == ([], ["respond", "close"])
    assert figures(book, "all")["seconds_to_acknowledge"] == share(68_400, 1, "68400")


def test_reopening_takes_back_what_the_closing_counted_and_counts_a_case_once() -> None:
    book = settled()
    for day in ("08", "09"):
        book.reopen("T-1", f"2021-06-{day} 09:00")
        assert figures(book, "all")["closed"] == share(0, 2, "0")
        assert figures(book, "all")["unanswered"] == share(2, 2, "1")
        book.respond("T-1", f"2021-06-{day} 10:00")
        book.respond("T-1", f"2021-06-{day} 10:00")
        book.close("T-1", f"2021-06-{day} 11:00")
    measures = figures(book, "all")
    assert measures["reopened"] == share(1, 1, "1")
    assert measures["seconds_to_answer"] == share(25_200, 1, "25200")
    assert measures["seconds_to_close"] == share(549_000, 1, "549000")


def test_a_closing_that_a_file_tells_ends_the_wait_for_an_answer_and_counts_for_no_owner() -> None:
    book = settled()
    book.close_as_in_source("T-2", "2021-06-02")
    measures = figures(book, "all")
    assert measures["unanswered"] == share(0, 2, "0")
    assert measures["closed"] == share(2, 2, "1")
    assert measures["solved_by_first_asked"] == share(1, 1, "1")
    assert rows(COMPLAINTS, book, "status cause action closing_record")[1] == ("closed", None, None, "as_in_source")


def test_what_another_system_says_of_being_in_time_is_counted_apart() -> None:
    book = cases()
    book.respond("T-1", "2021-06-02 09:00", timely=True)
    book.respond("T-1", "2021-06-03 09:00", timely=False)
    book.respond("T-2", "2021-06-03 09:00")
    assert rows(COMPLAINTS, book, "complaint_no times_responded timely") == [("T-1", 2, False), ("T-2", 1, None)]
    assert figures(book, "all")["timely_as_told"] == share(1, 2, "0.5")
    assert "timely_as_told" not in figures(cases(), "all")


def test_what_the_complainant_says_is_counted() -> None:
    book = settled()
    book.dispute("T-1", "2021-06-08")
    book.accept("T-1", "2021-06-09")
    book.rate_handling("T-1", "2021-06-09", 3)
    book.rate_handling("T-1", "2021-06-10", 4)
    book.escalate("T-2", "2021-06-10")
    measures = figures(book, "all")
    assert measures["disputed"] == share(1, 2, "0.5")
    assert measures["handling_score"] == share(7, 2, "3.5")
    assert measures["handling_top2"] == share(1, 2, "0.5")
    assert measures["escalated"] == (1, None, None)
