"""indelible day close: in pieces, each recorded whole, and never twice."""

from collections.abc import Sequence
from datetime import datetime

import pytest

from domain.kernel.event import Event
from service import day_close, promises
from service.due import Closer
from service.session import StampAt
from service.unit_of_work import UnitOfWork
from tests.cli.conftest import Indelible

NUMBERS = ("P-1", "P-2", "P-3", "P-4", "P-5")


@pytest.fixture
def five(done: Indelible) -> Indelible:
    """Five promises due on 2021-07-15."""
    for number in NUMBERS:
        said = ("--text", "补货", "--expected-effect", "不断货", "--due", "2021-07-15")
        done("promise", "publish", number, *said, "--effective-at", "2021-07-01")
    return done


def test_people_see_what_was_recorded_by_kind(five: Indelible) -> None:
    tried = five("day", "close", "--at", "2021-07-16", "--dry-run").out.splitlines()
    assert tried[2] == "promise.lapsed  P-1     2021-07-16"
    assert tried[-1] == "dry run, would record promise.lapsed: 5"
    assert five("day", "close", "--at", "2021-07-16").out == "recorded promise.lapsed: 5\n"
    assert {row["lag_events"] for row in five("projection", "status", "--json").data} == {0}
    assert five("day", "close").out == "nothing fell due that is not recorded already\n"
    last = five("audit", "events", "--topic", "promise.lapsed", "--json").data[-1]["payload"]
    assert (last["actor"], last["caused_by"]) == ("E1", "day close 2021-07-15T16:00:00+00:00")


def test_a_closing_cut_short_is_taken_up_where_it_stopped(
    five: Indelible, indelible: Indelible, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_short(unit: UnitOfWork, number: str, at: datetime, stamp: StampAt) -> Sequence[Event]:
        if number == "P-4":
            raise KeyboardInterrupt
        return promises.lapse(unit, number, at, stamp)

    with monkeypatch.context() as patched:
        patched.setattr(day_close, "STREAMS_AT_ONCE", 2)
        patched.setattr(day_close, "CLOSERS", (Closer("promise", promises.find_lapsed, cut_short),))
        assert indelible("day", "close", "--at", "2021-07-16").code == 130
    again = five("day", "close", "--at", "2021-07-16", "--json").data
    assert again["recorded"] == {"promise.lapsed": 3}
    assert [fact["number"] for fact in again["facts"]] == ["P-3", "P-4", "P-5"]


def test_what_is_looked_at_too_early_is_left_alone(five: Indelible, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(day_close, "CLOSERS", (Closer("promise", lambda *_: NUMBERS, promises.lapse),))
    assert five("day", "close", "--at", "2021-07-15T23:59", "--json").data["recorded"] == {}


def test_somebody_closes_the_day(indelible: Indelible, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("INDELIBLE_BY")
    refused = indelible("day", "close")
    assert (refused.code, refused.err.split(":")[1]) == (1, " actor_required")
