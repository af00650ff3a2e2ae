"""An append is stored whole or not at all, after exactly what its decision saw, and once for each command id."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from psycopg import Connection
from psycopg.sql import SQL, Identifier, Literal

from eventlog.append.new_event import Receipt, continue_stream
from eventlog.append.recorder import LogRecorder
from eventlog.branch import Branch
from eventlog.database import Database
from eventlog.errors import ReceiptExists, VersionConflict
from tests.domain.scenario import suspended
from tests.eventlog.filling import BY_COPY, complaint, is_whole, of_customer, stored, visit

SIZES = pytest.mark.parametrize("finding", ["好", BY_COPY], ids=["insert", "copy"])


@SIZES
def test_events_of_several_streams_and_customers_are_numbered_in_their_order(
    branch: Branch, recorder: LogRecorder, operator: Connection[Any], finding: str
) -> None:
    one, two = branch.stream("customer", "110001"), branch.stream("customer", "110002")
    recorder.append(of_customer(branch, 0, visit()))
    complaints = [
        new
        for number, customer_no in (("C-1", "110001"), ("C-2", None), ("C-3", "110002"))
        for new in continue_stream(branch, branch.stream("complaint", number), 0, [complaint(number, customer_no)])
    ]
    positions = recorder.append([*complaints, *of_customer(branch, 1, visit(finding=finding), visit())])
    rows = stored(operator, branch)[1:]
    assert positions == [row[0] for row in rows] == [2, 3, 4, 5, 6]
    assert [row[3:5] for row in rows] == [(one, 2), (None, None), (two, 1), (one, 3), (one, 4)]
    assert [row[2] for row in rows] == [1, 1, 1, 2, 3]
    assert is_whole(operator, branch)


@SIZES
@pytest.mark.parametrize("version", [0, 2, 7], ids=["taken", "gap", "far gap"])
def test_a_version_that_is_not_the_next_is_refused_with_all_that_came_with_it(
    branch: Branch, recorder: LogRecorder, operator: Connection[Any], finding: str, version: int
) -> None:
    recorder.append(of_customer(branch, 0, visit()))
    fine = of_customer(branch, 0, visit("110002"), customer_no="110002")
    with pytest.raises(VersionConflict):
        recorder.append([*fine, *of_customer(branch, version, visit(finding=finding))])
    assert len(stored(operator, branch)) == 1
    assert recorder.append(fine)


@SIZES
def test_a_gap_within_an_append_is_refused(
    branch: Branch, recorder: LogRecorder, operator: Connection[Any], finding: str
) -> None:
    first, _, third = of_customer(branch, 0, visit(), visit(), visit(finding=finding))
    with pytest.raises(VersionConflict):
        recorder.append([first, third])
    assert stored(operator, branch) == []


@SIZES
def test_a_stream_that_was_looked_at_must_not_have_moved(
    branch: Branch, recorder: LogRecorder, operator: Connection[Any], finding: str
) -> None:
    customer = branch.stream("customer", "110001")
    order = continue_stream(branch, branch.stream("complaint", "C-1"), 0, [complaint("C-1", "110001")])
    order = [order[0]._replace(state=order[0].state.replace("少送一条".encode(), finding.encode()))]
    recorder.append(of_customer(branch, 0, visit()))
    for seen in (0, 2):
        with pytest.raises(VersionConflict):
            recorder.append(order, reads=[(branch.stream("customer", "110009"), 0), (customer, seen)])
    assert len(stored(operator, branch)) == 1
    recorder.append(order, reads=[(branch.stream("customer", "110009"), 0), (customer, 1)])


@SIZES
def test_what_was_looked_at_is_judged_by_the_log_as_the_lock_finds_it(
    database: Database, branch: Branch, operator: Connection[Any], superuser: Connection[Any], finding: str
) -> None:
    name = Identifier(superuser.info.dbname)
    superuser.execute(SQL("ALTER DATABASE {} SET default_transaction_isolation = 'repeatable read'").format(name))
    new = of_customer(branch, 0, visit("110002", finding), customer_no="110002")
    receipt = Receipt("c-1", b"digest", ((new[0].stream_id, 1),))
    table = Identifier(branch.log_schema, "stored_events")
    waiting = SQL("SELECT 1 FROM pg_locks WHERE NOT granted AND relation = {}::regclass").format(
        Literal(table.as_string(superuser))
    )
    recorder = LogRecorder(database.operator, branch)
    with ThreadPoolExecutor(1) as pool:
        with superuser.transaction():
            superuser.execute(SQL("LOCK TABLE {} IN EXCLUSIVE MODE").format(table))
            late = pool.submit(recorder.append, new, reads=[(branch.stream("customer", "110001"), 0)], receipt=receipt)
            while not operator.execute(waiting).fetchone():
                assert not late.done()
            ((stream, version, customer, topic, state),) = of_customer(branch, 0, visit())
            superuser.execute(
                SQL(
                    "INSERT INTO {} (originator_id, originator_version, topic, state, customer_id, customer_seq)"
                    " VALUES (%s, %s, %s, %s, %s, 1)"
                ).format(table),
                [stream, version, topic, state, customer],
            )
        with pytest.raises(VersionConflict):
            late.result()
    recorder.datastore.close()
    assert len(stored(operator, branch)) == 1


@SIZES
def test_an_order_that_races_with_a_suspension_comes_before_it_or_not_at_all(
    branch: Branch, recorder: LogRecorder, operator: Connection[Any], finding: str
) -> None:
    customer = branch.stream("customer", "110001")
    recorder.append(of_customer(branch, 0, visit()))

    def order(number: str) -> bool:
        new = continue_stream(branch, branch.stream("complaint", number), 0, [complaint(number, "110001")])
        new = [new[0]._replace(state=new[0].state.replace("少送一条".encode(), finding.encode()))]
        start.wait()
        try:
            recorder.append(new, reads=[(customer, 1)])
        except VersionConflict:
            return False
        return True

    def suspend() -> None:
        start.wait()
        recorder.append(of_customer(branch, 1, suspended("2021-07-01")))

    start = threading.Barrier(5)
    with ThreadPoolExecutor(5) as pool:
        orders = [pool.submit(order, f"C-{number}") for number in range(4)]
        pool.submit(suspend).result()
        accepted = sum(order.result() for order in orders)
    topics = operator.execute(
        SQL("SELECT topic FROM {} ORDER BY notification_id").format(Identifier(branch.log_schema, "stored_events"))
    ).fetchall()
    assert topics == [("customer.visited",), *[("complaint.received",)] * accepted, ("customer.suspended",)]


@SIZES
def test_a_command_id_is_used_once(
    branch: Branch, recorder: LogRecorder, operator: Connection[Any], finding: str
) -> None:
    events = of_customer(branch, 0, visit(), visit(finding=finding))
    stream = branch.stream("customer", "110001")
    receipt = Receipt("c-1", b"digest", ((stream, 1), (stream, 2)))
    recorder.append(events, receipt=receipt)
    assert recorder.find_receipt("c-1") == receipt
    assert recorder.find_receipt("c-2") is None
    with pytest.raises(ReceiptExists):
        recorder.append(of_customer(branch, 2, visit(finding=finding)), receipt=receipt)
    assert len(stored(operator, branch)) == 2


def test_an_append_that_is_refused_leaves_no_receipt(branch: Branch, recorder: LogRecorder) -> None:
    with pytest.raises(VersionConflict):
        recorder.append(of_customer(branch, 5, visit()), receipt=Receipt("c-1", b"digest"))
    assert recorder.find_receipt("c-1") is None


def test_nothing_recorded_leaves_a_receipt_all_the_same(
    branch: Branch, recorder: LogRecorder, operator: Connection[Any]
) -> None:
    assert recorder.append([], receipt=Receipt("c-1", b"digest")) == []
    assert recorder.find_receipt("c-1") == Receipt("c-1", b"digest")
    with pytest.raises(ReceiptExists):
        recorder.append([], receipt=Receipt("c-1", b"digest"))
    assert stored(operator, branch) == []


def test_of_two_senders_of_a_command_id_one_is_told_that_it_exists(
    branch: Branch, recorder: LogRecorder, operator: Connection[Any]
) -> None:
    start = threading.Barrier(4)

    def send(number: int) -> bool:
        events = of_customer(branch, 0, visit(f"11000{number}"), customer_no=f"11000{number}")
        start.wait()
        try:
            recorder.append(events, receipt=Receipt("c-1", b"digest"))
        except ReceiptExists:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(send, range(4))) == [False, False, False, True]
    assert len(stored(operator, branch)) == 1


def test_the_very_bytes_that_are_stored_already_are_found_not_doubled(
    branch: Branch, recorder: LogRecorder, operator: Connection[Any]
) -> None:
    events = of_customer(branch, 0, visit(), visit())
    assert recorder.append(events) == recorder.append(events)
    with pytest.raises(VersionConflict):
        recorder.append([*events, *of_customer(branch, 2, visit())])
    assert len(stored(operator, branch)) == 2
