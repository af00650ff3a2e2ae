"""The public cases of transparency-dev/merkle: which proofs must be accepted, and which refused."""

import json
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest

from eventlog.sealing.verify_evidence import NotProven, check_consistency, check_inclusion

CASES = json.loads((Path(__file__).parents[2] / "data/merkle_vectors.json").read_text("utf-8"))

STRICTER = {"consistency/additional/sizes-are-equal-one-and-proof-is-empty.json"}
"""Accepted there, refused here: two trees of size 1 whose roots are one text of 12 bytes, which no SHA-256 is."""


def accepted(case: dict[str, Any]) -> bool:
    proof = [b64decode(one) for one in case["proof"] or ()]
    try:
        if case["kind"] == "inclusion":
            leaf, root = b64decode(case["leafHash"] or ""), b64decode(case["root"] or "")
            check_inclusion(leaf, case["leafIdx"], case["treeSize"], proof, root)
        else:
            old_root, root = b64decode(case["root1"] or ""), b64decode(case["root2"] or "")
            check_consistency(case["size1"], case["size2"], proof, old_root, root)
    except NotProven:
        return False
    return True


def test_there_are_196_cases_of_both_kinds() -> None:
    assert len(CASES) == 196
    assert {case["kind"] for case in CASES} == {"inclusion", "consistency"}
    assert sum(not case["wantErr"] for case in CASES) == 12
    assert {case["case"] for case in CASES} > STRICTER


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"].removesuffix(".json"))
def test_a_case_ends_as_given(case: dict[str, Any]) -> None:
    assert accepted(case) is (not case["wantErr"] and case["case"] not in STRICTER)
