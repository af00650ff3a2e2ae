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
from eventlog.sealing.keys import SigningKey
from eventlog.sealing.verify_evidence import NotProven, Sealed, check_bundle, hash_leaf, head_manifest
from tests.service.evidence.conftest import KEY, Check
from tests.service.evidence.spoiling import edit, not_proven, read, write

THIEF = SigningKey(KEY.name, bytes(32))
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


WRONG = (None, True, -1, 1.5, 2**70, "", "x", "\ud800", [], [1], ["x"], {}, {"a": 1})


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


def test_what_a_forger_wrote_cannot_pose_as_a_verdict(bundle: Path, check: Check) -> None:
    # All of it forged, and the customer's number made to look like an answer of the check.
    number = "x\n\x1b[2KPROVEN: all is well"
    line = read(bundle)[0]
    line = {**line, "state": json.dumps({"customer_no": number}), "index": 0, "proof": []}
    write(bundle, [line])
    edit(bundle / "customer.json", customer_no=number, events=1, index=0, proof=[])
    head = json.loads((bundle / "customer.json").read_bytes())
    (bundle / "checkpoint.txt").write_text(forged_checkpoint(line, head), "utf-8")
    code, said = check(bundle)
    assert code == 2
    assert said.startswith(
        r"CONSISTENT IN ITSELF: 1 events of customer 'x\n\x1b[2KPROVEN: all is well' of 'evidence'. "
    )
    assert "\n" not in said


def forged_checkpoint(line: dict[str, Any], head: dict[str, Any]) -> str:
    customer_id = Branch(head["branch"], "Asia/Shanghai", "CNY").stream("customer", head["customer_no"])
    where = line["position"], UUID(line["stream_id"]), line["version"], customer_id, line["customer_seq"]
    at = datetime.fromisoformat(line["recorded_at"])
    sealed = Sealed(*where, at, line["topic"], line["recorded_login"], sha256(line["state"].encode()).digest())
    leaf, customers = (b64encode(hash_leaf(one)).decode() for one in (sealed.manifest(), head_manifest(customer_id, 1)))
    return THIEF.sign(f"{KEY.name}\n1\n{leaf}\nposition {line['position']}\ncustomers 1 {customers}\n")


def test_without_the_package_for_signatures_it_is_said_what_to_install(bundle: Path) -> None:
    command = [sys.executable, "-I", "-S", bundle / "verify_evidence.py", bundle]
    bare = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (bare.returncode, bare.stdout[:20], bare.stderr) == (2, "CONSISTENT IN ITSELF", "")
    done = subprocess.run([*command, "--key", VKEY], capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "--key needs the package cryptography: pip install cryptography\n"
