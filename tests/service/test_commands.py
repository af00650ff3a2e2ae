"""A command looks up, decides, appends and answers; asked again with one command id it answers the same."""

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from domain.customers.area import CUSTOMER
from domain.customers.customer import enrol
from domain.customers.customer import record_visit as decide_visit
from domain.customers.events import CustomerEnrolled
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
from service.commands import Command, CommandResult, carry_out, command
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

    return carry_out(session, envelope, Command("visit", {}, decide))


def test_an_answer_tells_what_was_recorded_and_where_the_log_stands(session: Session) -> None:
    answer = carry_out(session, said("2020-01-01"), enrol_customer("110001", {"licence_no": "L1"}))
    assert [event.topic for event in answer.events] == ["customer.enrolled", "licence.granted"]
    assert (answer.positions, answer.position) == ([1, 2], 2)
    assert not answer.dry_run
    assert not answer.repeated
    assert topics(session) == ["customer.enrolled", "licence.granted"]


@pytest.mark.usefixtures("shops")
def test_where_there_was_nothing_to_record_the_log_stands_as_it_did(session: Session) -> None:
    answer = carry_out(session, said("2020-01-02"), change_profile("110001", {}))
    assert (answer.events, answer.positions, answer.position) == ([], [], 2)


def test_a_command_without_a_time_is_effective_now(session: Session) -> None:
    (event,) = carry_out(session, said(), enrol_customer("110001", {})).events
    assert event.effective_at == NOW


def test_a_dry_run_decides_and_writes_nothing(session: Session) -> None:
    answer = carry_out(session, said(command_id="c-1", dry_run=True), enrol_customer("110001", {"licence_no": "L1"}))
    assert [event.topic for event in answer.events] == ["customer.enrolled", "licence.granted"]
    assert (answer.dry_run, answer.positions, answer.position) == (True, [], 0)
    assert topics(session) == []
    assert session.recorder.find_receipt("c-1") is None


@pytest.mark.usefixtures("shops")
def test_a_dry_run_refuses_as_the_command_would(session: Session) -> None:
    with pytest.raises(Refusal):
        carry_out(session, said(dry_run=True), enrol_customer("110001", {}))


@pytest.mark.usefixtures("shops")
def test_a_command_that_lost_a_race_decides_again(session: Session, database: Database) -> None:
    def meanwhile(attempt: int) -> None:
        if attempt < 3:
            with Session(database, "suzhou", clock=lambda: NOW) as other:
                carry_out(other, said(), record_visit("110001", f"第 {attempt} 次", None, None))

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
            carry_out(other, said(), record_visit("110001", "抢先", None, None))

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
                carry_out(other, said("2020-01-01"), enrol_customer("110003", {}))
        return enrol(found, "110003", {}, stamp=stamp)

    with pytest.raises(Refusal, match="was enrolled on 2020-01-01 already"):
        carry_out(session, said(), Command("any", {}, decide))


@pytest.mark.usefixtures("shops")
def test_a_repeated_command_id_gives_the_first_answer(session: Session) -> None:
    envelope = said("2021-07-01", command_id="c-1")
    first = carry_out(session, envelope, change_profile("110001", {"name": "好客来", "address": "人民路 1 号"}))
    carry_out(session, said(), record_visit("110001", "访销", None, None))
    again = carry_out(session, envelope, change_profile("110001", {"name": "好客来", "address": "人民路 1 号"}))
    assert again.repeated
    assert not first.repeated
    assert (again.positions, again.position) == (first.positions, first.position) == ([3, 4], 4)
    stored = [event.model_copy(update={"event_id": ""}) for event in again.events]
    assert stored == list(first.events)
    assert len(topics(session)) == 5


@pytest.mark.usefixtures("shops")
def test_a_repeated_command_that_recorded_nothing_records_nothing_still(session: Session) -> None:
    envelope = said("2021-07-01", command_id="c-1")
    assert carry_out(session, envelope, change_profile("110001", {"name": None})).events == []
    carry_out(session, said(), record_visit("110001", "访销", None, None))
    again = carry_out(session, envelope, change_profile("110001", {"name": None}))
    assert (again.events, again.positions, again.repeated) == ([], [], True)
    with pytest.raises(CommandIdReused):
        carry_out(session, envelope, change_profile("110001", {"name": "好客来"}))


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
    carry_out(session, said("2021-07-01", command_id="c-1"), change_profile("110001", {"name": "好客来"}))
    with pytest.raises(CommandIdReused, match="'c-1' was used for something else"):
        carry_out(session, envelope, change_profile("110001", changes))
    with pytest.raises(CommandIdReused):
        carry_out(session, said("2021-07-01", command_id="c-1"), verify_profile("110001", ["name"], None))
    assert len(topics(session)) == 3


