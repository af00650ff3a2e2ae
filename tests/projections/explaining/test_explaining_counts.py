"""On which events the counts and rates of many customers rest, however many there are."""

from collections.abc import Callable
from dataclasses import fields, replace
from decimal import Decimal
from functools import wraps
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.customers.events import CustomerEnrolled, CustomerMoved, CustomerVisited
from domain.kernel.event import Recorded
from domain.supply.events import AllotmentDrawn
from projections.catalogue import TABLES
from projections.explaining.explanation import explain
from projections.explaining.group_history import GroupHistory
from projections.explaining.histories import histories
from projections.fold.table import Key, ReadTable, Rows
from projections.fold.tally import Tally, tally
from projections.supply.supply_metrics import MetricRow
from tests.projections.book import Book, log_of
from tests.projections.supply.supply_book import SKU
from tests.projections.test_any_history import books

TALLIES = {name: table for name, table in TABLES.items() if isinstance(table, Tally)}
TIER: Key = (SKU, "W1", 30)


def draw(book: Book, number: int, requested: int, ordered: int) -> None:
    book.happened(
        AllotmentDrawn,
        "2020-02-04",
        f"11{number:04}",
        order_no=f"A-{number}",
        sku=SKU,
        cycle="W1",
        supply_tier=30,
        requested_qty=requested,
        ordered_qty=ordered,
        ordering=1,
        reached=0,
        limit=9,
        before=0,
    )


@pytest.fixture
def book() -> Book:
    """A release (10), three draws on it (20, 30, 40), and the same release made anew with less (50 and 60)."""
    made = Book()
    made.release("W1", "2020-02-03")
    for number, (requested, ordered) in enumerate([(9, 9), (6, 3), (4, 4)]):
        draw(made, number, requested, ordered)
    made.recall("W1", "2020-02-05")
    made.release("W1", "2020-02-03", quantity=12)
    return made


def history_of(book: Book) -> GroupHistory:
    return histories(TABLES["supply_metrics"], log_of(book.events))[TIER]


@pytest.mark.parametrize(
    ("field", "value", "changed", "others"),
    [
        ("ordered_qty", 16, [10, 20, 30, 40], []),
        ("fill_rate", Decimal("0.842105263158"), [40], [20, 30]),  # 16 of 19
        ("cap", 4, [60], []),
        ("ordering_rate", Decimal("1.500000000000"), [60], [20, 30, 40]),  # three shops of two: one came later
        ("cap_use_released", Decimal("2.000000000000"), [60], [20, 30, 40]),  # 16 of 4 times 2
        ("zero_but_ordered", False, [60], []),
    ],
)
def test_a_rate_rests_on_what_was_counted_and_on_the_release_that_it_is_measured_by(
    book: Book, field: str, value: object, changed: list[int], others: list[int]
) -> None:
    column = next(c for c in TABLES["supply_metrics"].columns if c.name == field)
    found = explain(history_of(book), TIER, column)
    assert found.value == value
    assert [n.recorded.position for n in found.named if n.changed] == changed
    assert [n.recorded.position for n in found.named if not n.changed] == others


def test_of_many_events_the_last_are_looked_into(book: Book) -> None:
    column = next(c for c in TABLES["supply_metrics"].columns if c.name == "ordered_qty")
    found = explain(history_of(book), TIER, column, room=1)
    assert [n.inputs for n in found.named] == [None, None, None, ["supply_tier", "ordered_qty"]]


def test_what_leaves_a_rate_as_it_is_is_not_named(book: Book) -> None:
    draw(book, 4, 19, 16)
    history = history_of(book)
    assert [history.events[i].position for i in history.named(TIER, "fill_rate")] == [20, 30, 40]


def test_what_only_together_leaves_a_rate_as_it_is_is_named() -> None:
    made = Book()
    for number, (requested, ordered) in enumerate([(2, 2), (2, 0), (8, 0), (4, 2), (8, 8)]):
        draw(made, number, requested, ordered)
    history = history_of(made)
    assert history.rows[0].fill_rate == Decimal("0.5")
    assert [history.events[i].position for i in history.named(TIER, "fill_rate")] == [10, 20, 30, 50]


