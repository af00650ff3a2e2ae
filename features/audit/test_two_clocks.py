"""The feature of the two clocks. No clock is set: instants are taken from the database between commands."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest
from pytest_bdd import given, parsers, scenarios, then, when

from eventlog.read.reading import head
from features.running import Outcome, Run
from service.session import Session

scenarios("two_clocks.feature")


@dataclass(frozen=True)
class Moment:
    """An instant at which no command ran, and how far the log had come."""

    at: datetime
    position: int


@pytest.fixture
def moments() -> dict[str, Moment]:
    """Moments by the words that remember them."""
    return {}


@given(parsers.parse("a moment passed, remembered as {words}"))
def remember(session: Session, moments: dict[str, Moment], words: str) -> None:
    ((now,),) = session.connection.execute("SELECT clock_timestamp()").fetchall()
    moments[words] = Moment(now, head(session.connection, session.branch))


@then(parsers.parse("the address of shop {shop:S} is"))
def address_is(indelible: Run, moments: dict[str, Moment], shop: str, datatable: list[list[str]]) -> None:
    (_, clock, _), *rows = datatable
    for day, words, address in rows:
        moment = moments[words]
        bound = ("--known-at", moment.at.isoformat()) if clock == "known at" else ("--at-position", moment.position)
        answer = indelible("customer", "show", shop, "--as-of", day, *bound, "--json").data
        assert (day, words, answer["profile"]["address"]) == (day, words, address)


@then(parsers.parse("the last fact of shop {shop:S} told is of {day:S}"), target_fixture="fact")
def last_fact(indelible: Run, shop: str, day: str) -> dict[str, Any]:
    fact: dict[str, Any] = max(indelible("customer", "timeline", shop, "--json").data, key=lambda row: row["position"])
    assert fact["day"] == day
    return fact


@then("it was told after its day")
def told_late(fact: dict[str, Any]) -> None:
    assert date.fromisoformat(fact["told_on"]) == datetime.fromisoformat(fact["recorded_at"]).date()


QUESTIONS = (
    ("customer", "show", "110001"),
    ("customer", "show", "110001", "--as-of", "2021-07-01"),
    ("customer", "show", "110001", "--json"),
    ("customer", "timeline", "110001"),
    ("customer", "list", "--csv"),
    ("customer", "list", "--as-of", "2021-07-01"),
    ("order", "list"),
    ("audit", "replay", "110001", "--json"),
)


@given(parsers.parse("the answers given at the position of {words}"), target_fixture="answers")
def answers(indelible: Run, moments: dict[str, Moment], words: str) -> dict[tuple[object, ...], Outcome]:
    moment = moments[words]
    bounds = (("--at-position", moment.position), ("--known-at", moment.at.isoformat()))
    asked = [(*question, *bound) for question in QUESTIONS for bound in bounds]
    return {question: indelible(*question) for question in asked}


@then("the same questions are answered byte for byte the same")
def same_answers(indelible: Run, answers: dict[tuple[object, ...], Outcome]) -> None:
    assert all(answer.exit_code == 0 for answer in answers.values())
    assert {question: indelible(*question) for question in answers} == answers


@when(parsers.parse("the file of shop {shop:S} is asked for as of {day:S}"), target_fixture="outcome")
def ask(indelible: Run, shop: str, day: str) -> Outcome:
    return indelible("customer", "show", shop, "--as-of", day)
