"""What verify_evidence.py, alone, accepts and refuses, and the first bad item that it names."""

import json
import shutil
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from eventlog.sealing.keys import SigningKey
from eventlog.sealing.tree import inclusion_proof, root, tree_of
from eventlog.sealing.verify_evidence import hash_leaf, head_manifest, read_checkpoint
from tests.service.audit.evidence.conftest import FIRST, KEY, LONG, SECOND, Check, City
from tests.service.audit.evidence.spoiling import Lines, edit, not_proven, read, write

THIEF = SigningKey(KEY.name, bytes(32))
VKEY = KEY.verifier_key
PROVEN = (
    "PROVEN: 12 events of customer '110001' of 'evidence' are unchanged and complete in the log example.com/suzhou"
    " of 23 events, up to position 23."
)


@pytest.mark.parametrize(("customer_no", "events"), [(FIRST, 12), (SECOND, 4), (LONG, 6)])
def test_true_evidence_is_proven_by_the_auditor_s_key(
    bundles: dict[str, Path], check: Check, customer_no: str, events: int
) -> None:
    code, said = check(bundles[customer_no], "--key", VKEY)
    assert (code, said) == (0, PROVEN.replace("12 events", f"{events} events").replace(FIRST, customer_no))


def test_the_key_may_be_in_a_file(bundle: Path, check: Check, tmp_path: Path) -> None:
    (tmp_path / "vkey").write_text(VKEY + "\n", "utf-8")
    assert check(bundle, "--key", tmp_path / "vkey") == (0, PROVEN)
    (tmp_path / "vkey").write_bytes(b"\xff\xfe")
    assert not_proven(check(bundle, "--key", tmp_path / "vkey")) == "vkey: missing, or not text in UTF-8"
    assert not_proven(check(bundle, "--key", "nonsense")).startswith("--key: this is not a verifier key")
    for nonsense in ("", "a+b", "k" * 5_000):
        assert not_proven(check(bundle, "--key", nonsense)).startswith("--key: this is not a verifier key")


def test_it_is_proven_by_the_very_checkpoint_that_was_kept(bundle: Path, check: Check, city: City) -> None:
    assert check(bundle, "--checkpoint", city.late) == (0, PROVEN)


def test_an_earlier_checkpoint_and_the_key_prove_it(bundle: Path, check: Check, city: City) -> None:
    assert check(bundle, "--checkpoint", city.early, "--key", VKEY) == (0, PROVEN)


def test_an_earlier_checkpoint_alone_proves_only_what_it_covers(bundle: Path, check: Check, city: City) -> None:
    # Whoever has the log can go on from there as they like, and sign it with anything.
    (bundle / "checkpoint.txt").write_text(resigned(bundle, THIEF), "utf-8")
    code, said = check(bundle, "--checkpoint", city.early)
    assert code == 2
    assert said == (
        "PROVEN IN PART: of 12 events of customer '110001' of 'evidence' those up to position 10, where your checkpoint"
        " ends, are unchanged. That none is missing needs your own --key."
    )


def test_with_nothing_of_the_auditor_s_own_it_is_only_consistent(bundle: Path, check: Check) -> None:
    code, said = check(bundle)
    assert code == 2
    assert said == (
        "CONSISTENT IN ITSELF: 12 events of customer '110001' of 'evidence'."
        " Proof needs your own --key, or a --checkpoint that you kept."
    )


# The events: each is what it was, where it was, and none is missing.


def changed(field: str, change: Callable[[Any], Any]) -> Callable[[Lines, Lines], Lines]:
    return lambda lines, _: [*lines[:3], {**lines[3], field: change(lines[3][field])}, *lines[4:]]


def renumbered(lines: Lines) -> Lines:
    return [{**line, "customer_seq": number} for number, line in enumerate(lines, 1)]


def without_order(lines: Lines) -> Lines:
    return [line for line in lines if json.loads(line["state"]).get("order_no") != "O-1"]


