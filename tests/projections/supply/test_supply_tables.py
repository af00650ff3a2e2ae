"""What was released to each tier, and how it worked out."""

from datetime import date
from decimal import Decimal

from domain.supply.events import LeftoverGivenBack, SupplyReleased, SupplyTierAssigned
from projections.evaluation.tier_assignments import TIER_ASSIGNMENTS
from projections.supply.supply_metrics import SUPPLY_METRICS
from projections.supply.supply_releases import SUPPLY_RELEASES
from tests.domain.scenario import stamp
from tests.projections.book import Book, at, rows
from tests.projections.supply.supply_book import SKU


def a_june() -> Book:
    """Two shops in tier 30 and three in tier 7 share 20 cartons: caps 7 and 1, 3 left; then 5 more in W2."""
    book = Book()
    for shop in ("110001", "110002"):
        book.enrol(shop)
    book.release("W1", "2021-06-07")
    book.place("A-1", "110001", "2021-06-07", (4, "40.00"))
    book.place("A-2", "110001", "2021-06-08", (3, "30.00"))
    book.place("B-1", "110002", "2021-06-08", (2, "20.00"), (3, "30.00"))
    for order_no in ("A-1", "A-2", "B-1"):
        book.confirm(order_no, "2021-06-09")
        book.draw(order_no, "2021-06-09", cap=7)
    book.release("W2", "2021-06-16", quantity=5)
    return book


def test_a_release_shows_what_each_tier_got_and_what_is_left() -> None:
    columns = "sku cycle tier asked_cap customers share cap allocated leftover"
    assert rows(SUPPLY_RELEASES, a_june(), columns) == [
        (SKU, "W1", 7, 2, 3, 5, 1, 3, 2),
        (SKU, "W1", 30, 9, 2, 15, 7, 14, 1),
        (SKU, "W2", 7, 2, 3, 2, 0, 0, 2),
        (SKU, "W2", 30, 9, 2, 6, 3, 6, 0),
    ]
    of_the_cycle = "cycle tier released carried_over cycle_leftover days_without first_day last_day cap_rises"
    assert rows(SUPPLY_RELEASES, a_june(), of_the_cycle) == [
        ("W1", 7, 20, 0, 3, None, date(2021, 6, 7), date(2021, 6, 13), False),
        ("W1", 30, 20, 0, 3, None, date(2021, 6, 7), date(2021, 6, 13), False),
        ("W2", 7, 5, 3, 2, 2, date(2021, 6, 16), date(2021, 6, 22), False),
        ("W2", 30, 5, 3, 2, 2, date(2021, 6, 16), date(2021, 6, 22), False),
    ]
    # Of five shops the one in the highest tier: 7 of 17 cartons, then 3 of 6.
    assert {row[1] for row in rows(SUPPLY_RELEASES, a_june(), "cycle top_fifth_share")} == {
        *(Decimal("0.411764705882"), Decimal("0.5")),
    }


def test_a_cap_that_rises_above_that_of_a_higher_tier_is_shown() -> None:
    book = Book()
    book.release("W1", "2021-06-07", tier=3)  # tier 3 is to get 9, tier 7 only 2
    assert rows(SUPPLY_RELEASES, book, "tier cap_rises sharing untiered") == [
        *[(3, True, "proportional", 0), (7, False, "proportional", 0)],
    ]


def test_what_orders_hold_from_before_a_recall_is_not_left_over_until_it_is_given_back() -> None:
    book = a_june()
    assert isinstance(book.events[-1], SupplyReleased)
    book.events[-1] = book.events[-1].model_copy(update={"leftover_held": 6})
    left = book.events[-1].leftover
    assert {row[0] for row in rows(SUPPLY_RELEASES, book, "cycle_leftover")[2:]} == {left - 6}
    given = {"sku": SKU, "cycle": "W2", "order_no": "A-9", "cartons": 4}
    book.events.append(LeftoverGivenBack(**stamp("2021-06-17").fields(), **given))
    assert {row[0] for row in rows(SUPPLY_RELEASES, book, "cycle_leftover")[2:]} == {left - 2}


def test_a_recalled_release_is_not_shown() -> None:
    book = a_june()
    book.recall("W2", "2021-06-17")
    assert rows(SUPPLY_RELEASES, book, "cycle tier") == [("W1", 7), ("W1", 30)]


