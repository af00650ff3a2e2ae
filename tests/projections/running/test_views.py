"""A view is made with its tables, follows them through rebuilds, and answers over other rows of them the same."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from psycopg import Connection
from psycopg.rows import tuple_row
from psycopg.sql import SQL, Identifier

from eventlog.branch import Branch
from eventlog.database import Database
from eventlog.roles import READER
from projections.catalogue import VIEWS
from projections.fold.errors import TablesNotBuilt
from projections.fold.fold import Folding, Table
from projections.fold.view import View
from projections.products.retailer_margins import RETAILER_MARGINS
from projections.running.follow import run_once
from projections.running.rebuild import rebuild
from projections.running.view_rows import rows_over
from tests.projections.book import Book, log_of
from tests.projections.conftest import Append

each_view = pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)


@each_view
def test_every_column_says_what_it_means_and_may_be_null_where_it_says(view: View) -> None:
    assert view.meaning
    assert [column.name for column in view.columns if not column.meaning] == []
    assert set(view.key) <= {column.name for column in view.columns if not column.nullable}


@pytest.fixture
def margins(database: Database, operator: Connection[Any], branch: Branch, append: Append, year: Book) -> Any:
    """The view over a year that was taken in live."""
    rebuild(database.operator, branch)
    append(*year.events)
    run_once(operator, branch)

    def seen() -> list[tuple[Any, ...]]:
        with operator.transaction(), operator.cursor(row_factory=tuple_row) as cursor:
            operator.execute(SQL("SET LOCAL ROLE {}").format(Identifier(READER)))
            names = SQL(", ").join(Identifier(column.name) for column in RETAILER_MARGINS.columns)
            view = Identifier(branch.read_schema, RETAILER_MARGINS.name)
            statement = SQL("SELECT {} FROM {} ORDER BY customer_no, month").format(names, view)
            return cursor.execute(statement).fetchall()

    return seen


def test_readers_see_it_and_a_rebuild_keeps_it(database: Database, branch: Branch, margins: Any) -> None:
    live = margins()
    # January: 1 carton for 1.50 and 2 for 3.00, each sold at 12.50; no transfer price before June.
    first = RETAILER_MARGINS.row(*live[0])
    assert (first.customer_no, first.delivered_qty, first.delivered_amount) == ("110001", 3, Decimal("4.50"))
    assert (first.retail_worth, first.margin, first.profit, first.profit_rank) == (
        Decimal("37.50"),
        Decimal("33.00"),
        None,
        None,
    )
    assert any(RETAILER_MARGINS.row(*row).profit is not None for row in live)
    rebuild(database.operator, branch)
    assert margins() == live


def test_its_columns_tell_readers_what_they_mean(operator: Connection[Any], branch: Branch, margins: Any) -> None:
    assert margins()
    told = operator.execute(
        "SELECT col_description(a.attrelid, a.attnum), format_type(a.atttypid, NULL) FROM pg_attribute AS a"
        " WHERE a.attrelid = %s::regclass ORDER BY a.attnum",
        [f"{branch.read_schema}.{RETAILER_MARGINS.name}"],
    ).fetchall()
    assert told == [(column.meaning, column.sql_type) for column in RETAILER_MARGINS.columns]


def test_over_rows_in_memory_it_says_the_same(
    operator: Connection[Any], branch: Branch, year: Book, margins: Any
) -> None:
    folding = Folding(map(Table, RETAILER_MARGINS.sources))
    folding.apply(log_of(year.events))
    asked = rows_over(operator, branch, RETAILER_MARGINS, folding.tables)
    assert sorted(map(tuple, asked)) == margins()
    left = operator.execute("SELECT count(*) FROM pg_class WHERE relname = 'orders' AND relpersistence = 't'")
    assert left.fetchone() == (0,)


def test_another_statement_makes_the_tables_count_as_not_built(
    operator: Connection[Any], branch: Branch, margins: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert margins()
    other = replace(RETAILER_MARGINS, query=RETAILER_MARGINS.query + " ")
    monkeypatch.setitem(VIEWS, RETAILER_MARGINS.name, other)
    with pytest.raises(TablesNotBuilt, match="another version"):
        run_once(operator, branch)
