"""Nothing is forgotten: every topic in every table by name, every column with its meaning."""

import pytest

from domain.areas import EVENT_TYPES, STREAMS
from projections.catalogue import TABLES
from projections.fold.table import ReadTable

each_table = pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)


@each_table
def test_every_topic_of_a_watched_stream_is_folded_or_ignored_by_name(table: ReadTable) -> None:
    assert table.undecided(EVENT_TYPES) == set()
    assert table.handles.isdisjoint(table.ignores)
    assert table.handles | table.ignores <= set(EVENT_TYPES)


@pytest.mark.parametrize("stream", STREAMS)
def test_a_new_topic_of_a_stream_has_to_be_decided_on_by_every_table_that_watches_it(stream: str) -> None:
    new = f"{stream}.turned_blue"
    watching = [table for table in TABLES.values() if stream in table.watches]
    assert watching
    assert [table.name for table in watching if table.undecided({*EVENT_TYPES, new}) != {new}] == []


@each_table
def test_a_group_is_opened_only_by_what_the_table_handles(table: ReadTable) -> None:
    assert table.creates <= set(table.folds)


@each_table
def test_every_column_says_what_it_means(table: ReadTable) -> None:
    assert table.meaning
    assert [column.name for column in table.columns if not column.meaning] == []


@each_table
def test_keys_groups_and_indexes_name_columns(table: ReadTable) -> None:
    names = {column.name for column in table.columns}
    assert {*table.key, *table.group, *(name for index in table.indexes for name in index)} <= names
