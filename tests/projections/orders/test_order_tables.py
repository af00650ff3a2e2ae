"""What became of orders, their lines, returns, the customers' months, and complaints."""

from datetime import date
from decimal import Decimal

from projections.complaints.complaints import COMPLAINTS
from projections.orders.customer_months import CUSTOMER_MONTHS
from projections.orders.order_lines import ORDER_LINES
from projections.orders.orders import ORDERS
from projections.orders.returns import RETURNS
from tests.projections.book import Book, at, rows


def a_spring() -> Book:
    """A-1 shrinks at every step and partly comes back, A-2 is cancelled, B-1 is only placed, a return is free."""
    book = Book()
    book.enrol("110001")
    book.enrol("110002")
    book.place("A-1", "110001", "2021-03-31 23:30", (10, "100.00"), (4, "20.00"))
    book.place("B-1", "110002", "2021-04-02", (1, "7.00"))
    book.confirm("A-1", "2021-04-01", {1: 6})
    book.place("A-2", "110001", "2021-03-15", (5, "50.00"))
    book.confirm("A-2", "2021-03-16")
    book.deliver("A-1", "2021-04-02", {2: 3})
    book.cancel("A-2", "2021-04-20")
    book.give_back("A-1", "R-1", "2021-05-03", {1: 2})
    book.give_back_freely("R-1", "110002", "2021-05-04", 3, "9.00")
    book.visit("110002", "2021-04-30")
    return book


def test_an_order_shows_its_last_settled_worth_and_all_its_quantities() -> None:
    columns = "order_no customer_no status amount requested_qty ordered_qty delivered_qty returned_qty returned_amount"
    assert rows(ORDERS, a_spring(), columns) == [
        ("A-1", "110001", "delivered", Decimal("75.00"), 14, 10, 9, 2, Decimal("20.00")),
        ("A-2", "110001", "cancelled", Decimal("50.00"), 5, 5, None, 0, Decimal(0)),
        ("B-1", "110002", "placed", Decimal("7.00"), 1, None, None, 0, Decimal(0)),
    ]


def test_an_order_shows_when_each_step_was() -> None:
    columns = "order_no channel placed_on placed_at confirmed_at delivered_at cancelled_at lines"
    assert rows(ORDERS, a_spring(), columns) == [
        *[("A-1", "phone", date(2021, 3, 31), at("2021-03-31 23:30"), at("2021-04-01"), at("2021-04-02"), None, 2)],
        *[("A-2", "phone", date(2021, 3, 15), at("2021-03-15"), at("2021-03-16"), None, at("2021-04-20"), 1)],
        *[("B-1", "phone", date(2021, 4, 2), at("2021-04-02"), None, None, None, 1)],
    ]


def test_lines_keep_what_was_asked_for_confirmed_delivered_and_returned() -> None:
    columns = "order_no line_no customer_no sku requested_qty ordered_qty delivered_qty amount returned_qty"
    assert rows(ORDER_LINES, a_spring(), columns) == [
        ("A-1", 1, "110001", "6901028", 10, 6, 6, Decimal("60.00"), 2),
        ("A-1", 2, "110001", "6901028", 4, 4, 3, Decimal("15.00"), 0),
        ("A-2", 1, "110001", "6901028", 5, 5, None, Decimal("50.00"), 0),
        ("B-1", 1, "110002", "6901028", 1, None, None, Decimal("7.00"), 0),
    ]


def test_returns_of_one_number_with_and_without_an_order_stand_side_by_side() -> None:
    columns = "return_no order_no customer_no line_no qty amount returned_at returned_on reason"
    assert rows(RETURNS, a_spring(), columns) == [
        ("R-1", "A-1", "110001", 1, 2, Decimal("20.00"), at("2021-05-03"), date(2021, 5, 3), "按客户要求"),
        ("R-1", None, "110002", 1, 3, Decimal("9.00"), at("2021-05-04"), date(2021, 5, 4), "按客户要求"),
    ]


def test_months_count_by_the_branchs_day_and_take_a_cancelled_order_back() -> None:
    assert rows(CUSTOMER_MONTHS, a_spring(), "customer_no month orders requested_qty ordered_qty visits") == [
        ("110001", date(2021, 3, 1), 1, 14, 10, 0),
        ("110001", date(2021, 4, 1), 0, 0, 0, 0),
        ("110001", date(2021, 5, 1), 0, 0, 0, 0),
        ("110002", date(2021, 4, 1), 1, 1, 0, 1),
        ("110002", date(2021, 5, 1), 0, 0, 0, 0),
    ]
    moved = "month delivered_qty delivered_amount returned_qty returned_amount"
    assert rows(CUSTOMER_MONTHS, a_spring(), moved) == [
        (date(2021, 3, 1), 0, Decimal(0), 0, Decimal(0)),
        (date(2021, 4, 1), 9, Decimal("75.00"), 0, Decimal(0)),
        (date(2021, 5, 1), 0, Decimal(0), 2, Decimal("20.00")),
        (date(2021, 4, 1), 0, Decimal(0), 0, Decimal(0)),
        (date(2021, 5, 1), 0, Decimal(0), 3, Decimal("9.00")),
    ]


def test_a_complaint_shows_how_far_it_has_come() -> None:
    book = Book()
    book.enrol("110001")
    book.complain("T-1", "110001", "2021-06-01")
    book.complain("T-2", None, "2021-06-02")
    book.respond("T-1", "2021-06-03")
    book.close("T-1", "2021-06-04")
    book.respond("T-2", "2021-06-05")
    book.close("T-2", "2021-06-06")
    book.reopen("T-2", "2021-06-07")
    columns = "complaint_no customer_no party status received_at responded_at closed_at outcome times_reopened"
    assert rows(COMPLAINTS, book, columns) == [
        *[("T-1", "110001", "retailer", "closed", at("2021-06-01"), at("2021-06-03"), at("2021-06-04"), "客户满意", 0)],
        *[("T-2", None, "unknown", "open", at("2021-06-02"), at("2021-06-05"), None, None, 1)],
    ]
