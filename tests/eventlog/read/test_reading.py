"""The log is read by position, by stream, by customer and by clock; what is broken is named, never skipped."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from psycopg import Connection
from psycopg.sql import SQL, Identifier

from eventlog.append.new_event import continue_stream
from eventlog.append.recorder import LogRecorder
from eventlog.branch import Branch
from eventlog.errors import CorruptEvent
from eventlog.read import reading
from eventlog.read.reading import (
    head,
    position_known_at,
    read_customer,
    read_log,
    read_stream,
    read_streams,
    read_topics,
)
from tests.eventlog.filling import complaint, of_customer, visit

START = datetime(2021, 1, 1, tzinfo=UTC)


@pytest.fixture
def filled(branch: Branch, recorder: LogRecorder) -> Branch:
    """Ten customers: a visit (1-10), a complaint (11-20), another visit (21-30); then a complaint of nobody (31)."""
    numbers = [f"1100{n:02}" for n in range(10)]
    recorder.append([new for n in numbers for new in of_customer(branch, 0, visit(n), customer_no=n)])
    for complaint_no, customer_no in [*((f"C-{n}", n) for n in numbers)]:
        recorder.append(of_complaint(branch, complaint_no, customer_no))
    recorder.append([new for n in numbers for new in of_customer(branch, 1, visit(n), customer_no=n)])
    recorder.append(of_complaint(branch, "C-0", None))
    return branch


def of_complaint(branch: Branch, complaint_no: str, customer_no: str | None) -> Any:
    stream = branch.stream("complaint", complaint_no)
    return continue_stream(branch, stream, 0, [complaint(complaint_no, customer_no)])


def positions(events: list[Any]) -> list[int]:
    return [recorded.position for recorded in events]


def test_the_log_is_read_in_order_piece_by_piece(filled: Branch, operator: Connection[Any]) -> None:
    assert head(operator, filled) == 31
    assert positions(read_log(operator, filled, limit=99)) == [*range(1, 32)]
    assert positions(read_log(operator, filled, after=4, limit=3)) == [5, 6, 7]
    assert positions(read_log(operator, filled, after=4, limit=99, up_to=6)) == [5, 6]
    assert positions(read_log(operator, filled, limit=99, topics=["complaint.received"])) == [*range(11, 21), 31]
    assert read_log(operator, filled, limit=99, topics=[]) == []


def test_every_event_of_a_topic_is_read_however_many(
    filled: Branch, operator: Connection[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "BATCH", 1)
    wanted = [e for e in read_log(operator, filled, limit=100) if e.event.topic == "customer.visited"]
    assert len(wanted) > 1
    assert list(read_topics(operator, filled, ["customer.visited"])) == wanted
    assert list(read_topics(operator, filled, ["customer.visited"], after=wanted[0].position)) == wanted[1:]
    assert list(read_topics(operator, filled, ["customer.visited"], up_to=wanted[-1].position - 1)) == wanted[:-1]


def test_an_empty_log_has_no_head(branch: Branch, operator: Connection[Any]) -> None:
    assert head(operator, branch) == 0
    assert read_log(operator, branch, limit=1) == []
    assert position_known_at(operator, branch, datetime.now(UTC)) == 0


@pytest.mark.parametrize("parts", [1, 2, 3])
def test_parts_share_the_log_by_customers(filled: Branch, operator: Connection[Any], parts: int) -> None:
    shares = [read_log(operator, filled, limit=99, part=(number, parts)) for number in range(parts)]
    assert sorted(p for share in shares for p in positions(share)) == [*range(1, 32)]
    customers = [{recorded.event.about_customer for recorded in share} for share in shares]
    assert sum(len(share) for share in customers) == 11
    assert all(customers)


def test_a_part_is_read_in_the_order_of_the_log_and_not_sorted_out_of_it(
    branch: Branch, operator: Connection[Any], superuser: Connection[Any], recorder: LogRecorder
) -> None:
    """Else each batch costs what the whole log costs."""
    numbers = [f"{n:06}" for n in range(20_000)]
    recorder.append([new for n in numbers for new in of_customer(branch, 0, visit(n), customer_no=n)])
    superuser.execute(SQL("ANALYZE {}").format(Identifier(branch.log_schema, "stored_events")))
    with operator.transaction():
        assert len(read_log(operator, branch, limit=100, part=(1, 2))) == 100
        assert sequential_scans(operator, branch) == 0


def sequential_scans(connection: Connection[Any], branch: Branch) -> int:
    """How often this transaction read the log through from end to end; what others did is told some time later."""
    row = connection.execute(
        "SELECT seq_scan FROM pg_stat_xact_user_tables WHERE schemaname = %s AND relname = 'stored_events'",
        [branch.log_schema],
    ).fetchone()
    assert row
    return int(row[0])


def test_a_stream_is_read_by_version(filled: Branch, operator: Connection[Any]) -> None:
    stream = filled.stream("customer", "110003")
    recorded = read_stream(operator, filled, stream)
    assert [(one.position, one.version, one.customer_seq) for one in recorded] == [(4, 1, 1), (24, 2, 3)]
    assert {(one.stream_id, one.customer_id, one.recorded_login) for one in recorded} == {(stream, stream, "indelible")}
    assert positions(read_stream(operator, filled, stream, up_to=23)) == [4]
    assert read_stream(operator, filled, filled.stream("customer", "none")) == []


def test_several_streams_are_read_in_the_order_of_the_log(filled: Branch, operator: Connection[Any]) -> None:
    streams = [filled.stream("complaint", "C-110003"), filled.stream("customer", "110003"), filled.stream("order", "-")]
    assert positions(read_streams(operator, filled, streams)) == [4, 14, 24]


def test_a_customers_history_is_read_in_whatever_streams_it_stands(filled: Branch, operator: Connection[Any]) -> None:
    assert positions(read_customer(operator, filled, "110003")) == [4, 14, 24]
    assert positions(read_customer(operator, filled, "110003", up_to=14)) == [4, 14]
    assert read_customer(operator, filled, "none") == []


def forge(superuser: Connection[Any], branch: Branch, **columns: Any) -> None:
    """A row that no append would write."""
    row = {
        "originator_id": branch.stream("customer", "119999"),
        "originator_version": 1,
        "topic": "customer.visited",
        "state": of_customer(branch, 0, visit("119999"))[0].state,
        **columns,
    }
    superuser.execute(
        SQL("INSERT INTO {} ({}) VALUES ({})").format(
            Identifier(branch.log_schema, "stored_events"),
            SQL(", ").join(map(Identifier, row)),
            SQL(", ").join(SQL("%s") for _ in row),
        ),
        [*row.values()],
    )


@pytest.mark.parametrize(("numbers", "missing"), [([2], 1), ([1, 3], 2)])
def test_a_hole_in_a_customers_history_is_found(
    branch: Branch, superuser: Connection[Any], numbers: list[int], missing: int
) -> None:
    customer = branch.stream("customer", "119999")
    for version, number in enumerate(numbers, 1):
        forge(superuser, branch, originator_version=version, customer_id=customer, customer_seq=number)
    with pytest.raises(CorruptEvent, match=f"the history of customer 119999 lacks its event {missing}"):
        read_customer(superuser, branch, "119999")


def test_what_cannot_be_read_is_named_by_its_position(filled: Branch, superuser: Connection[Any]) -> None:
    superuser.execute(
        SQL("ALTER TABLE {} DROP CONSTRAINT known_topic").format(Identifier(filled.log_schema, "stored_events"))
    )
    forge(superuser, filled, state=b'{"finding": "Telephone')
    forge(superuser, filled, originator_version=2, topic="customer.vanished")
    with pytest.raises(CorruptEvent, match=r"^position 32: an event of topic 'customer.visited' cannot be read") as one:
        read_log(superuser, filled, limit=99)
    with pytest.raises(CorruptEvent, match=r"^position 33: topic 'customer.vanished' is not known") as two:
        read_log(superuser, filled, after=32, limit=99)
    for caught in (one, two):
        assert "Telephone" not in str(caught.value)
        assert caught.value.__suppress_context__
    assert len(read_log(superuser, filled, limit=31)) == 31


def known_at(connection: Connection[Any], branch: Branch, days: float) -> int:
    return position_known_at(connection, branch, START + timedelta(days=days))


@pytest.mark.parametrize(
    "days",
    [
        [0, 1, 2, 3, 4, 5],
        [0, 1, 1, 1, 2, 2],
        [0, 10, 20, 3, 4, 5],  # jumped back
        [20, 10, 5, 3, 2, 1],  # runs backwards
        [5, 4000, 6, 7, -4000, 8],  # years ahead, years behind
    ],
    ids=["steady", "with equal ones", "jumped back", "backwards", "years off"],
)
def test_what_was_known_at_an_instant_is_exact_whatever_the_clock_did(
    branch: Branch, superuser: Connection[Any], days: list[int]
) -> None:
    for version, day in enumerate(days, 1):
        forge(superuser, branch, originator_version=version, recorded_at=START + timedelta(days=day))
    for day in sorted({*days}):
        for instant in (day - 0.5, day, day + 0.5):
            wanted = max((position for position, told in enumerate(days, 1) if told <= instant), default=0)
            assert known_at(superuser, branch, instant) == wanted


def test_what_is_known_now_is_everything_and_long_ago_nothing(filled: Branch, operator: Connection[Any]) -> None:
    assert position_known_at(operator, filled, datetime.now(UTC) + timedelta(hours=1)) == 31
    assert position_known_at(operator, filled, START) == 0
    (recorded,) = read_log(operator, filled, after=9, limit=1)
    assert position_known_at(operator, filled, recorded.recorded_at) == 10  # an append is never cut in half
