"""indelible audit: the log as it was written."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from eventlog.database import Database
from tests.cli.conftest import PROGRAM, Indelible, variables


def test_a_replay_tells_each_event_with_every_field(shop: Indelible) -> None:
    shop("customer", "change-profile", "C1", "--address", "B", "--reason", "搬迁", "--effective-at", "2021-06-01")
    document = shop("audit", "replay", "C1", "--json").document
    assert document["position"] == 3
    *_, moved = document["data"]
    assert (moved["position"], moved["customer_seq"], moved["version"]) == (3, 3, 2)
    assert (moved["topic"], moved["actor"], moved["login"]) == ("customer.moved", "E1", "postgres")
    assert moved["what"] == "The file was changed: address B"
    payload = moved["payload"]
    assert len(bytes.fromhex(payload.pop("event_id"))) == 16
    assert payload == {
        "schema_version": 1,
        "actor": "E1",
        "reason": "搬迁",
        "effective_at": "2021-05-31T16:00:00Z",
        "effective_on": "2021-06-01",
        "customer_no": "C1",
        "address": "B",
    }
    assert len(shop("audit", "replay", "C1", "--as-of", "2021-05-31", "--json").data) == 2


def test_events_are_told_in_order_and_filtered(indelible: Indelible, shop: Indelible) -> None:
    shop("customer", "enrol", "C2", "--name", "阊门店", "--effective-at", "2020-02-02")
    shop("customer", "visit", "C1", "--theme", "访销")

    def positions(*given: str) -> list[int]:
        return [event["position"] for event in shop("audit", "events", *given, "--json").data]

    assert positions() == [1, 2, 3, 4]
    assert positions("--after", "1", "--limit", "2") == [2, 3]
    assert positions("--topic", "customer.enrolled") == [1, 3]
    assert positions("--customer", "C1", "--after", "1") == [2, 4]
    assert positions("--customer", "C1", "--topic", "customer.visited") == [4]
    assert positions("--at-position", "2") == [1, 2]
    line = shop("audit", "events", "--after", "2", "--limit", "1").out
    assert line.startswith("3  2")
    assert line.endswith("  customer.enrolled  by E1: Entered the supply network (入网): name 阊门店\n")
    unknown = indelible("audit", "events", "--topic", "customer.vanished")
    assert (unknown.code, unknown.out) == (1, "")
    assert indelible("audit", "replay", "C9").code == 1


@pytest.fixture
def follower(database: Database) -> Iterator["subprocess.Popen[str]"]:
    command: list[str | Path] = [PROGRAM, "audit", "events", "--follow", "--json", "--after", "1"]
    given = variables(DATABASE_URL=database.admin)
    with subprocess.Popen(command, env=given, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        yield process
        process.kill()


def test_a_follower_goes_on_with_what_is_recorded(shop: Indelible, follower: "subprocess.Popen[str]") -> None:
    assert follower.stdout is not None
    assert json.loads(follower.stdout.readline())["position"] == 2
    shop("customer", "visit", "C1", "--theme", "访销")
    told = json.loads(follower.stdout.readline())
    assert (told["position"], told["payload"]["purpose"]) == (3, "访销")


def test_a_reader_who_has_enough_ends_the_command_quietly(shop: Indelible, database: Database) -> None:
    shop("order", "place", "O-1", "--customer", "C1", *(part for _ in range(400) for part in ("--line", "X:1:1")))
    for command in (("order", "show", "O-1"), ("order", "show", "O-1", "--json"), ("audit", "events")):
        reader, writer = os.pipe()
        os.close(reader)
        given = variables(DATABASE_URL=database.admin)
        done = subprocess.run([PROGRAM, *command], env=given, stdout=writer, stderr=subprocess.PIPE, check=False)
        os.close(writer)
        assert (done.returncode, done.stderr) == (141, b"")
