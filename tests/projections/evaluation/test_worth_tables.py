"""The tables of the catalogue, of keeping the law and of sales anomalies."""

from datetime import date
from decimal import Decimal

from projections.anomalies.sales_anomalies import SALES_ANOMALIES
from projections.compliance.compliance_scores import COMPLIANCE_SCORES
from projections.compliance.violations import VIOLATIONS
from projections.evaluation.tier_assignments import TIER_ASSIGNMENTS
from projections.products.price_observations import PRICE_OBSERVATIONS
from projections.products.product_prices import PRODUCT_PRICES
from projections.products.products import PRODUCTS
from tests.projections.book import Book, at, rows
from tests.projections.evaluation import worth


def test_the_catalogue_shows_what_holds_latest_whichever_was_told_last() -> None:
    book = Book()
    worth.register(book, "2021-01-01")
    worth.register(book, "2021-01-02", "中华", "6901029")
    worth.redescribe(book, "2021-06-01", "利群（新版）")
    worth.redescribe(book, "2021-03-01", "利群（旧版）")
    worth.set_state(book, "2021-06-01", "slow")
    worth.set_state(book, "2021-03-01", "scarce")
    worth.withdraw(book, "2021-12-01", "6901029")
    assert rows(PRODUCTS, book, "sku name described_at state state_since registered_on withdrawn_on") == [
        (worth.SKU, "利群（新版）", at("2021-06-01"), "slow", at("2021-06-01"), date(2021, 1, 1), None),
        ("6901029", "中华", at("2021-01-02"), None, None, date(2021, 1, 2), date(2021, 12, 1)),
    ]


def test_prices_hold_from_their_day_to_the_next_in_whatever_order_they_were_told() -> None:
    book = Book()
    worth.price(book, "2021-01-01", "2021-01-01", "10")
    worth.price(book, "2021-01-01", "2021-09-01", "14")
    worth.price(book, "2021-02-01", "2021-05-01", "12", "8")
    worth.price(book, "2021-03-01", "2021-09-01", "15")
    worth.price(book, "2021-03-02", "2020-12-01", None, "6")
    assert rows(PRODUCT_PRICES, book, "valid_from valid_to retail_price transfer_price") == [
        (date(2020, 12, 1), date(2021, 1, 1), None, Decimal(6)),
        (date(2021, 1, 1), date(2021, 5, 1), Decimal(10), Decimal(6)),
        (date(2021, 5, 1), date(2021, 9, 1), Decimal(12), Decimal(8)),
        (date(2021, 9, 1), None, Decimal(15), Decimal(8)),
    ]


def test_a_price_told_late_reaches_to_the_next_telling_of_that_price() -> None:
    book = Book()
    worth.price(book, "2021-01-01", "2021-01-01", "10", "5")
    worth.price(book, "2021-01-01", "2021-06-01", "12")
    worth.price(book, "2021-01-01", "2021-09-01", None, "9")
    worth.price(book, "2021-02-01", "2021-03-01", "11", "7", price_class=4)
    both = ["price_class", "retail_price", "transfer_price"]
    assert rows(PRODUCT_PRICES, book, "valid_from valid_to retail_price transfer_price price_class told") == [
        (date(2021, 1, 1), date(2021, 3, 1), Decimal(10), Decimal(5), None, both),
        (date(2021, 3, 1), date(2021, 6, 1), Decimal(11), Decimal(7), 4, both),
        (date(2021, 6, 1), date(2021, 9, 1), Decimal(12), Decimal(7), 4, ["retail_price"]),
        (date(2021, 9, 1), None, Decimal(12), Decimal(9), None, ["price_class", "transfer_price"]),
    ]


def test_a_price_told_after_another_of_the_same_day_stands_beside_it() -> None:
    book = Book()
    worth.price(book, "2021-01-01", "2021-06-01", "12")
    worth.price(book, "2021-01-02", "2021-06-01", None, "9")
    worth.price(book, "2021-01-03", "2021-01-01", "10", "5")
    assert rows(PRODUCT_PRICES, book, "valid_from valid_to retail_price transfer_price") == [
        (date(2021, 1, 1), date(2021, 6, 1), Decimal(10), Decimal(5)),
        (date(2021, 6, 1), None, Decimal(12), Decimal(9)),
    ]


def test_each_price_seen_is_kept() -> None:
    book = Book()
    book.enrol("110001")
    worth.observe(book, "2021-05-02", "12.00", "110001")
    worth.observe(book, "2021-05-02", "11.80")
    assert rows(PRICE_OBSERVATIONS, book, "sku observed_at price customer_no place observed_by") == [
        (worth.SKU, at("2021-05-02"), Decimal("12.00"), "110001", "南门市场", "E7"),
        (worth.SKU, at("2021-05-02"), Decimal("11.80"), None, "南门市场", "E7"),
    ]


def test_a_case_is_penalised_or_not() -> None:
    book = Book()
    worth.violate(book, "2021-05-20", "V-1", "110001", 200, "罚款")
    worth.violate(book, "2021-05-21", "V-2", "110002", 600)
    worth.annul(book, "2021-05-30", "V-2", "110002")
    assert rows(VIOLATIONS, book, "violation_no customer_no kind qty found_on penalised_on penalty annulled_on") == [
        ("V-1", "110001", "fake", 200, date(2021, 5, 20), date(2021, 5, 20), "罚款", None),
        ("V-2", "110002", "fake", 600, date(2021, 5, 21), None, None, date(2021, 5, 30)),
    ]


def test_a_score_is_one_row_a_day_and_assigns_two_classes() -> None:
    book = Book()
    worth.score(book, "2021-06-30", "110001", 75, "C", "C")
    worth.score(book, "2021-06-30", "110002", 100, "A", "A")
    worth.score(book, "2021-12-31", "110001", 100, "A", "B")
    worth.score(book, "2021-06-30", "110001", 85, "B", "B")
    assert rows(COMPLIANCE_SCORES, book, "customer_no scored_on score compliance_class service_class losses") == [
        ("110001", date(2021, 6, 30), 85, "B", "B", {"经营规范": 15}),
        ("110001", date(2021, 12, 31), 100, "A", "B", {"经营规范": 0}),
        ("110002", date(2021, 6, 30), 100, "A", "A", {"经营规范": 0}),
    ]
    assert rows(TIER_ASSIGNMENTS, book, "customer_no kind value valid_from rule_version")[:4] == [
        ("110001", "compliance_class", "B", at("2021-06-30"), "suzhou/1"),
        ("110001", "compliance_class", "A", at("2021-12-31"), "suzhou/1"),
        ("110001", "service_class", "B", at("2021-06-30"), "suzhou/1"),
        ("110001", "service_class", "B", at("2021-12-31"), "suzhou/1"),
    ]


def test_a_departure_is_open_until_something_was_done() -> None:
    book = Book()
    worth.depart(book, "2021-07-02", "110001", "2021-06", "走访")
    worth.depart(book, "2021-07-03", "110002", "2021-06")
    assert rows(SALES_ANOMALIES, book, "customer_no month status share opened_on closed_on action") == [
        ("110001", date(2021, 6, 1), "closed", Decimal("0.3620"), date(2021, 7, 2), date(2021, 7, 2), "走访"),
        ("110002", date(2021, 6, 1), "open", Decimal("0.3620"), date(2021, 7, 3), None, None),
    ]
