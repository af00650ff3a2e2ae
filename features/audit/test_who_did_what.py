"""The feature of who did what, and what only it says."""

import pytest
from psycopg import Error, errors
from psycopg.sql import SQL, Identifier
from pytest_bdd import parsers, scenarios, then, when

from features.running import Outcome, Run, step
from service.session import Session

scenarios("who_did_what.feature")

STATEMENTS = {"update": "UPDATE {} SET customer_seq = 9", "delete": "DELETE FROM {}", "truncate": "TRUNCATE {}"}


@step(
    "{actor:S} enrolled shop {shop:S} from {day:S} on because {why}",
    "{actor:S} enrols shop {shop:S} from {day:S} on because {why}",
)
def enrol(indelible: Run, actor: str, shop: str, day: str, why: str) -> Outcome:
    return indelible("customer", "enrol", shop, "--by", actor, "--reason", why, "--effective-at", day)


@step(
    "{actor:S} renamed shop {shop:S} to {name:S} from {day:S} on because {why}",
    "{actor:S} renames shop {shop:S} to {name:S} from {day:S} on because {why}",
)
def rename(indelible: Run, actor: str, shop: str, name: str, day: str, why: str) -> Outcome:
    command = ("customer", "change-profile", shop, "--name", name)
    return indelible(*command, "--by", actor, "--reason", why, "--effective-at", day)


@step(
    "{actor:S} withdrew shop {shop:S} from {day:S} on because {why}",
    "{actor:S} withdraws shop {shop:S} from {day:S} on because {why}",
)
def withdraw(indelible: Run, actor: str, shop: str, day: str, why: str) -> Outcome:
    command = ("customer", "withdraw", shop, "--withdrawal", "cessation")
    return indelible(*command, "--by", actor, "--reason", why, "--effective-at", day)


@then(parsers.parse("the last {number:d} lines of shop {shop:S}'s timeline tell"))
def last_lines(indelible: Run, number: int, shop: str, datatable: list[list[str]]) -> None:
    columns, *rows = datatable
    told = indelible("customer", "timeline", shop, "--last", number, "--json").data
    assert [[row[column] for column in columns] for row in told] == rows


@then(parsers.parse("the replay of shop {shop:S} tells"), target_fixture="payload")
def replay_tells(indelible: Run, shop: str, datatable: list[list[str]]) -> dict[str, object]:
    columns, *rows = datatable
    events = indelible("audit", "replay", shop, "--json").data
    assert [[str(event[column]) for column in columns] for event in events] == rows
    assert all(event["recorded_at"] for event in events)
    payload: dict[str, object] = events[-1]["payload"]
    return payload


@then("its last payload says")
def payload_says(payload: dict[str, object], datatable: list[list[str]]) -> None:
    assert [[field, payload[field]] for field, _ in datatable] == datatable


@when(parsers.parse("somebody enrols shop {shop:S} without a number of their own"), target_fixture="outcome")
def enrol_nameless(indelible: Run, monkeypatch: pytest.MonkeyPatch, shop: str) -> Outcome:
    monkeypatch.delenv("INDELIBLE_BY")
    return indelible("customer", "enrol", shop, "--effective-at", "2020-03-01")


@step(
    "command {command_id:S} enrolled shop {shop:S} from {day:S} on",
    "command {command_id:S} enrols shop {shop:S} from {day:S} on",
)
def enrol_once(indelible: Run, command_id: str, shop: str, day: str) -> Outcome:
    return indelible("customer", "enrol", shop, "--command-id", command_id, "--effective-at", day)


@when(parsers.parse("shop {shop:S} is enrolled on {day:S} for trial"), target_fixture="outcome")
def enrol_dry(indelible: Run, shop: str, day: str) -> Outcome:
    return indelible("customer", "enrol", shop, "--dry-run", "--effective-at", day)


@then(parsers.parse("it is answered: {words}"))
def answered(outcome: Outcome, words: str) -> None:
    assert outcome.exit_code == 0
    assert words in outcome.out


@when(parsers.parse("the operator's login tries to {do:S} the log"), target_fixture="error")
def tamper(session: Session, do: str) -> Error | None:
    log = Identifier(session.branch.log_schema, "stored_events")
    try:
        session.connection.execute(SQL(STATEMENTS[do]).format(log))
    except Error as error:
        return error
    return None


@then("the database refuses it")
def refused_by_database(error: Error | None) -> None:
    assert isinstance(error, errors.InsufficientPrivilege)