def test_metrics_count_shops_and_cartons_and_leave_undefined_what_nothing_divides() -> None:
    counts = "cycle tier cap customers ordering reached requested_qty ordered_qty"
    assert rows(SUPPLY_METRICS, a_june(), counts) == [
        ("W1", 7, 1, 3, 0, 0, 0, 0),
        ("W1", 30, 7, 2, 2, 1, 12, 12),
        ("W2", 7, 0, 3, 0, 0, 0, 0),
        ("W2", 30, 3, 2, 0, 0, 0, 0),
    ]
    made = "cycle tier ordering_rate fill_rate cap_use_released cap_use_ordering cap_coverage"
    six_sevenths = Decimal("0.857142857143")
    assert rows(SUPPLY_METRICS, a_june(), made) == [
        ("W1", 7, 0, None, 0, None, None),
        ("W1", 30, 1, 1, six_sevenths, six_sevenths, Decimal("0.5")),
        ("W2", 7, 0, None, None, None, None),
        ("W2", 30, 0, None, 0, None, None),
    ]


def test_what_is_given_back_is_counted_out() -> None:
    book = a_june()
    book.undraw("A-1", "2021-06-10")
    book.undraw("B-1", "2021-06-10")
    columns = "tier ordering reached requested_qty ordered_qty cap_use_ordering"
    assert rows(SUPPLY_METRICS, book, columns)[1] == (30, 1, 0, 3, 3, Decimal("0.428571428571"))


def test_a_tier_that_was_empty_at_the_release_is_shown_once_it_asks() -> None:
    book = a_june()
    book.place("B-2", "110002", "2021-06-10", (5, "50.00"))
    book.draw("B-2", "2021-06-10", tier=12, cap=0)
    assert rows(SUPPLY_METRICS, book, "cycle tier cap customers ordering requested_qty fill_rate")[1] == (
        *("W1", 12, 0, 0, 1, 5, 1),
    )


def test_a_cycle_released_again_keeps_what_was_drawn() -> None:
    book = a_june()
    book.recall("W2", "2021-06-17")
    book.recall("W1", "2021-06-17")
    book.release("W1", "2021-06-07", quantity=200)
    assert rows(SUPPLY_METRICS, book, "cycle tier cap customers ordered_qty") == [
        *[("W1", 7, 2, 3, 0), ("W1", 30, 9, 2, 12), ("W2", 7, 0, 0, 0), ("W2", 30, 0, 0, 0)],
    ]


def test_a_tier_that_a_cycle_released_again_leaves_out_has_no_customers() -> None:
    book = a_june()
    book.recall("W2", "2021-06-17")
    book.recall("W1", "2021-06-17")
    book.release("W1", "2021-06-07", quantity=200, tier=28)
    assert rows(SUPPLY_METRICS, book, "tier cap customers ordering ordered_qty")[:3] == [
        *[(7, 2, 3, 0, 0), (28, 9, 2, 0, 0), (30, 0, 0, 2, 12)],
    ]


def test_cartons_drawn_under_a_cap_that_is_now_0_are_shown() -> None:
    book = a_june()
    book.recall("W2", "2021-06-17")
    book.recall("W1", "2021-06-17")
    book.release("W1", "2021-06-07", quantity=0)
    assert rows(SUPPLY_METRICS, book, "cycle tier cap ordered_qty zero_but_ordered cap_use_released")[:2] == [
        *[("W1", 7, 0, 0, False, None), ("W1", 30, 0, 12, True, None)],
    ]


def test_a_supply_tier_holds_until_the_next() -> None:
    book = Book()
    facts = {"score": 1, "scored_from": "2020-01-01", "scored_until": "2021-01-01", "log_position": 1}
    for day, tier in (("2021-01-01", 9), ("2021-07-01", 10)):
        book.happened(SupplyTierAssigned, day, "110001", supply_tier=tier, rule_version="supply/1", **facts)
    assert rows(TIER_ASSIGNMENTS, book, "customer_no kind value valid_from valid_to rule_version") == [
        ("110001", "supply_tier", "9", at("2021-01-01"), at("2021-07-01"), "supply/1"),
        ("110001", "supply_tier", "10", at("2021-07-01"), None, "supply/1"),
    ]
