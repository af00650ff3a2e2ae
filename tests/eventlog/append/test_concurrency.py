"""Many write at once: one wins each version, every history counts without gaps, and a follower misses nothing."""

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from time import monotonic
from typing import Any

import psycopg
import pytest
from psycopg import Connection
from psycopg.sql import SQL, Identifier

from domain.kernel.event import Recorded
from eventlog.append.codec import encode
from eventlog.append.new_event import continue_stream
from eventlog.append.recorder import LogRecorder
from eventlog.branch import Branch
from eventlog.database import Database, connect
from eventlog.errors import VersionConflict
from eventlog.read.following import follow, wake_ups
from eventlog.read.reading import read_customer, read_log
from tests.domain.scenario import withdrawn
from tests.eventlog.filling import BY_COPY, complaint, is_whole, of_customer, stored, visit

WRITERS = 8
ROUNDS = 12


def append_visit(recorder: LogRecorder, branch: Branch, reader: Connection[Any], customer_no: str, text: str) -> None:
    """Append to a stream that others append to as well, again until it is ours."""
    while True:
        row = reader.execute(
            SQL("SELECT coalesce(max(originator_version), 0) FROM {} WHERE originator_id = %s").format(
                Identifier(branch.log_schema, "stored_events")
            ),
            [branch.stream("customer", customer_no)],
        ).fetchone()
        assert row
        try:
            recorder.append(of_customer(branch, row[0], visit(customer_no, text), customer_no=customer_no))
        except VersionConflict:
            continue
        return


def write(database: Database, branch: Branch, number: int) -> None:
    recorder = LogRecorder(database.operator, branch)
    with connect(database.operator, autocommit=True) as reader:
        for round_ in range(ROUNDS):
            text = BY_COPY if round_ % 4 == number % 4 else "好"
            append_visit(recorder, branch, reader, f"11000{round_ % 2}", text)
            own = complaint(f"C-{number}-{round_}", f"11000{round_ % 3}" if round_ % 5 else None)
            recorder.append(continue_stream(branch, branch.stream("complaint", own.complaint_no), 0, [own]))
    recorder.datastore.close()


def seen_until_withdrawal(connection: Connection[Any], branch: Branch) -> list[Recorded]:
    seen: list[Recorded] = []
    for recorded in follow(connection, branch, batch=7):
        seen.append(recorded)
        if recorded.event.topic == "customer.withdrawn":
            break
    return seen


def test_eight_writers_leave_no_gap_and_a_follower_sees_each_event_once_in_order(
    database: Database,
    branch: Branch,
    operator: Connection[Any],
    superuser: Connection[Any],
    recorder: LogRecorder,
) -> None:
    with ThreadPoolExecutor(WRITERS + 1) as pool, connect(database.operator, autocommit=True) as following:
        follower = pool.submit(seen_until_withdrawal, following, branch)
        try:
            for writer in [pool.submit(write, database, branch, number) for number in range(WRITERS)]:
                writer.result()
            last = withdrawn("2022-01-01").model_copy(update={"customer_no": "119999"})
            recorder.append(of_customer(branch, 0, last, customer_no="119999"))
            seen = follower.result(timeout=30)
        finally:  # a follower that waits in vain is to fail, not to hang
            superuser.execute("SELECT pg_terminate_backend(%s)", [following.info.backend_pid])
    log = stored(operator, branch)
    assert len(log) == WRITERS * ROUNDS * 2 + 1
    assert [recorded.position for recorded in seen] == [row[0] for row in log]
    assert is_whole(operator, branch)
    assert [recorded.customer_seq for recorded in read_customer(operator, branch, "110000")] == [
        *range(1, sum(row[3] == branch.stream("customer", "110000") for row in log) + 1)
    ]


def test_of_writers_that_want_the_same_version_one_wins(
    database: Database, branch: Branch, operator: Connection[Any]
) -> None:
    recorders = [LogRecorder(database.operator, branch) for _ in range(WRITERS)]
    start = threading.Barrier(WRITERS)

    def race(number: int, version: int) -> bool:
        text = BY_COPY if (number + version) % 2 else "好"
        start.wait()
        try:
            recorders[number].append(of_customer(branch, version, visit(finding=text)))
        except VersionConflict:
            return False
        return True

    with ThreadPoolExecutor(WRITERS) as pool:
        for version in range(6):
            assert sum(pool.map(race, range(WRITERS), [version] * WRITERS)) == 1
    for recorder in recorders:
        recorder.datastore.close()
    assert [row[2] for row in stored(operator, branch)] == [1, 2, 3, 4, 5, 6]


def foreign_insert(connection: Connection[Any], branch: Branch, complaint_no: str) -> None:
    """What a program of another hand does: an INSERT as the writer, without our lock."""
    connection.execute("SET ROLE indelible_writer")
    connection.execute(
        SQL("INSERT INTO {} (originator_id, originator_version, topic, state) VALUES (%s, 1, %s, %s)").format(
            Identifier(branch.log_schema, "stored_events")
        ),
        [branch.stream("complaint", complaint_no), "complaint.received", encode(complaint(complaint_no, None))],
    )