PATH = "the proof does not lead to the root"
DUE = "it is number {} of the history where number {} is due"
SPOILED: dict[str, tuple[Callable[[Lines, Lines], Lines], str]] = {
    "content": (changed("state", lambda s: s.replace('"ordered_qty":3', '"ordered_qty":4')), f"line 4: {PATH}"),
    "a space": (changed("state", lambda s: s + " "), f"line 4: {PATH}"),
    "position": (changed("position", lambda n: n + 1), f"line 4: {PATH}"),
    "stream": (changed("stream_id", lambda s: s[:-1] + "0"), f"line 4: {PATH}"),
    "version": (changed("version", lambda n: n + 1), f"line 4: {PATH}"),
    "time": (changed("recorded_at", lambda s: "2020" + s[4:]), f"line 4: {PATH}"),
    "topic": (changed("topic", lambda _: "order.delivered"), f"line 4: {PATH}"),
    "login": (changed("recorded_login", lambda _: "somebody"), f"line 4: {PATH}"),
    "place": (changed("index", lambda n: n + 1), f"line 4: {PATH}"),
    "no such place": (changed("index", lambda _: 23), "line 4: there is no leaf 23 in a tree of 23"),
    "path": (changed("proof", lambda p: p[::-1]), f"line 4: {PATH}"),
    "cut path": (changed("proof", lambda p: p[:-1]), "line 4: the proof is too short"),
    "long path": (changed("proof", lambda p: [*p, p[0]]), "line 4: the proof is too long"),
    "dropped": (lambda own, _: [*own[:3], *own[4:]], f"line 4: {DUE.format(5, 4)}"),
    "dropped and renumbered": (lambda own, _: renumbered([*own[:3], *own[4:]]), f"line 4: {PATH}"),
    "first dropped": (lambda own, _: own[1:], f"line 1: {DUE.format(2, 1)}"),
    "reordered": (lambda own, _: [*own[:3], own[4], own[3], *own[5:]], f"line 4: {DUE.format(5, 4)}"),
    "reordered and renumbered": (
        lambda own, _: renumbered([*own[:3], own[4], own[3], *own[5:]]),
        f"line 4: {PATH}",
    ),
    "twice": (lambda own, _: [*own[:4], *own[3:]], f"line 5: {DUE.format(4, 5)}"),
    "another customer's": (lambda own, other: [*own[:3], other[3], *own[4:]], f"line 4: {PATH}"),
    "all another customer's": (lambda _, other: other, f"line 1: {PATH}"),
    "an order left out": (lambda own, _: without_order(own), f"line 3: {DUE.format(7, 3)}"),
    "an order left out, renumbered": (lambda own, _: renumbered(without_order(own)), f"line 3: {PATH}"),
    "last cut": (lambda own, _: own[:-1], "line 12: of 12 events it holds 11"),
    "one too many": (lambda own, _: [*own, own[-1]], "line 13: of 12 events it holds 13"),
    "none": (lambda _own, _other: [], "line 1: it is not as such a bundle has it (JSONDecodeError)"),
    "a field more": (lambda own, _: [*own[:3], {**own[3], "note": "paid"}, *own[4:]], "line 4: its fields are not "),
}


@pytest.mark.parametrize("way", SPOILED)
def test_a_spoiled_history_is_refused_naming_the_line(
    bundle: Path, bundles: dict[str, Path], check: Check, way: str
) -> None:
    spoil, said = SPOILED[way]
    before = read(bundle)
    after = spoil(before, read(bundles[SECOND]))
    assert after != before
    write(bundle, after)
    assert not_proven(check(bundle, "--key", VKEY)).startswith(f"events.jsonl {said}")


@pytest.mark.parametrize(
    "claim", [{"customer_no": SECOND}, {"branch": "suzhou"}, {"events": 11}, {"events": 13}, {"proof": []}]
)
def test_a_claim_about_another_history_is_refused(bundle: Path, check: Check, claim: dict[str, object]) -> None:
    edit(bundle / "customer.json", **claim)
    assert not_proven(check(bundle, "--key", VKEY)).startswith("customer.json: the proof ")


def test_the_head_of_another_customer_is_refused(bundle: Path, bundles: dict[str, Path], check: Check) -> None:
    shutil.copy(bundles[SECOND] / "customer.json", bundle)
    assert not_proven(check(bundle, "--key", VKEY)) == f"events.jsonl line 1: {PATH}"


def test_a_shorter_history_needs_another_signature(bundle: Path, check: Check, city: City) -> None:
    # The last event is cut, and everything that carries no signature is made to fit.
    write(bundle, read(bundle)[:-1])
    edit(bundle / "customer.json", events=11)
    assert not_proven(check(bundle, "--key", VKEY)) == f"customer.json: {PATH}"
    head = json.loads((bundle / "customer.json").read_bytes())
    tree = tree_of([hash_leaf(head_manifest(city.session.branch.stream("customer", FIRST), 11)), bytes(32), bytes(32)])
    edit(bundle / "customer.json", index=0, proof=[b64encode(one).decode() for one in inclusion_proof(tree, 0, 3)])
    note = (bundle / "checkpoint.txt").read_text("utf-8")
    heads = b64encode(read_checkpoint(note).customers_root).decode()
    forged = note.replace(heads, b64encode(root(tree, 3)).decode())
    (bundle / "checkpoint.txt").write_text(forged, "utf-8")
    assert head["events"] == 11
    assert check(bundle)[1].startswith("CONSISTENT IN ITSELF: 11 events")
    assert not_proven(check(bundle, "--key", VKEY)) == "checkpoint.txt: the signature of example.com/suzhou is false"
    assert not_proven(check(bundle, "--checkpoint", city.late)) == (
        "checkpoint.txt: it is of the same size as the kept one, and differs: the log was forked"
    )
    assert check(bundle, "--checkpoint", city.early)[1].startswith("PROVEN IN PART")


