"""Which histories a period touches, and their events."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from psycopg import Connection
from psycopg.sql import SQL, Identifier

from eventlog.append.recorder import LogRecorder
from eventlog.branch import Branch
from eventlog.errors import CorruptEvent
from eventlog.read.reading import Touched, read_histories, touched_histories
from tests.projections.book import Book, stored_form

ALWAYS = (datetime(2000, 1, 1, tzinfo=UTC), datetime(2999, 1, 1, tzinfo=UTC))


@pytest.fixture
def told(recorder: LogRecorder, branch: Branch) -> dict[str, UUID]:
    """110002 (positions 1 and 5), 110001 (2 and 3), and a complaint of nobody known (4); their histories' ids."""
    book = Book()
    book.enrol("110002", at="2020-01-01")
    book.enrol("110001", at="2020-01-01")
    book.visit("110001", "2021-03-01")
    book.complain("T-1", None, "2021-03-02")
    book.place("A-1", "110002", "2021-03-03")
    recorder.append(stored_form(branch, book.events, {}))
    streams = {"110001": ("customer", "110001"), "110002": ("customer", "110002"), "T-1": ("complaint", "T-1")}
    return {name: branch.stream(*stream) for name, stream in streams.items()}


def test_histories_come_in_the_order_in_which_they_were_touched(
    operator: Connection[Any], branch: Branch, told: dict[str, UUID]
) -> None:
    one, two, complaint = told["110001"], told["110002"], told["T-1"]
    everything = [Touched(two, True, 2), Touched(one, True, 2), Touched(complaint, False, 1)]
    assert touched_histories(operator, branch, *ALWAYS, up_to=5) == everything
    assert touched_histories(operator, branch, *ALWAYS, up_to=2) == [Touched(two, True, 1), Touched(one, True, 1)]
    assert touched_histories(operator, branch, *ALWAYS, up_to=5, customer_no="110001") == everything[1:2]
    march = (date(2021, 3, 1), date(2021, 3, 2))
    effective = [Touched(one, True, 1), Touched(complaint, False, 1)]
    assert touched_histories(operator, branch, *march, up_to=5) == effective


def test_a_history_is_read_from_its_beginning_to_a_position(
    operator: Connection[Any], branch: Branch, told: dict[str, UUID]
) -> None:
    asked = [Touched(told["T-1"], False, 1), Touched(told["110002"], True, 1)]
    assert [[r.position for r in h] for h in read_histories(operator, branch, asked, up_to=5)] == [[4], [1, 5]]
    assert [[r.position for r in h] for h in read_histories(operator, branch, asked, up_to=3)] == [[], [1]]
    assert read_histories(operator, branch, [], up_to=5) == []


def test_histories_without_an_event_in_the_period_are_not_read(
    superuser: Connection[Any], branch: Branch, told: dict[str, UUID]
) -> None:
    long_ago = datetime(2001, 1, 1, tzinfo=UTC)
    superuser.execute(
        SQL(
            "INSERT INTO {} (originator_id, originator_version, topic, state, customer_id, customer_seq, recorded_at)"
            " VALUES (%s, 1, 'customer.visited', 'no JSON', %s, 1, %s)"
        ).format(Identifier(branch.log_schema, "stored_events")),
        [UUID(int=9), UUID(int=9), long_ago],
    )
    since = datetime(2002, 1, 1, tzinfo=UTC)
    touched = touched_histories(superuser, branch, since, ALWAYS[1], up_to=9)
    assert sum(map(len, read_histories(superuser, branch, touched, up_to=9))) == 5
    with pytest.raises(CorruptEvent):
        read_histories(superuser, branch, [Touched(UUID(int=9), True, 1)], up_to=9)
