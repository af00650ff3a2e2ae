"""The feature of evidence: the auditor's folder, and those who alter it."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_bdd import given, parsers, scenarios, then, when

from eventlog.sealing.keys import SigningKey
from features.running import Outcome, Run

scenarios("evidence.feature")

Lines = list[str]
ALTER: dict[str, Callable[[Lines, Lines], Lines]] = {
    "changes event 2": lambda own, _: [own[0], own[1].replace("柜台整洁", "柜台杂乱"), own[2]],
    "leaves out event 2": lambda own, _: [own[0], own[2]],
    "swaps events 2 and 3": lambda own, _: [own[0], own[2], own[1]],
    "takes event 2 of shop 110002 for it": lambda own, other: [own[0], other[1], own[2]],
    "cuts event 3": lambda own, _: own[:2],
    "cuts event 3 and says there are 2": lambda own, _: own[:2],
    "signs the checkpoint with another key": lambda own, _: own,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the auditor wants the evidence."""
    return tmp_path / "evidence"


@given("the auditor's folder holds their notes")
def notes(folder: Path) -> None:
    folder.mkdir()
    (folder / "notes.txt").write_text("mine", "utf-8")


@when(parsers.parse("the auditor asks for evidence about shop {shop:S}"), target_fixture="outcome")
def ask(indelible: Run, folder: Path, shop: str) -> Outcome:
    return indelible("audit", "evidence", shop, "--out", folder)


@when(
    parsers.parse("the auditor asks for evidence about shop {shop:S} that continues checkpoint {number:d}"),
    target_fixture="outcome",
)
def ask_further(indelible: Run, folder: Path, kept: Path, shop: str, number: int) -> Outcome:
    return indelible("audit", "evidence", shop, "--out", folder, "--checkpoint", kept / f"{number}.txt")


@when(parsers.re(r"somebody (?P<does>.+) in the folder"))
def alter(indelible: Run, folder: Path, does: str) -> None:
    other = folder.with_name("other")
    assert indelible("audit", "evidence", "110002", "--out", other).exit_code == 0
    own, theirs = ((one / "events.jsonl").read_text("utf-8").splitlines() for one in (folder, other))
    (folder / "events.jsonl").write_text("".join(f"{line}\n" for line in ALTER[does](own, theirs)), "utf-8")
    if "says" in does:
        head = json.loads((folder / "customer.json").read_text("utf-8"))
        (folder / "customer.json").write_text(json.dumps({**head, "events": 2}), "utf-8")
    if "signs" in does:
        body = (folder / "checkpoint.txt").read_text("utf-8").partition("\n\n")[0] + "\n"
        thief = SigningKey(body.partition("\n")[0], bytes(32))
        (folder / "checkpoint.txt").write_text(thief.sign(body), "utf-8")


def check(folder: Path, *brought: object) -> tuple[int, str]:
    """As the auditor does at home: one file, run alone."""
    command = [sys.executable, "-I", folder / "verify_evidence.py", folder, *brought]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.stderr == ""
    return done.returncode, done.stdout


@then("the folder tells")
def tells(outcome: Outcome, folder: Path, datatable: list[list[str]]) -> None:
    assert outcome.exit_code == 0, outcome.err
    timeline = (folder / "timeline.txt").read_text("utf-8")
    assert re.findall(r"^ *\d+  (\S+)  (.*?) \[by", timeline, re.MULTILINE) == [tuple(row) for row in datatable[1:]]


@then(parsers.re(r"checked with (?P<what>.+) it is proven: (?P<events>\d+) events, unchanged and complete"))
def proven(folder: Path, kept: Path, verifier_key: str, what: str, events: str) -> None:
    code, said = check(folder, *brought(what, kept, verifier_key))
    assert code == 0, said
    assert said.startswith(f"PROVEN: {events} events of customer '110001' of ")
    assert " are unchanged and complete in the log indelible/" in said


def brought(what: str, kept: Path, verifier_key: str) -> list[object]:
    number = re.search(r"checkpoint (\d+)", what)
    return [
        *(("--key", verifier_key) if "key" in what else ()),
        *(("--checkpoint", kept / f"{number[1]}.txt") if number else ()),
    ]


@then(parsers.parse("checked with checkpoint {number:d} it is proven in part"))
def in_part(folder: Path, kept: Path, number: int) -> None:
    code, said = check(folder, "--checkpoint", kept / f"{number}.txt")
    assert (code, said.partition(":")[0]) == (2, "PROVEN IN PART")


@then("checked with nothing it is only consistent in itself")
def consistent(folder: Path) -> None:
    code, said = check(folder)
    assert (code, said.partition(":")[0]) == (2, "CONSISTENT IN ITSELF")


@then(parsers.parse("it is said that {events:d} event was recorded later and is not in it"))
def not_yet(outcome: Outcome, events: int) -> None:
    assert outcome.exit_code == 0, outcome.err
    assert outcome.out.endswith(
        f"not in it, because recorded later and not sealed yet: {events} (`indelible audit seal`)\n"
    )


@then(parsers.parse("checked with the key it is rejected, naming {item}"))
def rejected(folder: Path, verifier_key: str, item: str) -> None:
    code, said = check(folder, "--key", verifier_key)
    assert code == 1
    assert said.startswith(f"NOT PROVEN: {item}: ")


@then(parsers.parse("nothing is written, for line {line:d} is not as it was sealed"))
def not_written(outcome: Outcome, folder: Path, line: int) -> None:
    assert (outcome.exit_code, outcome.out) == (3, "")
    assert outcome.err.startswith(f"NOT PROVEN: events.jsonl line {line}: the proof does not lead to the root; ")
    assert list(folder.parent.glob("*evidence*")) == []
