"""The signing key's file: made once, for its owner alone, and never shown."""

from base64 import b64encode
from pathlib import Path

import pytest

from eventlog.errors import EnvironmentProblem
from eventlog.sealing.keys import SigningKey, make_key, read_key


def test_a_key_is_kept_for_its_owner_alone_and_read_again(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "suzhou.key"
    made = make_key("example.com/suzhou", path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert read_key(path) == made
    assert made.seed != make_key("example.com/suzhou", tmp_path / "another").seed


def test_a_key_is_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "suzhou.key"
    make_key("example.com/suzhou", path)
    before = path.read_bytes()
    with pytest.raises(EnvironmentProblem, match="a key is never replaced"):
        make_key("example.com/suzhou", path)
    assert path.read_bytes() == before


def test_a_key_that_others_may_read_is_not_used(tmp_path: Path) -> None:
    path = tmp_path / "suzhou.key"
    make_key("example.com/suzhou", path)
    for mode in (0o640, 0o604, 0o660):
        path.chmod(mode)
        with pytest.raises(EnvironmentProblem, match="can be read by others: `chmod 600` it"):
            read_key(path)


def test_without_a_key_it_is_said_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="`indelible audit keygen` makes one"):
        read_key(tmp_path / "absent")


def test_a_key_is_never_shown(tmp_path: Path) -> None:
    key = SigningKey("example.com/suzhou", bytes(range(32)))
    assert repr(key) == "SigningKey(name='example.com/suzhou')"
    path = tmp_path / "suzhou.key"
    make_key("example.com/suzhou", path)
    kept = path.read_text("ascii").strip()
    secret = kept.rpartition("+")[2]
    for spoiled in (
        kept.replace("example.com/suzhou", "example.com/wuxi"),
        kept[:-8],
        kept + "!",
        kept.replace("PRIVATE+KEY+", ""),
        kept.replace(secret, b64encode(b"\2" + bytes(32)).decode()),
        "",
        "密钥",
    ):
        path.write_text(spoiled, "utf-8")
        with pytest.raises(EnvironmentProblem, match="is not a signing key") as refused:
            read_key(path)
        assert str(refused.value) == f"{path} is not a signing key"
