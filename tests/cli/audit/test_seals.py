"""indelible audit keygen, seal, checkpoint, verify, consistency, prove: usage, files and what is printed."""

from pathlib import Path

import pytest

from eventlog.database import Database, connect
from tests.cli.conftest import Indelible


@pytest.mark.usefixtures("shop")
def test_what_a_first_day_prints(indelible: Indelible, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    monkeypatch.setenv("INDELIBLE_HOME", str(home))
    done = indelible("audit", "seal")
    assert (done.code, done.err) == (
        2,
        f"error: there is no signing key {home}/keys/suzhou.seal: `indelible audit keygen` makes one\n",
    )
    assert indelible("audit", "checkpoint").err.startswith("error: log_not_sealed: ")
    key = indelible("audit", "keygen").out.strip()
    assert key.startswith("indelible/suzhou+")
    assert indelible("audit", "keygen").code == 2  # never replaced
    assert indelible("audit", "seal").out == (
        f"sealed 2 events: 2 up to position 2; checkpoint in {home}/checkpoints/suzhou\n"
    )
    done = indelible("audit", "verify", "--verifier-key", key)
    assert done.code == 0
    assert done.out == (
        "2 events up to position 2 compared with their seals and 1 checkpoints: nothing was changed;"
        " 0 later events are not sealed yet\n"
    )
    assert indelible("audit", "checkpoint").out.startswith("indelible/suzhou\n2\n")


@pytest.mark.usefixtures("shop")
def test_seals_are_for_the_login_that_seals(
    indelible: Indelible, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INDELIBLE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("INDELIBLE_DATABASE_URL", database.operator)
    assert indelible("audit", "keygen").code == 0
    done = indelible("audit", "seal")
    assert (done.code, "give it by INDELIBLE_SEALER_URL" in done.err) == (2, True)
    monkeypatch.setenv("INDELIBLE_SEALER_URL", "nonsense")
    done = indelible("audit", "seal")
    assert (done.code, done.err) == (
        2,
        "error: INDELIBLE_SEALER_URL is not a connection string like postgresql://login@host/database\n",
    )
    monkeypatch.setenv("INDELIBLE_SEALER_URL", database.sealer)
    assert indelible("audit", "seal").out.startswith("sealed 2 events")
    with connect(database.admin) as connection:
        row = connection.execute("SELECT recorded_login FROM log_suzhou.checkpoints").fetchone()
    assert row == ("indelible_sealing",)


def test_a_key_that_others_can_read_is_not_used(sealed: Indelible, tmp_path: Path) -> None:
    path = tmp_path / "home" / "keys" / "suzhou.seal"
    path.chmod(0o644)
    done = sealed("audit", "seal")
    assert done.code == 2
    assert "can be read by others" in done.err
    assert path.read_text().split("+")[-1].strip() not in done.err


@pytest.mark.parametrize("name", ["", "a b", "a+b", "苏州", "a\nb", "\x1b[2J"])
def test_a_name_that_no_signed_note_can_have_is_refused(indelible: Indelible, tmp_path: Path, name: str) -> None:
    done = indelible("audit", "keygen", "--key", str(tmp_path / "key"), "--log-name", name)
    assert (done.code, done.out, done.err.startswith("error: invalid_value: name ")) == (1, "", True)
    assert not (tmp_path / "key").exists()


def test_another_key_proves_nothing(sealed: Indelible, tmp_path: Path) -> None:
    other = sealed("audit", "keygen", "--key", str(tmp_path / "other"), "--log-name", "indelible/suzhou").out.strip()
    (tmp_path / "vkey").write_text(other + "\n")
    for key in (other, str(tmp_path / "vkey")):
        done = sealed("audit", "verify", "--verifier-key", key)
        assert (done.code, "not signed with the key" in done.err) == (3, True)
    assert sealed("audit", "verify", "--verifier-key", "nonsense").code == 2
    assert sealed("audit", "verify", "--verifier-key", "a+b+c").err.startswith("NOT PROVEN: ")


def test_a_checkpoint_is_not_written_over_a_file(sealed: Indelible, tmp_path: Path) -> None:
    out = tmp_path / "kept.txt"
    assert sealed("audit", "checkpoint", "--out", str(out)).code == 0
    before = out.read_text()
    assert sealed("audit", "checkpoint", "--out", str(out)).code == 2
    assert sealed("audit", "checkpoint", "--out", str(out), "--force").code == 0
    assert out.read_text() == before
    done = sealed("audit", "consistency", str(out), str(tmp_path / "none.txt"))
    assert (done.code, "none.txt cannot be read" in done.err) == (2, True)
    out.write_text(before.replace("position 2", "position 3"))
    done = sealed("audit", "verify", "--checkpoint", str(out))
    assert (done.code, "tells another last position" in done.out) == (3, True)


def test_a_directory_without_a_checkpoint_is_no_check(sealed: Indelible, tmp_path: Path) -> None:
    empty, kept = tmp_path / "empty", tmp_path / "home" / "checkpoints" / "suzhou"
    empty.mkdir()
    done = sealed("audit", "verify", "--checkpoint", str(empty), "--json")
    assert (done.code, done.out, done.err) == (2, "", f"error: there is no checkpoint (*.txt) in {empty}\n")
    assert sealed("audit", "verify", "--checkpoint", str(kept), "--json").data["proven"] is True
    assert sealed("audit", "verify", "--json").data["proven"] is False
    done = sealed("audit", "consistency", str(kept), str(kept))
    assert (done.code, done.err) == (2, f"error: {kept} cannot be read: Is a directory\n")
    for file in kept.iterdir():
        file.unlink()
    assert "with their seals and 0 checkpoints: nothing was changed" in sealed("audit", "verify").out


def test_a_changed_log_is_not_told_to_be_proven(sealed: Indelible, database: Database, tmp_path: Path) -> None:
    with connect(database.admin, autocommit=True) as superuser:
        superuser.execute(b"ALTER TABLE log_suzhou.stored_events DISABLE TRIGGER ALL")
        superuser.execute(b"UPDATE log_suzhou.stored_events SET notification_id = 0 WHERE notification_id = 1")
    done = sealed("audit", "verify", "--checkpoint", str(tmp_path / "home" / "checkpoints" / "suzhou"), "--json")
    assert (done.code, done.data["proven"]) == (3, False)
    assert "FOUND: the event at position 0 was never sealed; it fits: " in sealed("audit", "verify").out


def test_an_event_is_proven_by_position_or_id(sealed: Indelible) -> None:
    proof = sealed("audit", "prove", "2").out
    assert proof.splitlines()[0] == "c2sp.org/tlog-proof@v1"
    assert "index 1\n" in proof
    event_id = sealed("audit", "events", "--after", "1", "--json").data[0]["payload"]["event_id"]
    assert sealed("audit", "prove", event_id).out == proof
    for event, code in (("9", "event_not_found"), ("f" * 32, "event_not_found"), ("x", "invalid_value")):
        done = sealed("audit", "prove", event)
        assert (done.code, done.err.split(":")[1].strip()) == (1, code)
    sealed("customer", "visit", "C1", "--theme", "访销")
    assert sealed("audit", "prove", "3").err.startswith("error: event_not_sealed: ")