def test_a_command_is_known_by_its_name_and_arguments_however_its_function_is_called() -> None:
    @command("shop paint", colours=sorted)
    def paint(
        unit: UnitOfWork, stamp: Stamp, /, shop_no: str, colours: Sequence[str] = (), **more: object
    ) -> Sequence[Event]:
        return []

    @command("shop paint")
    def brush(unit: UnitOfWork, stamp: Stamp, shop_no: str, colours: Sequence[str], by_day: date) -> Sequence[Event]:
        return []

    day = date(2021, 7, 1)
    painted = paint("110001", ["red", "green"], by_day=day)
    assert painted.arguments == {"shop_no": "110001", "colours": ["green", "red"], "by_day": day}
    same = brush(by_day=day, colours=["green", "red"], shop_no="110001")
    assert painted.fingerprint(said()) == same.fingerprint(said())
    others = [
        paint("110002", ["red", "green"], by_day=day).fingerprint(said()),
        paint("110001", by_day=day).fingerprint(said()),
        paint("110001", ["red", "green"]).fingerprint(said()),
        replace(painted, name="shop brush").fingerprint(said()),
        *(painted.fingerprint(envelope) for envelope in (said("2021-07-01"), said(by="E8"), said(reason="更正"))),
    ]
    assert painted.fingerprint(said()) not in others
    assert len({*others}) == len(others)


def test_a_command_is_decided_with_its_arguments(session: Session) -> None:
    @command("shop enrol")
    def enrol_shop(unit: UnitOfWork, stamp: Stamp, /, shop_no: str, **profile: object) -> Sequence[Event]:
        return enrol(unit.get(CUSTOMER, shop_no), shop_no, profile, stamp=stamp)

    (event,) = carry_out(session, said(), enrol_shop("110001", name="好客来")).events
    assert isinstance(event, CustomerEnrolled)
    assert (event.customer_no, event.name, event.actor) == ("110001", "好客来", "E7")


@pytest.mark.usefixtures("shops")
def test_of_two_senders_of_a_command_both_get_the_one_answer(database: Database, session: Session) -> None:
    start = threading.Barrier(4)

    def send(_: int) -> CommandResult:
        with Session(database, "suzhou", clock=lambda: NOW) as own:
            start.wait()
            return carry_out(own, said("2021-07-01", command_id="c-1"), record_visit("110001", "访销", None, None))

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
        carry_out(session, envelope, enrol_customer("110001", {}))
    assert topics(session) == []


def test_a_number_that_cannot_be_is_refused_before_anything_is_looked_up(session: Session) -> None:
    with pytest.raises(InvalidIdentifier):
        carry_out(session, said(), enrol_customer("A\udcff", {}))
    with pytest.raises(CustomerNotFound, match="110001"):
        carry_out(session, said(), record_visit("110001", "访销", None, None))


def test_a_branch_that_is_not_there_is_named(database: Database, session: Session) -> None:
    assert session.branch.slug == "suzhou"
    with Session(database, "wuxi", clock=lambda: NOW) as other, pytest.raises(BranchNotFound, match="wuxi"):
        carry_out(other, said(), enrol_customer("110001", {}))


def test_a_value_that_no_rule_foresaw_is_refused_without_being_shown(session: Session) -> None:
    def decide(unit: UnitOfWork, stamp: Stamp) -> Sequence[Event]:
        from domain.complaints.events import ComplaintClosed

        return [told(ComplaintClosed, "2021-07-01", complaint_no="C-1", outcome=Decimal(13812345678))]

    with pytest.raises(InvalidValue, match="outcome") as caught:
        carry_out(session, said(), Command("any", {}, decide))
    assert "13812345678" not in str(caught.value)