def waits_for(superuser: Connection[Any], backend: int, running: "Future[Any]", kind: str) -> bool:
    """Whether the backend comes to wait for a lock of that kind, before what it runs is done."""
    while not running.done():
        row = superuser.execute(
            "SELECT 1 FROM pg_locks WHERE pid = %s AND NOT granted AND locktype = %s", [backend, kind]
        ).fetchone()
        if row:
            return True
    return False


def test_a_foreign_writer_without_our_lock_waits_for_another_all_the_same(
    database: Database, branch: Branch, superuser: Connection[Any]
) -> None:
    with connect(database.operator) as first, connect(database.operator) as second, ThreadPoolExecutor(1) as pool:
        foreign_insert(first, branch, "110001")
        running = pool.submit(foreign_insert, second, branch, "110002")
        assert waits_for(superuser, second.info.backend_pid, running, "advisory")
        first.commit()
        running.result()
        second.commit()
    assert len(read_log(superuser, branch, limit=9)) == 2


def test_a_foreign_writer_waits_for_an_append_of_ours(
    database: Database, branch: Branch, superuser: Connection[Any]
) -> None:
    with connect(database.operator) as ours, connect(database.operator) as foreign, ThreadPoolExecutor(1) as pool:
        ours.execute(SQL("LOCK TABLE {} IN EXCLUSIVE MODE").format(Identifier(branch.log_schema, "stored_events")))
        running = pool.submit(foreign_insert, foreign, branch, "110002")
        assert waits_for(superuser, foreign.info.backend_pid, running, "relation")
        ours.rollback()
        running.result()


def test_without_lock_and_trigger_a_follower_would_miss_an_event(
    database: Database, branch: Branch, operator: Connection[Any], superuser: Connection[Any]
) -> None:
    """The control: it shows that what the first test of this file looks for does happen when nothing guards."""
    superuser.execute(
        SQL("ALTER TABLE {} DISABLE TRIGGER wait_for_turn").format(Identifier(branch.log_schema, "stored_events"))
    )
    with connect(database.operator) as slow, connect(database.operator) as fast:
        foreign_insert(slow, branch, "110001")
        foreign_insert(fast, branch, "110002")
        fast.commit()
        follower = follow(operator, branch)
        assert next(follower).position == 2
        slow.commit()
        foreign_insert(fast, branch, "110003")
        fast.commit()
        assert next(follower).position == 3
    assert [row[0] for row in stored(operator, branch)] == [1, 2, 3]


@pytest.mark.parametrize("version", [1, 3])
def test_a_hole_in_a_history_would_be_seen(
    branch: Branch, superuser: Connection[Any], recorder: LogRecorder, version: int
) -> None:
    """The control of `is_whole`: a number left out, or given out of order."""
    recorder.append(of_customer(branch, 0, visit()))
    assert is_whole(superuser, branch)
    stream = branch.stream("customer", "110002")
    superuser.execute(
        SQL(
            "INSERT INTO {} (originator_id, originator_version, topic, state, customer_id, customer_seq)"
            " VALUES (%s, %s, 'customer.visited', '{{}}', %s, 2)"
        ).format(Identifier(branch.log_schema, "stored_events")),
        [stream, version, stream],
    )
    assert not is_whole(superuser, branch)


def test_a_call_that_comes_while_the_follower_works_is_not_lost(
    branch: Branch, operator: Connection[Any], recorder: LogRecorder
) -> None:
    longest = 20.0
    calls = wake_ups(operator, branch, longest=longest)
    next(calls)
    for version in range(2):
        recorder.append(of_customer(branch, version, visit()))
        operator.execute("SELECT 1")  # the driver hears the call while it waits for this answer
        began = monotonic()
        next(calls)
        assert monotonic() - began < longest


def test_a_follower_of_one_branch_is_not_woken_by_another(
    database: Database, branch: Branch, operator: Connection[Any], recorder: LogRecorder
) -> None:
    calls = wake_ups(operator, Branch("wuxi", "Asia/Shanghai", "CNY"), longest=0.001)
    next(calls)
    with connect(database.operator, autocommit=True) as own:
        own_calls = wake_ups(own, branch, longest=20)
        next(own_calls)
        recorder.append(of_customer(branch, 0, visit()))
        next(own_calls)
    assert [*operator.notifies(timeout=0)] == []


def test_a_follower_looks_now_and_then_though_nobody_calls(branch: Branch, operator: Connection[Any]) -> None:
    calls = wake_ups(operator, branch, longest=0.001)
    for _ in range(3):
        next(calls)


def test_a_follower_goes_on_after_a_position(branch: Branch, operator: Connection[Any], recorder: LogRecorder) -> None:
    positions = recorder.append(of_customer(branch, 0, *[visit() for _ in range(5)]))
    follower = follow(operator, branch, after=positions[2], batch=1)
    assert [next(follower).position, next(follower).position] == positions[3:]


def test_a_reader_of_tables_does_not_read_the_log(branch: Branch, operator: Connection[Any]) -> None:
    operator.execute("SET ROLE indelible_reader")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        read_log(operator, branch, limit=1)
