"""For every field of every read table, whatever happened: which events a value is said to rest on."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.kernel.event import Recorded
from projections.catalogue import TABLES
from projections.explaining.explanation import explain
from projections.explaining.histories import histories
from projections.explaining.records import changes_by
from projections.fold.fold import fold_events
from projections.fold.table import Key, ReadTable
from projections.fold.tally import Tally
from tests.projections.book import Book, log_of
from tests.projections.test_any_history import books

ADDED_UP = (
    {
        "customer_profiles": {"valid_since"},
        "customer_profile_periods": {"stated"},
        "orders": {"returned_qty", "returned_amount"},
        "order_lines": {"returned_qty"},
        "complaints": {"times_reopened", "times_responded"},
        "promise_standing": {"standing"},
    }
    | {
        name: {column.name for column in table.columns if not column.name.endswith(("rate", "value"))} - set(table.key)
        for name, table in TABLES.items()
        if isinstance(table, Tally) and name != "supply_metrics"
    }
    | {"supply_metrics": {"ordering", "reached", "requested_qty", "ordered_qty"}}
)
"""Fields whose every change builds on the value before; any other change sets the value whole."""

MISSING = "no such row"


def value_of(table: ReadTable, log: Sequence[Recorded], key: Key, field: str) -> Any:
    found = [row for row in fold_events([table], log)[table.name] if table.key_of(row) == key]
    return getattr(found[0], field) if found else MISSING


def changes_of(table: ReadTable, log: Sequence[Recorded], key: Key, field: str) -> list[Recorded]:
    """The events at which the value changed since it was last set whole, told apart by the list above."""
    values = [MISSING, *(value_of(table, log[: i + 1], key, field) for i in range(len(log)))]
    changed = [i for i in range(len(log)) if values[i] != values[i + 1]]
    whole = [i for i in changed if field not in ADDED_UP.get(table.name, ()) or values[i] is MISSING]
    return [log[i] for i in changed if i >= whole[-1]]


def rests_on(table: ReadTable, named: Sequence[Recorded], others: Sequence[Recorded], key: Key, field: str) -> Any:
    """The value that only the named events give, if each of the others, applied in its place, leaves it; else none."""
    value = value_of(table, named, key, field)
    for other in others:
        in_place = sorted([*named, other], key=lambda r: r.position)
        if other not in named and value_of(table, in_place, key, field) != value:
            return f"other than with {other.event.topic} at {other.position}"
    return value


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
@settings(max_examples=25)
@given(books(), st.data())
def test_a_value_rests_on_the_events_that_are_named_and_on_no_others(
    table: ReadTable, book: Book, data: st.DataObject
) -> None:
    log = [r for r in log_of(book.events) if type(r.event) in table.folds]
    rows = fold_events([table], log)[table.name]
    for row in data.draw(st.lists(st.sampled_from(rows), min_size=1, max_size=2, unique_by=id)) if rows else []:
        key = table.key_of(row)
        history = histories(table, log)[tuple(getattr(row, name) for name in table.group)]
        for column in table.columns:
            field = column.name
            explained = explain(history, key, column)
            named = [n.recorded for n in explained.named]
            about = f"{table.name}.{field} of {key} by {[r.position for r in named]}"
            assert explained.value == getattr(row, field), about
            assert [n.recorded for n in explained.named if n.changed] == changes_of(table, log, key, field), about
            assert rests_on(table, named, log, key, field) == explained.value, about
            for needed in (n.recorded for n in explained.named if not n.changed):
                fewer = [r for r in named if r is not needed]
                assert rests_on(table, fewer, log, key, field) != explained.value, f"{about} without {needed.position}"


@given(books())
def test_the_changes_of_records_add_up_to_what_the_records_say(book: Book) -> None:
    log = log_of(book.events)
    tables = [table for table in TABLES.values() if table.unlisted is not None and table.stretches is None]
    said: dict[tuple[str, Key, str], object] = {}
    for change in changes_by(log, lambda _: True, tables):
        if change.table and change.difference:
            cell = (change.table.name, change.difference.key, change.difference.field)
            assert change.difference.before == said.get(cell)
            said[cell] = change.difference.after
    shown = {
        (table.name, table.key_of(row), column.name): getattr(row, column.name)
        for table in tables
        for row in fold_events([table], log)[table.name]
        for column in table.listed
    }
    assert said == {cell: value for cell, value in shown.items() if value is not None or cell in said}