# The checkpoint.


def resigned(folder: Path, key: SigningKey, **names: str) -> str:
    body = (folder / "checkpoint.txt").read_text("utf-8").partition("\n\n")[0] + "\n"
    for old, new in names.items():
        body = body.replace(old, new)
    return key.sign(body)


NOT_SIGNED = "checkpoint.txt: it is of the log {}, and not signed with the key of example.com/suzhou that was given"


def test_a_checkpoint_signed_by_another_key_is_refused(bundle: Path, check: Check) -> None:
    (bundle / "checkpoint.txt").write_text(resigned(bundle, THIEF), "utf-8")
    assert not_proven(check(bundle, "--key", VKEY)) == NOT_SIGNED.format("example.com/suzhou")


def test_another_key_does_not_prove_it(bundle: Path, check: Check) -> None:
    assert not_proven(check(bundle, "--key", THIEF.verifier_key)) == NOT_SIGNED.format("example.com/suzhou")


def test_a_checkpoint_of_another_log_is_refused(bundle: Path, check: Check, city: City) -> None:
    wuxi = SigningKey("example.com/wuxi", bytes(range(32)))
    (bundle / "checkpoint.txt").write_text(resigned(bundle, wuxi, suzhou="wuxi"), "utf-8")
    assert not_proven(check(bundle, "--key", VKEY)) == NOT_SIGNED.format("example.com/wuxi")
    assert not_proven(check(bundle, "--checkpoint", city.late)) == (
        "checkpoint.txt: it is of the log example.com/wuxi, the kept one of example.com/suzhou"
    )


def test_another_checkpoint_of_the_same_log_is_refused(bundle: Path, check: Check, city: City) -> None:
    shutil.copy(city.early, bundle / "checkpoint.txt")
    assert not_proven(check(bundle, "--key", VKEY)).startswith("customer.json: ")
    assert not_proven(check(bundle, "--key", VKEY, "--checkpoint", city.late)) == (
        "consistency-23.json: missing; ask for evidence made with your checkpoint of 23 events"
    )


def test_a_kept_checkpoint_is_looked_at_like_the_other(bundle: Path, check: Check, city: City, tmp_path: Path) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_text(city.early.read_text("utf-8").replace("\n10\n", "\n11\n"), "utf-8")
    assert not_proven(check(bundle, "--key", VKEY, "--checkpoint", kept)) == (
        "--checkpoint: the signature of example.com/suzhou is false"
    )
    kept.write_text("a page of the annual report", "utf-8")
    assert not_proven(check(bundle, "--checkpoint", kept)) == (
        "--checkpoint: this is not a checkpoint of a log of ours"
    )
    assert not_proven(check(bundle, "--checkpoint", tmp_path / "absent")) == "absent: missing, or not text in UTF-8"


def test_a_log_that_does_not_continue_the_kept_checkpoint_is_refused(
    bundle: Path, check: Check, city: City, tmp_path: Path
) -> None:
    old = read_checkpoint(city.early.read_text("utf-8"))
    fork = city.early.read_text("utf-8").replace(b64encode(old.root).decode(), b64encode(bytes(32)).decode())
    (tmp_path / "fork.txt").write_text(fork, "utf-8")
    continues = "consistency-10.json: the larger tree does not continue the smaller one"
    assert not_proven(check(bundle, "--checkpoint", tmp_path / "fork.txt")) == continues
    proof = json.loads((bundle / "consistency-10.json").read_bytes())
    (bundle / "consistency-10.json").write_text(json.dumps([proof[1], proof[0], *proof[2:]]), "utf-8")
    assert not_proven(check(bundle, "--checkpoint", city.early)) == continues
    (bundle / "consistency-10.json").unlink()
    assert not_proven(check(bundle, "--checkpoint", city.early)).startswith("consistency-10.json: missing; ask for")
