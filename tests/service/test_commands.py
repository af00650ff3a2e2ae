"""A command looks up, decides, appends and answers; asked again with one command id it answers the same."""

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import pytest

from domain.customers.area import CUSTOMER
from domain.customers.customer import record_visit as decide_visit
from domain.customers.refusals import CustomerNotFound
from domain.kernel.event import Event
from domain.kernel.refusals import (
    ActorRequired,
    BranchNotFound,
    CommandIdReused,
    EffectiveInFuture,
    InvalidIdentifier,
    InvalidValue,
    Refusal,
    StreamMoved,
)
from domain.kernel.stamp import Stamp
from eventlog.database import Database
from eventlog.read.reading import read_log, read_stream
from service import commands as recording
from service.commands import CommandResult, record
from service.customers import change_profile, enrol_customer, record_visit, verify_profile
from service.session import Envelope, Session
from service.unit_of_work import UnitOfWork
from tests.domain.scenario import NOW, told
from tests.service.conftest import said


def topics(session: Session) -> list[str]:
    return [recorded.event.topic for recorded in read_log(session.connection, session.branch, limit=99)]


def visit_110001(session: Session, envelope: Envelope, meanwhile: Any = lambda attempt: None) -> CommandResult:
    """Record a visit of 110001; `meanwhile(n)` happens between the n-th look and its append."""
    attempts = 0

    def decide(unit: UnitOfWork, stamp: Stamp) -> Sequence[Event]:
        nonlocal attempts
        attempts += 1
        events = decide_visit(unit.get(CUSTOMER, "110001"), "访销", stamp=stamp)  # type: ignore[arg-type]  # it is enrolled
        meanwhile(attempts)
        return events

    return record(session, envelope, {"command": "visit"}, decide)


def test_an_answer_tells_what_was_recorded_and_where_the_log_stands(session: Session) -> None:
    answer = enrol_customer(session, "110001", {"licence_no": "L1"}, said("2020-01-01"))
    assert [event.topic for event in answer.events] == ["customer.enrolled", "licence.granted"]
    assert (answer.positions, answer.position) == ([1, 2], 2)
    assert not answer.dry_run
    assert not answer.repeated
    assert topics(session) == ["customer.enrolled", "licence.granted"]


@pytest.mark.usefixtures("shops")
def test_where_there_was_nothing_to_record_the_log_stands_as_it_did(session: Session) -> None:
    answer = change_profile(session, "110001", {}, said("2020-01-02"))
    assert (answer.events, answer.positions, answer.position) == ([], [], 2)


def test_a_command_without_a_time_is_effective_now(session: Session) -> None:
    (event,) = enrol_customer(session, "110001", {}, said()).events
    assert event.effective_at == NOW


def test_a_dry_run_decides_and_writes_nothing(session: Session) -> None:
    answer = enrol_customer(session, "110001", {"licence_no": "L1"}, said(command_id="c-1", dry_run=True))
    assert [event.topic for event in answer.events] == ["customer.enrolled", "licence.granted"]
    assert (answer.dry_run, answer.positions, answer.position) == (True, [], 0)
    assert topics(session) == []
    assert session.recorder.find_receipt("c-1") is None


@pytest.mark.usefixtures("shops")
def test_a_dry_run_refuses_as_the_command_would(session: Session) -> None:
    with pytest.raises(Refusal):
        enrol_customer(session, "110001", {}, said(dry_run=True))


@pytest.mark.usefixtures("shops")
def test_a_command_that_lost_a_race_decides_again(session: Session, database: Database) -> None:
    def meanwhile(attempt: int) -> None:
        if attempt < 3:
            with Session(database, "suzhou", clock=lambda: NOW) as other:
                record_visit(other, "110001", f"第 {attempt} 次", None, None, said())

    answer = visit_110001(session, said(), meanwhile)
    stream = read_stream(session.connection, session.branch, session.branch.stream("customer", "110001"))
    assert [r.version for r in stream] == [1, 2, 3, 4]
    assert answer.position == stream[-1].position


@pytest.mark.usefixtures("shops")
def test_a_command_that_always_loses_gives_up(session: Session, database: Database) -> None:
    lost: list[int] = []
    with Session(database, "suzhou", clock=lambda: NOW) as other:

        def meanwhile(attempt: int) -> None:
            lost.append(attempt)
            record_visit(other, "110001", "抢先", None, None, said())

        with pytest.raises(StreamMoved, match="nothing was recorded"):
            visit_110001(session, said(command_id="c-1"), meanwhile)
    assert lost == [*range(1, recording.ATTEMPTS + 1)]
    assert session.recorder.find_receipt("c-1") is None


@pytest.mark.usefixtures("shops")
def test_a_decision_after_a_lost_race_sees_what_won(session: Session, database: Database) -> None:
    def decide(unit: UnitOfWork, stamp: Stamp) -> Sequence[Event]:
        found = unit.get(CUSTOMER, "110003")
        with Session(database, "suzhou", clock=lambda: NOW) as other:
            if found is None:
                enrol_customer(other, "110003", {}, said("2020-01-01"))
        from domain.customers.customer import enrol

        return enrol(found, "110003", {}, stamp=stamp)

    with pytest.raises(Refusal, match="was enrolled on 2020-01-01 already"):
        record(session, said(), {}, decide)


