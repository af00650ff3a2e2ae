"""Customer by customer: from the stored tables and from the log, the same rows with the same positions."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from psycopg import Connection

from eventlog.branch import Branch
from eventlog.database import Database
from projections.customers.customer_profile_periods import CUSTOMER_PROFILE_PERIODS
from projections.orders.customer_months import CUSTOMER_MONTHS
from projections.orders.order_lines import ORDER_LINES
from projections.products.retailer_margins import RETAILER_MARGINS
from projections.running.follow import run_once
from projections.running.rebuild import rebuild
from projections.running.snapshot import CustomerRows, Snapshot, snapshot
from projections.surveys.survey_answers import SURVEY_ANSWERS
from tests.projections.book import Book
from tests.projections.conftest import Append
from tests.projections.evaluation.worth import price

TABLES = (CUSTOMER_PROFILE_PERIODS, CUSTOMER_MONTHS, ORDER_LINES, RETAILER_MARGINS, SURVEY_ANSWERS)
Asked = Callable[[Snapshot, int], list[tuple[str, CustomerRows]]]


@pytest.fixture
def taken_in(database: Database, operator: Connection[Any], branch: Branch, append: Append, year: Book) -> int:
    """The position of a year, taken in, with an answer of somebody who is no customer, and a shop that does nothing."""
    rebuild(database.operator, branch)
    year.enrol("110003")
    year.ask("S-2", "2021-07-06")
    year.answer("S-2", "甲", "2021-07-07", {"s1": 5})
    year.answer("S-2", "110001", "2021-07-07", {"s1": 2})
    position = append(*year.events)[-1]
    run_once(operator, branch)
    return position


@pytest.fixture
def frozen(database: Database, branch: Branch, taken_in: int) -> Iterator[Snapshot]:
    with snapshot(database.operator, branch) as frozen:
        assert (frozen.position, frozen.is_even) == (taken_in, True)
        yield frozen


def test_stored_and_folded_are_the_same(frozen: Snapshot, taken_in: int) -> None:
    stored = list(frozen.rows(TABLES, taken_in))
    assert [number for number, _ in stored] == ["110001", "110002", "110003"]
    assert [[bool(rows[table.name]) for table in TABLES] for _, rows in stored] == [
        *([True] * 5, [True] * 5),
        [True, False, False, False, False],
    ]
    folding = replace(frozen, is_even=False)
    assert list(folding.rows(TABLES, taken_in)) == stored
    assert list(folding.rows(TABLES, taken_in)) == stored  # what was put aside for the first is no hindrance


def test_rows_of_nobody_are_left_out(frozen: Snapshot, taken_in: int) -> None:
    ((_, first), *_) = frozen.rows([CUSTOMER_PROFILE_PERIODS, SURVEY_ANSWERS], taken_in)
    assert {(row.answer_no, row.score) for row, _ in first[SURVEY_ANSWERS.name] if row.item == "s1"} == {
        ("S-2:110001", 2)
    }


def test_a_margin_rests_on_its_orders_and_prices(
    operator: Connection[Any], branch: Branch, append: Append, frozen: Snapshot, taken_in: int, database: Database
) -> None:
    """A price told again for January, and anew for later already, changes January alone: 3 cartons are now worth 60."""
    book = Book()
    price(book, "2021-08-01", "2021-01-01", "20")
    (told,) = append(*book.events)
    run_once(operator, branch)
    with snapshot(database.operator, branch) as later:
        found = dict(later.rows(TABLES, told))["110001"][RETAILER_MARGINS.name]
    before = dict(frozen.rows(TABLES, taken_in))["110001"][RETAILER_MARGINS.name]
    assert (found[0].row.month.month, found[0].row.retail_worth, found[0].position) == (1, 60, told)
    assert before[0].row.retail_worth != 60
    last = [(placed.row.month.month, placed.position) for placed in before if placed.row.month.month > 6]
    assert [(p.row.month.month, p.position) for p in found if p.row.month.month > 6] == last
    assert all(position < taken_in for _, position in last)
