"""The sealer: what it keeps, what it publishes first, when it refuses, and that an append knows nothing of it."""

import re
import threading
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from psycopg import Connection
from psycopg.conninfo import make_conninfo
from psycopg.sql import SQL, Identifier

from eventlog.append.new_event import continue_stream
from eventlog.append.recorder import LogRecorder
from eventlog.branch import Branch
from eventlog.database import Database, connect
from eventlog.errors import LogBusy
from eventlog.read.reading import read_log
from eventlog.sealing import comparing, sealer, verification
from eventlog.sealing.checkpoints import read_kept
from eventlog.sealing.errors import SealingRefused
from eventlog.sealing.findings import Tampering
from eventlog.sealing.proofs import prove_consistency, prove_event, read_sealed
from eventlog.sealing.scanning import read_leaves
from eventlog.sealing.sealer import seal
from eventlog.sealing.tree import GrowingRoot, root
from eventlog.sealing.tree_store import SealedTree, split
from eventlog.sealing.verification import verify
from eventlog.sealing.verify_evidence import NotProven, check_inclusion, hash_leaf
from eventlog.server.default import DefaultServer
from tests.eventlog.filling import complaint, of_customer, visit
from tests.eventlog.sealing.random_logs import KEY


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where checkpoints are kept."""
    return tmp_path / "checkpoints"


def append_visits(recorder: LogRecorder, branch: Branch, before: int, count: int) -> None:
    recorder.append(of_customer(branch, before, *(visit(finding=f"第{n}次") for n in range(count))))


def test_a_leaf_is_made_of_the_columns_as_they_are_stored(
    operator: Connection[Any], recorder: LogRecorder, branch: Branch
) -> None:
    append_visits(recorder, branch, 0, 2)
    recorder.append(continue_stream(branch, branch.stream("complaint", "投-1"), 0, [complaint("投-1", None)]))
    hashes = [leaf for leaves in read_leaves(operator, branch) for leaf in split(leaves.hashes)]
    assert [hash_leaf(read_sealed(operator, branch, position).manifest()) for position in (1, 2, 3)] == hashes
    assert read_sealed(operator, branch, 3).customer_id is None


def test_sittings_of_any_length_make_one_tree(
    sealing_login: Connection[Any], operator: Connection[Any], recorder: LogRecorder, branch: Branch, place: Path
) -> None:
    done = 0
    for count in (3, 1_000, 40, 2_100, 1):
        append_visits(recorder, branch, done, count)
        done += count
        sealing = seal(sealing_login, branch, KEY, [place])
        assert sealing
        hashes = [leaf for leaves in read_leaves(operator, branch) for leaf in split(leaves.hashes)]
        assert (sealing.checkpoint.size, sealing.events) == (done, count)
        assert sealing.checkpoint.root == GrowingRoot(hashes).root == root(SealedTree(operator, branch), done)
    proof = prove_event(operator, branch, 1_024)
    assert sealing
    check_inclusion(hash_leaf(proof.sealed.manifest()), proof.number, done, proof.hashes, sealing.checkpoint.root)


def test_nothing_new_makes_no_new_checkpoint(
    sealing_login: Connection[Any], recorder: LogRecorder, branch: Branch, place: Path
) -> None:
    assert seal(sealing_login, branch, KEY, [place]) is None
    append_visits(recorder, branch, 0, 3)
    first, again = seal(sealing_login, branch, KEY, [place]), seal(sealing_login, branch, KEY, [place])
    assert first
    assert again
    assert (again.note, again.events) == (first.note, 0)
    assert [file.name for file in place.iterdir()] == ["checkpoint-000000000003.txt"]


def test_every_place_gets_the_checkpoint_and_only_then_the_database(
    sealing_login: Connection[Any], operator: Connection[Any], recorder: LogRecorder, branch: Branch, tmp_path: Path
) -> None:
    append_visits(recorder, branch, 0, 3)
    (tmp_path / "full").write_text("not a directory")
    with pytest.raises(OSError, match="full"):
        seal(sealing_login, branch, KEY, [tmp_path / "first", tmp_path / "full"])
    assert SealedTree(operator, branch).checkpoint() is None
    sealing = seal(sealing_login, branch, KEY, [tmp_path / "first", tmp_path / "second"])
    assert sealing
    for name in ("first", "second"):
        assert read_kept(tmp_path / name / "checkpoint-000000000003.txt", KEY.verifier_key) == sealing.checkpoint
    assert SealedTree(operator, branch).checkpoint() == sealing.note


def test_two_never_seal_at_once(database: Database, recorder: LogRecorder, branch: Branch, place: Path) -> None:
    append_visits(recorder, branch, 0, 3)
    begun, end = threading.Event(), threading.Event()

    def wait(_: int) -> None:
        begun.set()
        assert end.wait(30)

    with connect(database.sealer, autocommit=True) as one, connect(database.sealer, autocommit=True) as other:
        thread = threading.Thread(target=seal, args=(one, branch, KEY, [place], wait))
        thread.start()
        assert begun.wait(30)
        with pytest.raises(LogBusy):
            seal(other, branch, KEY, [place])
        end.set()
        thread.join()
        assert seal(other, branch, KEY, [place])


def test_the_sealer_refuses_a_log_that_was_cut_or_rewritten(
    superuser: Connection[Any], recorder: LogRecorder, branch: Branch, place: Path
) -> None:
    append_visits(recorder, branch, 0, 5)
    seal(superuser, branch, KEY, [place])
    log, runs = (Identifier(branch.log_schema, table) for table in ("stored_events", "seal_runs"))
    for table in (log, runs):
        superuser.execute(SQL("ALTER TABLE {} DISABLE TRIGGER ALL").format(table))
    superuser.execute(SQL("DELETE FROM {} WHERE notification_id = 5").format(log))
    with pytest.raises(SealingRefused, match="the last sealed event, position 5"):
        seal(superuser, branch, KEY, [place])
    superuser.execute(SQL("UPDATE {} SET hashes = overlay(hashes PLACING '0'::bytea FROM 1)").format(runs))
    with pytest.raises(SealingRefused, match="does not continue its last checkpoint"):
        seal(superuser, branch, KEY, [place])
    (place / "checkpoint-000000000005.txt").write_text("not a checkpoint")
    with pytest.raises(SealingRefused, match="cannot be trusted"):
        seal(superuser, branch, KEY, [place])


# The root of the first block is kept with its last run, so the sealer has no need of its first.
@pytest.mark.parametrize(("gone", "signs"), [(0, True), (3, False), (1_024, False)])
def test_hashes_that_were_taken_out_are_missed(
    superuser: Connection[Any], recorder: LogRecorder, branch: Branch, place: Path, gone: int, signs: bool
) -> None:
    append_visits(recorder, branch, 0, 3)
    early = seal(superuser, branch, KEY, [place])
    append_visits(recorder, branch, 3, 1_100)
    seal(superuser, branch, KEY, [place])
    append_visits(recorder, branch, 1_103, 1)
    late = seal(superuser, branch, KEY, [place])
    assert early
    assert late
    runs = Identifier(branch.log_schema, "seal_runs")
    superuser.execute(SQL("ALTER TABLE {} DISABLE TRIGGER ALL").format(runs))
    superuser.execute(SQL("DELETE FROM {} WHERE first_index = %s").format(runs), [gone])
    verified = verify(superuser, branch, {})
    assert verified.sealed == gone
    assert [finding[2:] for finding in verified.findings] == [(gone, 1_104, (Tampering.SEALS,))]
    kept = verify(superuser, branch, {"early": early.checkpoint, "late": late.checkpoint}).findings
    assert [finding.what for finding in kept[-2:]] == [
        "the events are those of late, but the hashes kept beside them are not",
        "hashes that were kept beside the events are gone",
    ]
    with pytest.raises(NotProven):
        prove_consistency(superuser, branch, early.checkpoint, late.checkpoint)
    with nullcontext() if signs else pytest.raises(SealingRefused):
        assert seal(superuser, branch, KEY, [place]) == late._replace(events=0)


def test_an_event_put_in_behind_the_seals_is_not_proven(
    superuser: Connection[Any], recorder: LogRecorder, branch: Branch, place: Path
) -> None:
    append_visits(recorder, branch, 0, 3)
    log = Identifier(branch.log_schema, "stored_events")
    superuser.execute(SQL("ALTER TABLE {} DISABLE TRIGGER ALL").format(log))
    superuser.execute(SQL("UPDATE {} SET notification_id = 10 WHERE notification_id = 3").format(log))
    seal(superuser, branch, KEY, [place])
    superuser.execute(
        SQL(
            'INSERT INTO {log} SELECT (jsonb_populate_record(old, \'{{"notification_id": 5,'
            ' "originator_version": 9, "customer_seq": 9}}\')).* FROM {log} AS old WHERE notification_id = 2'
        ).format(log=log)
    )
    with pytest.raises(NotProven, match="position 5: the log had no event there when it was sealed"):
        prove_event(superuser, branch, 5)


def test_a_following_sealer_seals_what_comes(
    database: Database, recorder: LogRecorder, branch: Branch, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealer, "LONGEST_WAIT", 0.0)
    sizes: list[int] = []

    class Enough(Exception):
        pass

    def told(sealing: sealer.Sealing) -> None:
        sizes.append(sealing.checkpoint.size)
        if len(sizes) == 3:
            raise Enough
        append_visits(recorder, branch, sizes[-1], 2)

    append_visits(recorder, branch, 0, 2)
    with connect(database.sealer, autocommit=True) as connection, pytest.raises(Enough):
        sealer.follow(connection, branch, KEY, [place], told)
    assert sizes == [2, 4, 6]


def test_processes_find_what_one_finds(
    database: Database,
    superuser: Connection[Any],
    recorder: LogRecorder,
    branch: Branch,
    place: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    append_visits(recorder, branch, 0, 5_000)
    sealing = seal(superuser, branch, KEY, [place])
    assert sealing
    kept = {"kept": sealing.checkpoint}
    monkeypatch.setattr(verification, "MANY", 0)
    assert verify(superuser, branch, kept, conninfo=database.operator, jobs=3).findings == []
    superuser.execute(SQL("ALTER TABLE {} DISABLE TRIGGER ALL").format(Identifier(branch.log_schema, "stored_events")))
    superuser.execute(
        SQL("DELETE FROM {} WHERE notification_id IN (2000, 4500)").format(
            Identifier(branch.log_schema, "stored_events")
        )
    )
    alone = verify(superuser, branch, kept)
    assert [finding.position for finding in alone.findings] == [2000]
    assert verify(superuser, branch, kept, conninfo=database.operator, jobs=3) == alone


def test_differences_without_end_are_named_up_to_a_limit(
    superuser: Connection[Any], recorder: LogRecorder, branch: Branch, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparing, "MOST_DIFFERENCES", 10)
    append_visits(recorder, branch, 0, 100)
    seal(superuser, branch, KEY, [place])
    log = Identifier(branch.log_schema, "stored_events")
    superuser.execute(SQL("ALTER TABLE {} DISABLE TRIGGER ALL").format(log))
    superuser.execute(SQL("DELETE FROM {} WHERE notification_id > 20").format(log))
    part = comparing.compare(superuser, branch, 0, 100, lambda _: None)
    assert part.differences.missing == [*range(21, 30), 100]


def test_the_log_may_grow_while_it_is_verified(
    sealing_login: Connection[Any], operator: Connection[Any], recorder: LogRecorder, branch: Branch, place: Path
) -> None:
    append_visits(recorder, branch, 0, 10)
    sealing = seal(sealing_login, branch, KEY, [place])
    append_visits(recorder, branch, 10, 3)
    verified = verify(operator, branch, {"kept": sealing.checkpoint} if sealing else {})
    assert (verified.sealed, verified.unsealed, verified.findings) == (10, 3, [])
    assert len(read_log(operator, branch, limit=100)) == 13


def test_an_append_takes_no_statement_more_for_it(
    server: DefaultServer, database: Database, sealing_login: Connection[Any], branch: Branch, place: Path
) -> None:
    logged = make_conninfo(database.admin, options="-c log_statement=all -c log_min_messages=log")
    recorder = LogRecorder(logged, branch)

    def statements_of_append(before: int) -> list[str]:
        start = server.log.stat().st_size
        append_visits(recorder, branch, before, 1)
        text = server.log.read_bytes()[start:].decode()
        told = re.findall(r"\[(\d+)\] LOG:  (?:statement|execute \S+): (.*)", text)
        writer = next(process for process, statement in told if statement == "COMMIT")
        ours = [statement for process, statement in told if process == writer]
        return ours[ours.index("BEGIN") :]  # the pool opens connections in its own time, also for others

    unsealed, warm = statements_of_append(0), statements_of_append(1)
    assert len(unsealed) >= 3
    seal(sealing_login, branch, KEY, [place])
    assert statements_of_append(2) == warm
    assert "seal" not in "".join(unsealed + warm)
    recorder.datastore.close()
