"""Checkpoints as signed notes: what is read, whose signature counts, what is refused."""

from base64 import b64encode
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventlog.sealing.keys import SigningKey
from eventlog.sealing.verify_evidence import Checkpoint, NotProven, read_checkpoint, read_verifier_key

KEY = SigningKey("example.com/suzhou", bytes(range(32)))
OTHER = SigningKey("example.com/suzhou", bytes(range(1, 33)))
ECDSA = b"\n\2" + bytes(32)  # another kind of signature, after the line break that parts it from the name
WITNESS = SigningKey("witness.example", bytes(32))

ROOT, HEADS = bytes(range(32)), bytes(range(100, 132))
BODY = f"""example.com/suzhou
109482
{b64encode(ROOT).decode()}
position 120011
customers 42 {b64encode(HEADS).decode()}
"""
NOTE = KEY.sign(BODY)
CHECKPOINT = Checkpoint("example.com/suzhou", 109482, ROOT, 120011, 42, HEADS)


def refusal(note: str, key: str | None = KEY.verifier_key) -> str:
    with pytest.raises(NotProven) as refused:
        read_checkpoint(note, key)
    return str(refused.value)


def test_a_signed_checkpoint_says_what_it_covers() -> None:
    assert read_checkpoint(NOTE, KEY.verifier_key) == CHECKPOINT
    assert read_checkpoint(NOTE) == CHECKPOINT


def test_keys_and_signatures_are_those_of_the_standards() -> None:
    # RFC 8032, 7.1, test 1: this seed gives this public key, and this signature of the empty text.
    key = SigningKey(
        "example.com/log", bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    )
    public = b"\1" + bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
    signature = bytes.fromhex(
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24"
        "655141438e7a100b"
    )
    key_id = sha256(b"example.com/log\n" + public).digest()[:4]  # c2sp.org/signed-note
    assert key.verifier_key == f"example.com/log+{key_id.hex()}+{b64encode(public).decode()}"
    assert key.sign("") == f"\n\u2014 example.com/log {b64encode(key_id + signature).decode()}\n"
    assert read_verifier_key(key.verifier_key) == ("example.com/log", key_id, public[1:])


def test_another_key_of_that_name_has_not_signed_it() -> None:
    assert refusal(NOTE, OTHER.verifier_key) == (
        "it is of the log example.com/suzhou, and not signed with the key of example.com/suzhou that was given"
    )
    assert refusal(NOTE, WITNESS.verifier_key).endswith("not signed with the key of witness.example that was given")


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ("109482", "109483"),
        ("position 120011", "position 120012"),
        ("customers 42", "customers 41"),
        (b64encode(ROOT).decode(), b64encode(HEADS).decode()),
        (f"42 {b64encode(HEADS).decode()}", f"42 {b64encode(ROOT).decode()}"),
    ],
)
def test_a_changed_body_makes_the_signature_false(said: str, instead: str) -> None:
    assert said in BODY
    assert refusal(NOTE.replace(said, instead)) == "the signature of example.com/suzhou is false"


def test_the_log_named_is_that_of_the_key() -> None:
    elsewhere = BODY.replace("suzhou", "wuxi")
    assert refusal(KEY.sign(elsewhere)).startswith("it is of the log example.com/wuxi, and not signed")
    assert refusal(NOTE.replace("suzhou", "wuxi")).startswith("it is of the log example.com/wuxi, and not signed")


def test_a_signature_in_another_name_does_not_count() -> None:
    assert refusal(NOTE.replace("\u2014 example.com/suzhou", "\u2014 example.com/other")).endswith("that was given")


def test_others_may_sign_beside_the_log() -> None:
    witnessed = NOTE + WITNESS.sign(BODY).removeprefix(BODY + "\n")
    assert read_checkpoint(witnessed, KEY.verifier_key) == CHECKPOINT
    theirs_first = WITNESS.sign(BODY) + NOTE.removeprefix(BODY + "\n")
    assert read_checkpoint(theirs_first, KEY.verifier_key) == CHECKPOINT


def test_a_false_signature_in_the_log_s_name_spoils_the_note() -> None:
    forged = KEY.sign(BODY + "more\n").removeprefix(BODY + "more\n\n")
    assert refusal(BODY + "\n" + forged + NOTE.removeprefix(BODY + "\n")) == (
        "the signature of example.com/suzhou is false"
    )


@pytest.mark.parametrize(
    "note",
    [
        "",
        "\n",
        BODY,
        BODY + "\n",
        NOTE.removesuffix("\n"),
        NOTE + "\n",
        NOTE + "more\n",
        NOTE.replace("\n", "\r\n"),
        NOTE.replace("\u2014", "-"),
        NOTE.replace("109482", "0109482"),
        NOTE.replace("109482", "-1"),
        NOTE.replace("109482", "１０９４８２"),
        NOTE.replace("position 120011", "Position 120011"),
        NOTE.replace("position 120011\n", ""),
        NOTE.replace("customers 42", "customers"),
        NOTE.replace("=\nposition", "\nposition"),
        NOTE.replace("example.com/suzhou\n1", "example.com/su zhou\n1"),
        NOTE.replace("example.com/suzhou\n1", "example.com/\x1b[2Jsuzhou\n1"),
        NOTE.replace("\n\n", "\nmore\n\n"),
    ],
)
def test_what_is_no_checkpoint_of_ours_is_refused_with_and_without_a_key(note: str) -> None:
    assert refusal(note) == refusal(note, None) == "this is not a checkpoint of a log of ours"


@given(st.integers(0, len(BODY) - 1), st.characters())
def test_no_character_of_the_body_can_be_another(place: int, other: str) -> None:
    changed = BODY[:place] + other + BODY[place + 1 :]
    if changed != BODY:
        refusal(changed + NOTE.removeprefix(BODY))


@given(st.text())
def test_no_text_makes_reading_fail_otherwise(text: str) -> None:
    refusal(text)
    with pytest.raises(NotProven):
        read_verifier_key(text)


@pytest.mark.parametrize(
    "key",
    [
        "",
        "example.com/suzhou",
        KEY.verifier_key.replace("suzhou", "wuxi"),
        KEY.verifier_key[:-4],
        KEY.verifier_key.replace("+", " "),
        f"example.com/suzhou+{sha256(b'example.com/suzhou' + ECDSA).hexdigest()[:8]}+{b64encode(ECDSA[1:]).decode()}",
        OTHER.verifier_key.rpartition("+")[0] + "+" + KEY.verifier_key.rpartition("+")[2],
    ],
)
def test_what_is_no_verifier_key_is_refused(key: str) -> None:
    with pytest.raises(NotProven, match="this is not a verifier key"):
        read_verifier_key(key)
