"""How evidence is made: what is in it, where it is put, when there is none."""

import json
from pathlib import Path

import pytest

from domain.customers.refusals import CustomerNotFound
from eventlog.database import connect
from eventlog.sealing.refusals import CustomerNotSealed, EvidenceNotWritten, LogNotSealed
from eventlog.sealing.verify_evidence import NotProven
from service.audit.evidence import make_evidence
from service.commands import carry_out
from service.customers import enrol_customer, record_visit
from service.session import Session
from tests.service.audit.evidence.conftest import FIRST, LONG, UNSEEN, City, head
from tests.service.conftest import said

FILES = {"README.txt", "timeline.txt", "checkpoint.txt", "customer.json", "events.jsonl", "verify_evidence.py"}


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


def test_a_bundle_has_the_customer_s_events_as_stored_in_their_order(city: City, bundles: dict[str, Path]) -> None:
    lines = (bundles[FIRST] / "events.jsonl").read_bytes().decode().removesuffix("\n").split("\n")
    events = [json.loads(line) for line in lines]
    assert [event["topic"] for event in events] == [
        *("customer.enrolled", "licence.granted"),
        *("order.placed", "order.confirmed", "order.delivered", "order.goods_returned"),
        "customer.visited",
        *("order.placed", "order.confirmed", "order.delivered", "order.goods_returned"),
        "complaint.received",
    ]
    assert [event["customer_seq"] for event in events] == list(range(1, 13))
    rows = city.session.connection.execute(
        "SELECT convert_from(state, 'UTF8') FROM log_evidence.stored_events"
        " WHERE convert_from(state, 'UTF8')::jsonb ->> 'customer_no' = %s AND notification_id <= 23 ORDER BY 1",
        [FIRST],
    ).fetchall()
    assert sorted(event["state"] for event in events) == [state for (state,) in rows]
    assert json.loads(events[6]["state"])["finding"] == UNSEEN


def test_a_bundle_says_how_to_check_it_and_tells_the_history(city: City, bundles: dict[str, Path]) -> None:
    folder = bundles[FIRST]
    assert names(folder) == FILES | {"consistency-10.json"}
    assert (folder / "checkpoint.txt").read_bytes() == city.late.read_bytes()
    readme = (folder / "README.txt").read_text("utf-8")
    assert "Evidence about customer 110001: 12 events" in readme
    assert "python verify_evidence.py FOLDER --key KEY" in readme
    assert all(name in readme for name in names(folder) - {"README.txt"})
    told = (folder / "timeline.txt").read_text("utf-8").split("\n")
    assert told[3].startswith("     1  2020-01-01  Entered the supply network (入网): name 观前街烟酒店")
    assert told[9].startswith("     7  2021-06-08  ")
    assert r"好\u2028门前\x85干净\x1b[2J" in told[9]
    assert told[8].startswith("     6  2021-06-01  Return R-O-1 of order O-1: 1 cartons (条) came back")
    assert "[by E7 because 破损], recorded 2" in told[8]
    assert len(told) == 3 + 12 + 1


def test_the_same_checkpoint_gives_the_same_bytes(city: City, bundles: dict[str, Path], tmp_path: Path) -> None:
    made = make_evidence(city.session, FIRST, tmp_path / "again", kept=city.early)
    assert {f.name: f.read_bytes() for f in bundles[FIRST].iterdir()} == {
        f.name: f.read_bytes() for f in (tmp_path / "again").iterdir()
    }
    assert (made.events, made.unsealed, made.checkpoint.size) == (12, 1, 23)
    assert made.size == sum(len(f.read_bytes()) for f in bundles[FIRST].iterdir())


def test_without_a_kept_checkpoint_there_is_no_proof_of_consistency(city: City, tmp_path: Path) -> None:
    make_evidence(city.session, FIRST, tmp_path / "new")
    assert names(tmp_path / "new") == FILES
    make_evidence(city.session, FIRST, tmp_path / "same", kept=city.late)
    assert names(tmp_path / "same") == FILES


def test_a_long_history_is_whole(bundles: dict[str, Path]) -> None:
    assert (bundles[LONG] / "events.jsonl").stat().st_size > 4_000_000


def test_before_anything_is_sealed_there_is_no_evidence(session: Session, tmp_path: Path) -> None:
    carry_out(session, said("2020-01-01"), enrol_customer(FIRST, {}))
    with pytest.raises(LogNotSealed, match="the log of suzhou was never sealed: "):
        make_evidence(session, FIRST, tmp_path / "new")
    head(session, tmp_path / "kept")
    make_evidence(session, FIRST, tmp_path / "new")
    carry_out(session, said("2020-01-01"), enrol_customer("110009", {}))
    with pytest.raises(CustomerNotSealed, match="none of the 1 events of customer 110009 is sealed yet"):
        make_evidence(session, "110009", tmp_path / "later")
    with pytest.raises(CustomerNotFound):
        make_evidence(session, "119999", tmp_path / "later")
    assert names(tmp_path) == {"kept", "new"}