class LevelRow(NamedTuple):
    """The higher of a sum and of a number that was given."""

    name: str
    visits: int = 0
    given: int = 0
    level: int = 0


LEVELS = tally(
    name="levels",
    meaning="made up",
    row=LevelRow,
    key=("name",),
    adds={CustomerVisited: lambda _: {("all",): {"visits": 7}}},
    stated=("given",),
    states={
        CustomerEnrolled: lambda _: {("all",): {"given": 7}},
        CustomerMoved: lambda _: {("all",): {"given": 3}},
    },
    derived={"level": lambda visits, given: max(visits, given)},
)


def test_a_number_given_later_is_kept_away_by_what_was_counted() -> None:
    made = Book()
    made.enrol("110001")
    made.visit("110001", "2020-01-02")
    made.change("110001", "2020-01-03", address="B")
    (history,) = histories(LEVELS, log_of(made.events)).values()
    assert [history.events[i].position for i in history.named(("all",), "level")] == [10, 20]


def test_the_rate_of_a_large_group_takes_some_folds_an_event(book: Book) -> None:
    for number in range(300):
        draw(book, 10 + number, 9, number % 10)
    folds: list[str] = []

    def counting(fold: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(fold)
        def counted(*arguments: Any) -> Any:
            folds.append(fold.__name__)
            return fold(*arguments)

        return counted

    table = TABLES["supply_metrics"]
    table = replace(table, folds={kind: counting(fold) for kind, fold in table.folds.items()})
    named = histories(table, log_of(book.events))[TIER].named(TIER, "fill_rate")
    assert len(named) == 303
    assert 300 < len(folds) < 303 * 15  # to fold the others again for each would take 303 * 303


def by_folding(history: GroupHistory) -> GroupHistory:
    """The same history, of which nobody knows that it is counts: its rows are taken in and given out at each event."""
    table = history.table
    assert isinstance(table, Tally)

    def fold(rows: Rows, recorded: Recorded, group: Key) -> Rows:
        groups = {group: table.new_group()}
        for row in rows:
            table.load(groups[group], row, 1)
        table.count(groups, {type(recorded.event): [recorded]})
        return table.contents(group, groups[group])[0]

    plain = {each.name: getattr(table, each.name) for each in fields(ReadTable)}
    folded = ReadTable(**plain | {"folds": dict.fromkeys(table.folds, fold)})
    return GroupHistory(folded, history.group, history.events)


@pytest.mark.parametrize("table", TALLIES.values(), ids=TALLIES)
@settings(max_examples=25)
@given(books(), st.data())
def test_subtracting_names_the_same_events_as_folding(table: ReadTable, book: Book, data: st.DataObject) -> None:
    found = [history for history in histories(table, log_of(book.events)).values() if history.rows]
    if not found:
        return
    history = data.draw(st.sampled_from(found))
    key = table.key_of(data.draw(st.sampled_from(history.rows)))
    for column in table.columns:
        assert history.named(key, column.name) == by_folding(history).named(key, column.name), column.name


draws = st.tuples(st.sampled_from([1, 2, 4, 8]), st.sampled_from([0, 1, 2]))


@settings(max_examples=100)
@given(st.lists(draws | st.sampled_from([5, 12, 20]), min_size=1, max_size=9))
def test_of_few_different_draws_and_releases_the_same_are_named_as_by_folding(
    happened: list[tuple[int, int] | int],
) -> None:
    made = Book()
    made.release("W1", "2020-02-03")
    for number, each in enumerate(happened):
        if isinstance(each, int):
            made.recall("W1", "2020-02-05")
            made.release("W1", "2020-02-03", quantity=each)
        else:
            draw(made, number, each[0], each[0] * each[1] // 2)
    history = history_of(made)
    for field in MetricRow._fields[3:]:
        assert history.named(TIER, field) == by_folding(history).named(TIER, field), field
