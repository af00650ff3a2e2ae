"""indelible audit evidence: usage, files and what is printed."""

from pathlib import Path

import pytest

from eventlog.database import Database, connect
from tests.cli.conftest import Indelible


def test_evidence_says_what_it_holds_and_where_it_is(sealed: Indelible, tmp_path: Path) -> None:
    folder = tmp_path / "证据"
    done = sealed("audit", "evidence", "C1", "--out", str(folder))
    size = sum(len(file.read_bytes()) for file in folder.iterdir())
    assert (done.code, done.err) == (0, "")
    assert (
        done.out
        == f"2 events of customer C1, up to position 2 of the log indelible/suzhou: {folder} ({size:,} bytes)\n"
    )
    sealed("customer", "visit", "C1", "--theme", "访销")
    done = sealed("audit", "evidence", "C1", "--out", str(folder), "--force", "--json")
    told = {"customer_no": "C1", "folder": str(folder), "bytes": size, "events": 2, "unsealed": 1}
    assert (done.document["position"], done.data, done.err) == (2, told, "")
    done = sealed("audit", "evidence", "C1", "--out", str(folder), "--force")
    assert done.out.endswith("\nnot in it, because recorded later and not sealed yet: 1 (`indelible audit seal`)\n")


def test_what_cannot_be_is_refused(sealed: Indelible, tmp_path: Path) -> None:
    assert sealed("audit", "evidence", "C1").code == 2
    absent = sealed("audit", "evidence", "C9", "--out", str(tmp_path / "new"))
    assert (absent.code, absent.err.startswith("error: customer_not_found: ")) == (1, True)
    used = sealed("audit", "evidence", "C1", "--out", str(tmp_path / "home"), "--force")
    why = f"the evidence cannot be written to {tmp_path}/home: 'checkpoints' in it is of no bundle, and stays"
    assert (used.code, used.err) == (1, f"error: evidence_not_written: {why}\n")
    nothing = sealed("audit", "evidence", "C1", "--out", str(tmp_path / "new"), "--checkpoint", str(tmp_path / "none"))
    assert (nothing.code, nothing.err) == (2, f"error: {tmp_path}/none cannot be read: No such file or directory\n")
    (tmp_path / "page").write_text("annual report", "utf-8")
    garbage = sealed("audit", "evidence", "C1", "--out", str(tmp_path / "new"), "--checkpoint", str(tmp_path / "page"))
    assert (garbage.code, garbage.out) == (3, "")
    assert garbage.err == f"NOT PROVEN: {tmp_path}/page: this is not a checkpoint of a log of ours\n"
    assert {path.name for path in tmp_path.iterdir()} == {"home", "page"}


@pytest.mark.parametrize("end", ["", ".former"])
def test_a_folder_that_nobody_may_write_to_is_said(sealed: Indelible, end: str) -> None:
    done = sealed("audit", "evidence", "C1", "--out", f"/proc/evidence{end}")
    assert (done.code, done.err.startswith("error: evidence_not_written: ")) == (1, True)


def test_a_checkpoint_of_another_log_is_not_continued(sealed: Indelible, database: Database, tmp_path: Path) -> None:
    sealed("audit", "checkpoint", "--out", str(tmp_path / "kept.txt"))
    note = (tmp_path / "kept.txt").read_text("utf-8").replace("suzhou", "wuxi")
    (tmp_path / "kept.txt").write_text(note, "utf-8")
    done = sealed("audit", "evidence", "C1", "--out", str(tmp_path / "new"), "--checkpoint", str(tmp_path / "kept.txt"))
    assert done.code == 3
    assert done.err == (
        "NOT PROVEN: checkpoint.txt: it is of the log indelible/suzhou, the kept one of indelible/wuxi\n"
    )
    with connect(database.admin, autocommit=True) as connection:
        connection.execute("ALTER TABLE log_suzhou.stored_events DISABLE TRIGGER USER")
        connection.execute("DELETE FROM log_suzhou.stored_events WHERE notification_id = 2")
    done = sealed("audit", "evidence", "C1", "--out", str(tmp_path / "new"))
    why = "customer.json: the proof does not lead to the root; `indelible audit verify` tells what was done to the log"
    assert (done.code, done.err) == (3, f"NOT PROVEN: {why}\n")
    assert not (tmp_path / "new").exists()
