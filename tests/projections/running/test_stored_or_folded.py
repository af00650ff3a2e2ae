"""The rows of a table at a position are the same wherever they come from."""

from datetime import date
from typing import Any

import pytest
from psycopg import Connection

from eventlog.branch import Branch
from eventlog.database import Database
from projections.catalogue import TABLES
from projections.fold.fold import rows_of, sort_key
from projections.fold.table import ReadTable
from projections.orders.customer_months import CUSTOMER_MONTHS
from projections.orders.orders import ORDERS
from projections.running import stored_or_folded as reading
from projections.running.fold_log import fold_log
from projections.running.follow import run_once
from projections.running.query import Wanted
from projections.running.rebuild import rebuild
from projections.running.stored_or_folded import stored_or_folded
from tests.projections.book import Book
from tests.projections.conftest import Append

Positions = tuple[int, int, int]


@pytest.fixture
def positions(database: Database, operator: Connection[Any], branch: Branch, append: Append, year: Book) -> Positions:
    """Early in a year, where the tables stand in the middle of it, and its end."""
    rebuild(database.operator, branch)
    third, half = len(year.events) // 3, len(year.events) // 2
    early = append(*year.events[:third])[-1]
    stands = append(*year.events[third:half])[-1]
    run_once(operator, branch)
    return early, stands, append(*year.events[half:])[-1]


def rows(
    operator: Connection[Any], branch: Branch, table: ReadTable, position: int, as_of: date | None = None, **bounds: Any
) -> list[Any]:
    with operator.transaction():
        found = list(stored_or_folded(operator, branch, table, Wanted(table.key, **bounds), position, as_of))
    return sorted(found, key=lambda row: sort_key(table.key_of(row)))


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_stored_brought_forward_and_folded_are_the_same(
    operator: Connection[Any],
    branch: Branch,
    positions: Positions,
    table: ReadTable,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folded = {position: rows_of(fold_log(operator, branch, table, position)) for position in positions}
    assert {position: rows(operator, branch, table, position) for position in positions} == folded
    monkeypatch.setattr(reading, "MOST_AHEAD", -1)
    monkeypatch.setattr(reading, "MOST_FOLDED", 10)
    assert {position: rows(operator, branch, table, position) for position in positions} == folded


def test_the_wanted_rows_are_the_same_too(operator: Connection[Any], branch: Branch, positions: Positions) -> None:
    early, stands, end = positions
    begin, until = (branch.midnight(date(2021, month, 1)) for month in (3, 10))
    for table, bounds in (
        (CUSTOMER_MONTHS, {"since": {"month": date(2021, 3, 1)}, "before": {"month": date(2021, 10, 1)}}),
        (ORDERS, {"since": {"delivered_at": begin}, "before": {"delivered_at": until}}),
        (ORDERS, {"equal": {"customer_no": "110001"}}),
    ):
        for position in (early, stands, end):
            whole = rows(operator, branch, table, position)
            found = rows(operator, branch, table, position, **bounds)
            (column, *_) = (name for part in bounds.values() for name in part)
            assert found == [
                row
                for row in whole
                if (value := getattr(row, column)) is not None
                and value == bounds.get("equal", {}).get(column, value)
                and value >= bounds.get("since", {}).get(column, value)
                and ("before" not in bounds or value < bounds["before"][column])
            ]
        assert rows(operator, branch, table, end, **bounds)


def test_a_day_bounds_what_counts(operator: Connection[Any], branch: Branch, positions: Positions) -> None:
    *_, end = positions
    day = date(2021, 6, 30)
    found = rows(operator, branch, CUSTOMER_MONTHS, end, day)
    assert found == rows_of(fold_log(operator, branch, CUSTOMER_MONTHS, end, day))
    assert found != rows(operator, branch, CUSTOMER_MONTHS, end)
