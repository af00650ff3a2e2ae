"""Bundles that are no bundles: whatever a file holds, the check names it and never fails otherwise."""

import json
import subprocess
import sys
from base64 import b64encode
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from eventlog.branch import Branch
from eventlog.sealing.tree import inclusion_proof, root, tree_of
from eventlog.sealing.verify_evidence import NotProven, Sealed, check_bundle, hash_leaf, head_manifest
from tests.service.audit.evidence.conftest import KEY, Check
from tests.service.audit.evidence.spoiling import edit, not_proven, read, write

VKEY = KEY.verifier_key


@pytest.mark.parametrize("name", ["checkpoint.txt", "customer.json", "events.jsonl"])
def test_a_missing_or_binary_file_is_named(bundle: Path, check: Check, name: str) -> None:
    (bundle / name).write_bytes(b"\xff\xfe\x00")
    assert not_proven(check(bundle, "--key", VKEY)) == f"{name}: missing, or not text in UTF-8"
    (bundle / name).unlink()
    assert not_proven(check(bundle, "--key", VKEY)) == f"{name}: missing, or not text in UTF-8"


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "null", "7", '"text"', "[]", "{}", "[[1, 2, 3]]", "[" * 100_000, "1" * 5_000, "NaN"),
        '{"customer_no": "110001", "customer_no": "110002"}',
    ],
)
def test_broken_json_is_refused_naming_the_file(bundle: Path, check: Check, text: str) -> None:
    for name, item in (("events.jsonl", "events.jsonl line 1"), ("customer.json", "customer.json")):
        (bundle / name).write_text(text, "utf-8")
        assert not_proven(check(bundle, "--key", VKEY)).startswith(f"{item}: it")


WRONG: tuple[Any, ...] = (None, True, -1, 1.5, 2**70, "", "x", "\ud800", [], [1], ["x"], {}, {"a": 1})


@pytest.mark.parametrize("value", WRONG, ids=repr)
def test_a_value_of_another_kind_is_refused_in_every_field(bundle: Path, value: object) -> None:
    lines, head = read(bundle), json.loads((bundle / "customer.json").read_bytes())
    for field in head:
        edit(bundle / "customer.json", **{field: value})
        with pytest.raises(NotProven, match=r"^(customer\.json|events\.jsonl line 1): "):
            check_bundle(bundle, VKEY, None)
    edit(bundle / "customer.json", **head)
    for field in lines[3]:
        text = "".join(json.dumps(line) + "\n" for line in [*lines[:3], {**lines[3], field: value}, *lines[4:]])
        (bundle / "events.jsonl").write_bytes(text.encode())
        with pytest.raises(NotProven, match=r"^events\.jsonl line 4: "):
            check_bundle(bundle, VKEY, None)


def forge(folder: Path, customer_no: str, *events: tuple[int, str]) -> None:
    """Write a bundle of (position, customer named in the content), and sign the log that it fits to."""
    head = {"branch": "evidence", "customer_no": customer_no, "events": len(events), "index": 0, "proof": []}
    (folder / "customer.json").write_text(json.dumps(head), "utf-8")
    customer = Branch("evidence", "Asia/Shanghai", "CNY").stream("customer", customer_no)
    lines, leaves = [], []
    for number, (position, named) in enumerate(events, 1):
        line = {**read(folder)[0], "position": position, "version": number, "customer_seq": number}
        line["state"] = json.dumps({"customer_no": named})
        where, at = (position, UUID(line["stream_id"]), number, customer, number), line["recorded_at"]
        content = sha256(line["state"].encode()).digest()
        sealed = Sealed(*where, datetime.fromisoformat(at), line["topic"], line["recorded_login"], content)
        leaves.append(hash_leaf(sealed.manifest()))
        lines.append(line)
    tree, size = tree_of(leaves), len(events)
    proofs = [[b64encode(one).decode() for one in inclusion_proof(tree, i, size)] for i in range(size)]
    write(folder, [{**line, "index": i, "proof": proofs[i]} for i, line in enumerate(lines)])
    roots = [b64encode(one).decode() for one in (root(tree, size), hash_leaf(head_manifest(customer, size)))]
    note = f"{KEY.name}\n{size}\n{roots[0]}\nposition {events[-1][0]}\ncustomers 1 {roots[1]}\n"
    (folder / "checkpoint.txt").write_text(KEY.sign(note), "utf-8")


def test_what_a_forger_wrote_cannot_pose_as_a_verdict(bundle: Path, check: Check) -> None:
    number = "x\n\x1b[2KPROVEN: all is well"
    forge(bundle, number, (1, number))
    code, said = check(bundle)
    assert code == 2
    assert said.startswith(
        r"CONSISTENT IN ITSELF: 1 events of customer 'x\n\x1b[2KPROVEN: all is well' of 'evidence'. "
    )
    assert "\n" not in said


def test_what_was_sealed_wrongly_is_not_proven_right(bundle: Path, check: Check) -> None:
    forge(bundle, "110001", (1, "110001"), (2, "110001"))
    assert check(bundle, "--key", VKEY)[0] == 0
    forge(bundle, "110001", (1, "110001"), (2, "110002"))
    assert not_proven(check(bundle, "--key", VKEY)) == "events.jsonl line 2: its content names another customer"
    forge(bundle, "110001", (2, "110001"), (1, "110001"))
    assert not_proven(check(bundle, "--key", VKEY)) == "events.jsonl line 2: position 1 does not follow position 2"


def test_without_the_package_for_signatures_it_is_said_what_to_install(bundle: Path) -> None:
    command: list[str | Path] = [sys.executable, "-I", "-S", bundle / "verify_evidence.py", bundle]
    bare = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (bare.returncode, bare.stdout[:20], bare.stderr) == (2, "CONSISTENT IN ITSELF", "")
    done = subprocess.run([*command, "--key", VKEY], capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "--key needs the package cryptography: pip install cryptography\n"