def test_a_folder_with_anything_in_it_is_left_alone(city: City, tmp_path: Path) -> None:
    with pytest.raises(EvidenceNotWritten, match="No such file or directory"):
        make_evidence(city.session, FIRST, tmp_path / "absent" / "new")
    (tmp_path / "file").touch()
    with pytest.raises(EvidenceNotWritten, match="Not a directory"):
        make_evidence(city.session, FIRST, tmp_path / "file")
    (tmp_path / "empty").mkdir()
    make_evidence(city.session, FIRST, tmp_path / "empty")
    with pytest.raises(EvidenceNotWritten, match="it is not empty; --force replaces an earlier bundle"):
        make_evidence(city.session, FIRST, tmp_path / "empty")
    (tmp_path / "empty" / "notes.txt").write_text("mine", "utf-8")
    with pytest.raises(EvidenceNotWritten, match=r"'notes.txt' in it is of no bundle, and stays"):
        make_evidence(city.session, FIRST, tmp_path / "empty", force=True)
    assert (tmp_path / "empty" / "notes.txt").read_text("utf-8") == "mine"
    assert names(tmp_path) == {"file", "empty"}


def test_an_earlier_bundle_is_replaced_when_that_is_wanted(city: City, tmp_path: Path) -> None:
    make_evidence(city.session, FIRST, tmp_path / "new", kept=city.early)
    made = make_evidence(city.session, LONG, tmp_path / "new", force=True)
    assert (names(tmp_path / "new"), made.events) == (FILES, 6)
    assert names(tmp_path) == {"new"}


# What a superuser can do behind the guards, and what is said when evidence is then asked for.
TAMPERED = {
    "UPDATE {log} SET state = convert_to(replace(convert_from(state, 'UTF8'), '好', '坏'), 'UTF8')"
    " WHERE notification_id = 3": "events.jsonl line 3: the proof does not lead to the root",
    "UPDATE {log} SET state = '\\xffff' WHERE notification_id = 3": "events.jsonl line 3: the proof does not lead to",
    "UPDATE {log} SET recorded_at = recorded_at - interval '1 day' WHERE notification_id = 3": "events.jsonl line 3: ",
    "DELETE FROM {log} WHERE notification_id = 3": "events.jsonl line 3: it is number 4 of the history where number 3",
    "DELETE FROM {log} WHERE notification_id = 4": "customer.json: the proof does not lead to the root",
    "UPDATE {log} SET notification_id = 100 WHERE notification_id = 4": "customer.json: the proof does not lead to",
    "UPDATE {log} SET customer_seq = 97 - customer_seq WHERE notification_id IN (3, 4);"
    "UPDATE {log} SET customer_seq = customer_seq - 90 WHERE notification_id IN (3, 4)": "events.jsonl line 3: ",
}


@pytest.mark.parametrize("statement", TAMPERED)
def test_no_evidence_is_made_of_a_log_that_was_tampered_with(session: Session, tmp_path: Path, statement: str) -> None:
    carry_out(session, said("2020-01-01"), enrol_customer(FIRST, {}))
    for day in ("2021-06-01", "2021-06-02", "2021-06-03"):
        carry_out(session, said(day), record_visit(FIRST, "访销", "好", None))
    assert head(session, tmp_path / "kept") == 4
    superuser(session, statement)
    with pytest.raises(NotProven) as refused:
        make_evidence(session, FIRST, tmp_path / "new")
    assert str(refused.value).startswith(TAMPERED[statement])
    assert names(tmp_path) == {"kept"}


def test_an_event_put_in_behind_the_seals_is_named(session: Session, tmp_path: Path) -> None:
    carry_out(session, said("2020-01-01"), enrol_customer(FIRST, {}))
    superuser(session, "SELECT nextval('log_suzhou.stored_events_notification_id_seq')")
    carry_out(session, said("2021-06-01"), record_visit(FIRST, "访销", "好", None))
    head(session, tmp_path / "kept")
    superuser(
        session,
        "INSERT INTO {log} SELECT originator_id, 9, topic, state, 2, customer_id, 3, recorded_at, recorded_login"
        " FROM {log} WHERE notification_id = 3",
    )
    with pytest.raises(NotProven, match="position 2: the log had no event there when it was sealed"):
        make_evidence(session, FIRST, tmp_path / "new")


def test_a_log_that_is_shorter_than_the_kept_checkpoint_gives_no_evidence(
    session: Session, city: City, tmp_path: Path
) -> None:
    carry_out(session, said("2020-01-01"), enrol_customer(FIRST, {}))
    head(session, tmp_path / "kept")
    with pytest.raises(NotProven, match=r"the log was cut: it has 1 sealed events, and .*10\.txt covers 10"):
        make_evidence(session, FIRST, tmp_path / "new", kept=city.early)


def superuser(session: Session, statements: str) -> None:
    """Past privileges and triggers."""
    log = "log_suzhou.stored_events"
    with connect(session.database.admin) as connection:
        for statement in (f"ALTER TABLE {log} DISABLE TRIGGER USER", *statements.replace("{log}", log).split(";")):
            connection.execute(statement.encode())
        connection.execute(f"ALTER TABLE {log} ENABLE ALWAYS TRIGGER refuse_change".encode())
        connection.execute(f"ALTER TABLE {log} ENABLE ALWAYS TRIGGER wait_for_turn".encode())
