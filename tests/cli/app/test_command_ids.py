"""A command id is answered by its receipt, also by one that an earlier version of the program wrote."""

import shlex
from pathlib import Path

import pytest

from eventlog.append.new_event import Receipt
from eventlog.append.recorder import LogRecorder
from eventlog.database import Database
from tests.cli.conftest import SUZHOU, Indelible

COMMANDS = Path(__file__).parents[2] / "data" / "commands"
EARLIER = [line.split(" ", 1) for line in (COMMANDS / "digests.txt").read_text("utf-8").splitlines()]
ROUND = "tier evaluate "
"""Begins a command that goes on with what the receipt says was begun; here that is nothing."""


def test_a_receipt_of_an_earlier_version_answers_every_command(
    indelible: Indelible, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(COMMANDS)
    recorder = LogRecorder(database.operator, SUZHOU)
    found = {}
    for n, (digest, words) in enumerate(EARLIER):
        recorder.append([], receipt=Receipt(f"c-{n}", bytes.fromhex(digest), ()))
        done = indelible(*shlex.split(words), "--command-id", f"c-{n}", "--json")
        found[words] = done.data["repeated"] if done.code == 0 else done.err.splitlines()[-1].split(":")[1].strip()
    recorder.datastore.close()
    assert len(found) == len(EARLIER) > 100
    assert found == {words: "round_not_found" if words.startswith(ROUND) else True for words in found}
