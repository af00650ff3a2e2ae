"""What the file of a customer shows now, showed when, and the timeline."""

from datetime import date
from decimal import Decimal

from projections.customers.customer_profile_periods import CUSTOMER_PROFILE_PERIODS
from projections.customers.customer_profiles import CUSTOMER_PROFILES
from projections.timeline.customer_timeline import CUSTOMER_TIMELINE
from projections.timeline.kinds import KINDS, SENTENCES
from projections.timeline.sentences import sentence
from tests.projections.book import Book, at, rows


def two_clocks() -> Book:
    """B holds from 2021-09-01; that C held from 2021-06-01 is told after it. Another customer stays as they are."""
    book = Book()
    book.enrol("110001", address="A")
    book.enrol("110002", address="Z", name="另一家")
    book.change("110001", "2021-09-01", address="B")
    book.change("110001", "2021-06-01", address="C")
    return book


def test_the_profile_shows_what_holds_last_and_not_what_was_told_last() -> None:
    assert rows(CUSTOMER_PROFILES, two_clocks(), "customer_no name address enrolled_at") == [
        ("110001", None, "B", at("2020-01-01")),
        ("110002", "另一家", "Z", at("2020-01-01")),
    ]


def test_periods_split_where_a_fact_told_late_began() -> None:
    assert rows(CUSTOMER_PROFILE_PERIODS, two_clocks(), "customer_no address valid_from valid_to stated") == [
        ("110001", "A", at("2020-01-01"), at("2021-06-01"), ["address", "status"]),
        ("110001", "C", at("2021-06-01"), at("2021-09-01"), ["address"]),
        ("110001", "B", at("2021-09-01"), None, ["address"]),
        ("110002", "Z", at("2020-01-01"), None, ["address", "name", "status"]),
    ]


def test_a_fact_told_late_runs_on_through_periods_that_state_other_fields() -> None:
    book = Book()
    book.enrol("110001", address="A", name="甲")
    book.enrol("110002")
    book.change("110001", "2021-03-01", name="乙")
    book.suspend("110001", "2021-05-01")
    book.change("110001", "2021-07-01", address="B")
    book.change("110001", "2021-02-01", address="C")
    assert rows(CUSTOMER_PROFILE_PERIODS, book, "customer_no name address status valid_from") == [
        ("110001", "甲", "A", "active", at("2020-01-01")),
        ("110001", "甲", "C", "active", at("2021-02-01")),
        ("110001", "乙", "C", "active", at("2021-03-01")),
        ("110001", "乙", "C", "suspended", at("2021-05-01")),
        ("110001", "乙", "B", "suspended", at("2021-07-01")),
        ("110002", None, None, "active", at("2020-01-01")),
    ]


def test_of_two_facts_for_one_instant_the_later_told_stands_and_no_period_is_empty() -> None:
    book = two_clocks()
    book.change("110001", "2021-09-01", address="D", name="甲")
    assert rows(CUSTOMER_PROFILES, book, "customer_no address name")[0] == ("110001", "D", "甲")
    assert rows(CUSTOMER_PROFILE_PERIODS, book, "address name valid_from")[2] == ("D", "甲", at("2021-09-01"))


def test_class_code_and_completeness_follow_from_what_is_known() -> None:
    book = Book()
    book.enrol("110001", market_type="urban", business_format="grocery", name="甲")
    book.enrol("110002")
    book.change("110001", "2020-02-01", business_scale="large")
    assert rows(CUSTOMER_PROFILES, book, "customer_no class_code completeness") == [
        ("110001", "CZ1", Decimal("0.4")),
        ("110002", None, Decimal(0)),
    ]
    assert rows(CUSTOMER_PROFILE_PERIODS, book, "class_code") == [(None,), ("CZ1",), (None,)]


def test_status_visits_and_checks_keep_the_latest() -> None:
    book = Book()
    book.enrol("110001")
    book.enrol("110002")
    book.visit("110001", "2021-02-01")
    book.visit("110001", "2021-01-01")
    book.verify("110001", "2021-03-01")
    book.verify("110001", "2021-02-15", "name")
    book.suspend("110001", "2021-04-01")
    book.resume("110001", "2021-05-01")
    book.withdraw("110002", "2021-05-01")
    assert rows(CUSTOMER_PROFILES, book, "customer_no status last_visited_at verified_at") == [
        ("110001", "active", at("2021-02-01"), at("2021-03-01")),
        ("110002", "withdrawn", None, None),
    ]


def test_the_timeline_has_one_row_for_each_event_about_a_customer() -> None:
    book = Book()
    book.enrol("110001", licence_no="L1")
    book.grant("L1", "110001")
    book.enrol("110002")
    book.place("A-1", "110002", "2021-06-30 23:30", (3, "10.00"), (2, "5.5"))
    book.complain("T-1", None, "2021-07-01")
    book.complain("T-2", "110002", "2021-07-01")
    assert rows(CUSTOMER_TIMELINE, book, "position customer_no customer_seq effective_on topic kind") == [
        (10, "110001", 1, date(2020, 1, 1), "customer.enrolled", "enrolled"),
        (20, "110001", 2, date(2020, 1, 1), "licence.granted", "licence_granted"),
        (30, "110002", 1, date(2020, 1, 1), "customer.enrolled", "enrolled"),
        (40, "110002", 2, date(2021, 6, 30), "order.placed", "order_placed"),
        (60, "110002", 3, date(2021, 7, 1), "complaint.received", "complaint_received"),
    ]
    told = {"order_no": "A-1", "channel": "phone", "supplementary": False, "requested_qty": 5, "amount": "15.50"}
    assert rows(CUSTOMER_TIMELINE, book, "parameters")[3] == ({**told, "lines": 2},)


def test_every_kind_of_the_timeline_has_its_sentence() -> None:
    assert {kind for kind, _ in KINDS.values()} == set(SENTENCES)


def test_a_sentence_leaves_out_what_is_not_known() -> None:
    book = Book()
    book.enrol("110001", name="甲", licence_no="L1")
    book.enrol("110002")
    book.verify("110001", "2021-01-01", "name", "address")
    book.verify("110002", "2021-01-01")
    told = [sentence(kind, parameters) for kind, parameters in rows(CUSTOMER_TIMELINE, book, "kind parameters")]
    assert told == [
        "Entered the supply network (入网): name 甲, licence (许可证) L1",
        "Entered the supply network (入网)",
        "The file was checked and found right: name, address",
        "The file was checked and found right",
    ]