@pytest.mark.usefixtures("shops")
def test_a_repeated_command_id_gives_the_first_answer(session: Session) -> None:
    envelope = said("2021-07-01", command_id="c-1")
    first = change_profile(session, "110001", {"name": "好客来", "address": "人民路 1 号"}, envelope)
    record_visit(session, "110001", "访销", None, None, said())
    again = change_profile(session, "110001", {"name": "好客来", "address": "人民路 1 号"}, envelope)
    assert again.repeated
    assert not first.repeated
    assert (again.positions, again.position) == (first.positions, first.position) == ([3, 4], 4)
    stored = [event.model_copy(update={"event_id": ""}) for event in again.events]
    assert stored == list(first.events)
    assert len(topics(session)) == 5


@pytest.mark.usefixtures("shops")
def test_a_repeated_command_that_recorded_nothing_records_nothing_still(session: Session) -> None:
    envelope = said("2021-07-01", command_id="c-1")
    assert change_profile(session, "110001", {"name": None}, envelope).events == []
    record_visit(session, "110001", "访销", None, None, said())
    again = change_profile(session, "110001", {"name": None}, envelope)
    assert (again.events, again.positions, again.repeated) == ([], [], True)
    with pytest.raises(CommandIdReused):
        change_profile(session, "110001", {"name": "好客来"}, envelope)


@pytest.mark.usefixtures("shops")
@pytest.mark.parametrize(
    ("changes", "envelope"),
    [
        ({"name": "别名"}, said("2021-07-01", command_id="c-1")),
        ({"name": "好客来"}, said("2021-07-02", command_id="c-1")),
        ({"name": "好客来"}, said("2021-07-01", command_id="c-1", by="E8")),
        ({"name": "好客来"}, said("2021-07-01", command_id="c-1", reason="更正")),
    ],
    ids=["another name", "another day", "another actor", "another reason"],
)
def test_a_command_id_with_other_content_is_refused(
    session: Session, changes: dict[str, object], envelope: Envelope
) -> None:
    change_profile(session, "110001", {"name": "好客来"}, said("2021-07-01", command_id="c-1"))
    with pytest.raises(CommandIdReused, match="'c-1' was used for something else"):
        change_profile(session, "110001", changes, envelope)
    with pytest.raises(CommandIdReused):
        verify_profile(session, "110001", ["name"], None, said("2021-07-01", command_id="c-1"))
    assert len(topics(session)) == 3


@pytest.mark.usefixtures("shops")
def test_of_two_senders_of_a_command_both_get_the_one_answer(database: Database, session: Session) -> None:
    start = threading.Barrier(4)

    def send(_: int) -> CommandResult:
        with Session(database, "suzhou", clock=lambda: NOW) as own:
            start.wait()
            return record_visit(own, "110001", "访销", None, None, said("2021-07-01", command_id="c-1"))

    with ThreadPoolExecutor(4) as pool:
        answers = [*pool.map(send, range(4))]
    assert {answer.position for answer in answers} == {3}
    assert sorted(answer.repeated for answer in answers) == [False, True, True, True]
    assert len(topics(session)) == 3


@pytest.mark.parametrize(
    ("envelope", "refusal"),
    [
        (said(by=None), ActorRequired),
        (said("2030-01-01"), EffectiveInFuture),
        (said(command_id="c\0"), InvalidIdentifier),
        (said(command_id="c\udcff"), InvalidIdentifier),
    ],
    ids=["nobody", "in the future", "NUL in the command id", "command id of another encoding"],
)
def test_an_envelope_that_cannot_be_is_refused(session: Session, envelope: Envelope, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        enrol_customer(session, "110001", {}, envelope)
    assert topics(session) == []


def test_a_number_that_cannot_be_is_refused_before_anything_is_looked_up(session: Session) -> None:
    with pytest.raises(InvalidIdentifier):
        enrol_customer(session, "A\udcff", {}, said())
    with pytest.raises(CustomerNotFound, match="110001"):
        record_visit(session, "110001", "访销", None, None, said())


def test_a_branch_that_is_not_there_is_named(database: Database, session: Session) -> None:
    assert session.branch.slug == "suzhou"
    with Session(database, "wuxi", clock=lambda: NOW) as other, pytest.raises(BranchNotFound, match="wuxi"):
        enrol_customer(other, "110001", {}, said())


def test_a_value_that_no_rule_foresaw_is_refused_without_being_shown(session: Session) -> None:
    def decide(unit: UnitOfWork, stamp: Stamp) -> Sequence[Event]:
        from domain.complaints.events import ComplaintClosed

        return [told(ComplaintClosed, "2021-07-01", complaint_no="C-1", outcome=Decimal(13812345678))]

    with pytest.raises(InvalidValue, match="outcome") as caught:
        record(session, said(), {}, decide)
    assert "13812345678" not in str(caught.value)
