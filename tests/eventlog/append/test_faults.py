"""Connections break, answers get lost, servers fall silent: nothing is lost, doubled, or said wrongly."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from select import select
from typing import Any

import psycopg
import pytest
from psycopg import Connection, Cursor
from psycopg.conninfo import make_conninfo
from psycopg.sql import SQL, Identifier

from domain.kernel.event import EVENT_TYPES
from eventlog.append.datastore import LOCK_TIMEOUT, LONGEST_SILENCE
from eventlog.append.new_event import NewEvent, Receipt, continue_stream
from eventlog.append.recorder import LogRecorder
from eventlog.branch import Branch
from eventlog.database import Database, connect
from eventlog.errors import AnswerUnknown, LogBusy, LogUnavailable, ReceiptExists
from eventlog.read.reading import head, read_log
from eventlog.server.default import DefaultServer
from tests.eventlog.append.proxy import Proxy
from tests.eventlog.filling import BY_COPY, complaint, is_whole, of_customer, stored, visit

SIZES = pytest.mark.parametrize("finding", ["好", BY_COPY], ids=["insert", "copy"])


@pytest.fixture
def proxy(server: DefaultServer) -> Iterator[Proxy]:
    parameters = server.parameters("indelible")
    with Proxy(str(Path(parameters["host"]) / f".s.PGSQL.{parameters['port']}")) as running:
        yield running


@pytest.fixture
def through(proxy: Proxy, database: Database, branch: Branch) -> Iterator[LogRecorder]:
    """A recorder that reaches the database only through the proxy, its first connection made."""
    made = LogRecorder(make_conninfo(database.operator, host="127.0.0.1", port=proxy.port), branch)
    assert made.find_receipt("none") is None
    yield made
    proxy.close()  # the pool's own threads must not wait for an answer any more
    made.datastore.close()


def with_receipt(receipt: bool, events: list[NewEvent]) -> dict[str, Any]:
    ids = tuple((event.stream_id, event.version) for event in events)
    return {"receipt": Receipt("c-1", b"digest", ids) if receipt else None}


@SIZES
@pytest.mark.parametrize("receipt", [False, True], ids=["without a receipt", "with a receipt"])
@pytest.mark.parametrize("lost", [1, 2])
def test_an_answer_to_commit_that_got_lost_is_found(
    through: LogRecorder,
    proxy: Proxy,
    branch: Branch,
    operator: Connection[Any],
    finding: str,
    receipt: bool,
    lost: int,
) -> None:
    through.append(of_customer(branch, 0, visit()))
    events = of_customer(branch, 1, visit(finding=finding), visit())
    proxy.lose_answers = lost
    positions = through.append(events, **with_receipt(receipt, events))
    # A second answer is lost only where a second COMMIT is sent; an append that is found in place sends none.
    assert proxy.lose_answers == lost - 1
    assert [(row[0], row[5]) for row in stored(operator, branch)][1:] == [
        (position, event.state) for position, event in zip(positions, events, strict=True)
    ]
    assert is_whole(operator, branch)


@SIZES
def test_a_commit_that_did_not_arrive_is_sent_again(
    through: LogRecorder, proxy: Proxy, branch: Branch, operator: Connection[Any], finding: str
) -> None:
    proxy.cut_commits = 2
    events = of_customer(branch, 0, visit(finding=finding))
    positions = through.append(events, **with_receipt(True, events))
    assert proxy.cut_commits == 0
    assert [row[0] for row in stored(operator, branch)] == positions


def test_a_lost_answer_to_a_command_that_recorded_nothing_is_in_its_receipt(through: LogRecorder, proxy: Proxy) -> None:
    proxy.lose_answers = 1
    with pytest.raises(ReceiptExists):
        through.append([], receipt=Receipt("c-1", b"digest"))
    assert through.find_receipt("c-1") == Receipt("c-1", b"digest")


def test_a_connection_that_keeps_breaking_leaves_the_answer_open(
    through: LogRecorder, proxy: Proxy, branch: Branch, operator: Connection[Any]
) -> None:
    proxy.cut_commits = 99
    with pytest.raises(AnswerUnknown, match="unknown whether it was recorded; ask again with the same --command-id"):
        through.append(of_customer(branch, 0, visit()))
    assert stored(operator, branch) == []


@SIZES
def test_a_server_that_falls_silent_is_given_up_within_15_seconds(
    through: LogRecorder, proxy: Proxy, branch: Branch, monkeypatch: pytest.MonkeyPatch, finding: str
) -> None:
    assert LOCK_TIMEOUT < LONGEST_SILENCE
    assert LOCK_TIMEOUT + LONGEST_SILENCE < 15  # a second attempt may begin while the first was not longer than a turn
    monkeypatch.setattr("eventlog.append.datastore.LONGEST_SILENCE", 1.0)
    monkeypatch.setattr("eventlog.append.recorder.LOCK_TIMEOUT", 0)
    proxy.swallow.set()
    with ThreadPoolExecutor(1) as pool:
        append = pool.submit(through.append, of_customer(branch, 0, visit(finding=finding)))
        try:
            with pytest.raises(AnswerUnknown, match="--command-id"):
                append.result(timeout=10)
        finally:  # an append that waits for ever is to fail here, not to hang
            proxy.close()


def test_a_database_out_of_reach_has_recorded_nothing(
    database: Database, branch: Branch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eventlog.append.datastore.LOCK_TIMEOUT", 0.2)
    with pytest.raises(LogUnavailable, match="nothing was recorded"):
        LogRecorder(make_conninfo(database.operator, host="/nonexistent"), branch)


def test_a_database_that_went_away_has_recorded_nothing(
    through: LogRecorder, proxy: Proxy, branch: Branch, superuser: Connection[Any]
) -> None:
    proxy.close()
    through.datastore.pool.timeout = 0.2
    for _ in range(2):
        with pytest.raises((LogUnavailable, AnswerUnknown)):
            through.append(of_customer(branch, 0, visit()))
    with pytest.raises(LogUnavailable, match="nothing was recorded"):
        through.append(of_customer(branch, 0, visit()))
    with pytest.raises(LogUnavailable, match="does not answer"):
        through.find_receipt("c-1")


def write_on(recorder: LogRecorder, branch: Branch, number: int, enough: threading.Event) -> list[int]:
    """Append until enough backends were terminated; every append must succeed."""
    positions: list[int] = []
    while not enough.is_set():
        text = BY_COPY if len(positions) % 8 == 0 else "好"
        one = complaint(f"C-{number}-{len(positions)}", f"11000{number % 2}").model_copy(update={"text": text})
        positions += recorder.append(continue_stream(branch, branch.stream("complaint", one.complaint_no), 0, [one]))
    return positions


def test_backends_terminated_while_writing_lose_nothing_and_fail_nothing(
    database: Database, branch: Branch, superuser: Connection[Any], recorder: LogRecorder
) -> None:
    enough = threading.Event()
    with ThreadPoolExecutor(3) as pool:
        writers = [pool.submit(write_on, recorder, branch, number, enough) for number in range(3)]
        killed, before = 0, 0
        while killed < 25 and not any(writer.done() for writer in writers):
            if head(superuser, branch) < before + 4:
                continue
            # One in the midst of its work at a time, and then work goes on: every kind of moment is met.
            before = head(superuser, branch)
            killed += superuser.execute(
                "SELECT count(pg_terminate_backend(pid)) FROM (SELECT pid FROM pg_stat_activity"
                " WHERE datname = current_database() AND usename = 'indelible' AND state <> 'idle'"
                " ORDER BY random() LIMIT 1) AS one"
            ).fetchone()[0]  # type: ignore[index]
        enough.set()
        acknowledged = [position for writer in writers for position in writer.result()]
    assert killed >= 25
    assert sorted(acknowledged) == [row[0] for row in stored(superuser, branch)]
    assert is_whole(superuser, branch)


@pytest.mark.parametrize("terminated", [False, True], ids=["goes on", "is terminated"])
def test_a_backend_that_answers_early_refuses_nothing(
    branch: Branch,
    superuser: Connection[Any],
    recorder: LogRecorder,
    monkeypatch: pytest.MonkeyPatch,
    terminated: bool,
) -> None:
    """As one that is terminated does: all answers it has kept for later go out before its last words."""
    notify_channel = recorder._notify_channel  # noqa: SLF001  # the last statement before the events
    early: list[int] = []

    def and_be_answered(cursor: Cursor[Any]) -> None:
        notify_channel(cursor)
        connection = cursor.connection.pgconn
        connection.send_flush_request()
        connection.flush()
        assert select([connection.socket], [], [], 5)[0]
        early.append(connection.backend_pid)
        if terminated and len(early) == 1:
            superuser.execute("SELECT pg_terminate_backend(%s)", early)

    monkeypatch.setattr(recorder, "_notify_channel", and_be_answered)
    positions = recorder.append(of_customer(branch, 0, visit()))
    assert len(early) == 1 + terminated
    assert [row[0] for row in stored(superuser, branch)] == positions


def test_connections_that_all_died_while_idle_are_replaced(
    branch: Branch, superuser: Connection[Any], recorder: LogRecorder
) -> None:
    terminate = (
        "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity"
        " WHERE datname = current_database() AND usename = 'indelible'"
    )
    start = threading.Barrier(6)

    def append(number: int) -> None:
        start.wait()
        one = complaint(f"C-{number}", "110001").model_copy(update={"text": BY_COPY})
        recorder.append(continue_stream(branch, branch.stream("complaint", f"C-{number}"), 0, [one]))

    with ThreadPoolExecutor(6) as pool:
        [*pool.map(append, range(6))]
    row = superuser.execute(terminate).fetchone()
    assert row
    assert row[0] >= 4  # more than an append tries
    recorder.append(of_customer(branch, 0, visit()))
    superuser.execute(terminate)
    assert recorder.find_receipt("c-1") is None


def test_a_stuck_lock_fails_writers_within_six_seconds_and_lets_readers_go_on(
    database: Database, branch: Branch, operator: Connection[Any], recorder: LogRecorder
) -> None:
    assert LOCK_TIMEOUT == 5
    recorder.append(of_customer(branch, 0, visit()))
    with connect(database.operator) as stuck, ThreadPoolExecutor(2) as pool:
        stuck.execute(SQL("LOCK TABLE {} IN EXCLUSIVE MODE").format(Identifier(branch.log_schema, "stored_events")))
        began = time.monotonic()
        waiting = [pool.submit(recorder.append, of_customer(branch, 1, visit(finding=f))) for f in ("好", BY_COPY)]
        assert len(read_log(operator, branch, limit=9)) == 1
        for append in waiting:
            with pytest.raises(LogBusy, match="another writer has held the log for 5 seconds"):
                append.result()
        assert LOCK_TIMEOUT <= time.monotonic() - began < 2 * LOCK_TIMEOUT  # a second turn would take as long again
    recorder.append(of_customer(branch, 1, visit()))


@SIZES
def test_what_the_database_refuses_is_said_without_the_content(
    branch: Branch, recorder: LogRecorder, superuser: Connection[Any], finding: str
) -> None:
    """As where a newer program meets a branch that was not brought up to date."""
    known = [topic for topic in EVENT_TYPES if topic != "customer.visited"]
    table = Identifier(branch.log_schema, "stored_events")
    superuser.execute(SQL("ALTER TABLE {} DROP CONSTRAINT known_topic").format(table))
    superuser.execute(SQL("ALTER TABLE {} ADD CONSTRAINT known_topic CHECK (topic = ANY ({}))").format(table, known))
    with pytest.raises(LogUnavailable, match='violates check constraint "known_topic"') as caught:
        recorder.append(of_customer(branch, 0, visit(finding="Telephone" + finding)))
    assert "Telephone" not in str(caught.value)
    assert "Failing row" not in str(caught.value)
    assert caught.value.__suppress_context__


def test_a_login_without_the_role_is_told_so(database: Database, branch: Branch, superuser: Connection[Any]) -> None:
    superuser.execute(
        SQL("REVOKE INSERT ON {} FROM indelible_writer").format(Identifier(branch.log_schema, "command_receipts"))
    )
    superuser.execute(
        SQL("REVOKE INSERT (command_id, digest, streams, versions) ON {} FROM indelible_writer").format(
            Identifier(branch.log_schema, "command_receipts")
        )
    )
    recorder = LogRecorder(database.operator, branch)
    with pytest.raises(LogUnavailable, match="permission denied"):
        recorder.append([], receipt=Receipt("c-1", b"digest"))
    recorder.datastore.close()
    assert psycopg.errors.InsufficientPrivilege.sqlstate == "42501"
