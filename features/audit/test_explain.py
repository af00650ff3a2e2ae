"""The feature of the auditor's questions: why, what differs, what changed."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pytest_bdd import given, parsers, scenarios, then, when

from eventlog.branch import Branch
from features.conftest import shown
from features.running import Outcome, Run

scenarios("explain.feature")


@given(parsers.parse("{actor:S} enrolled shop {shop:S} at {address} from {day:S} on because {why}"))
def enrolled_at(indelible: Run, actor: str, shop: str, address: str, day: str, why: str) -> None:
    told = ("--address", address, "--by", actor, "--reason", why, "--effective-at", day)
    assert indelible("customer", "enrol", shop, *told).exit_code == 0


@given(parsers.parse("{actor:S} moved shop {shop:S} to {address} from {day:S} on because {why}"))
def moved(indelible: Run, actor: str, shop: str, address: str, day: str, why: str) -> None:
    told = ("--address", address, "--by", actor, "--reason", why, "--effective-at", day)
    assert indelible("customer", "change-profile", shop, *told).exit_code == 0


def ask_why(indelible: Run, field: str, table: str, *more: str) -> Outcome:
    return indelible("audit", "explain", "--table", table, "--field", field, *more, "--json")


WHY = "it is asked why {field:S} in {table:S} of shop {shop:S} "


@when(parsers.parse(WHY + "is so"), target_fixture="outcome")
def why(indelible: Run, field: str, table: str, shop: str) -> Outcome:
    return ask_why(indelible, field, table, shop)


@when(parsers.parse(WHY + "is so for {row:S}"), target_fixture="outcome")
def why_row(indelible: Run, field: str, table: str, shop: str, row: str) -> Outcome:
    return ask_why(indelible, field, table, shop, "--row", row)


@when(parsers.parse(WHY + "was so as of {day:S}"), target_fixture="outcome")
def why_then(indelible: Run, field: str, table: str, shop: str, day: str) -> Outcome:
    return ask_why(indelible, field, table, shop, "--as-of", day)


@when(parsers.parse(WHY + "was so as of {day:S}, known at position {position:S}"), target_fixture="outcome")
def why_then_known(indelible: Run, field: str, table: str, shop: str, day: str, position: str) -> Outcome:
    return ask_why(indelible, field, table, shop, "--as-of", day, "--at-position", position)


WHY_ROW = "it is asked why {field:S} in {table:S} "


@when(parsers.parse(WHY_ROW + "is so for the row {row}"), target_fixture="outcome")
def why_of_all(indelible: Run, field: str, table: str, row: str) -> Outcome:
    return ask_why(indelible, field, table, *_named(row))


@when(parsers.parse(WHY_ROW + "is so, of no row"), target_fixture="outcome")
def why_of_none(indelible: Run, field: str, table: str) -> Outcome:
    return ask_why(indelible, field, table)


@when(parsers.parse(WHY_ROW + "was so for the row {row} as of {day:S}"), target_fixture="outcome")
def why_of_all_then(indelible: Run, field: str, table: str, row: str, day: str) -> Outcome:
    return ask_why(indelible, field, table, *_named(row), "--as-of", day)


@then(parsers.parse("it is {value} by rule {rule:S}"))
def explained_value(outcome: Outcome, value: str, rule: str) -> None:
    found = outcome.data["value"]
    assert (str(found["value"]), found["rule"]) == (value, rule)


@then("it rests on")
def rests_on(outcome: Outcome, branch: Branch, datatable: list[list[str]]) -> None:
    columns, *rows = datatable
    assert [_cells(event, columns, branch) for event in outcome.data["events"]] == rows


@when(parsers.parse("the tables of shop {shop:S} are compared from {since:S} to {until:S}"), target_fixture="outcome")
def compared(indelible: Run, shop: str, since: str, until: str) -> Outcome:
    return indelible("audit", "diff", shop, "--from", since, "--to", until, "--json")


@when(
    parsers.parse("the tables of shop {shop:S} are compared from position {since:S} to position {until:S}"),
    target_fixture="outcome",
)
def compared_positions(indelible: Run, shop: str, since: str, until: str) -> Outcome:
    return indelible("audit", "diff", shop, "--clock", "position", "--from", since, "--to", until, "--json")


@then("there differs")
def differs(outcome: Outcome, branch: Branch, datatable: list[list[str]]) -> None:
    columns, *rows = datatable
    assert [_cells(row, columns, branch) for row in outcome.data] == rows


@when(parsers.parse("the changes effective from {since:S} to {until:S} are asked for"), target_fixture="outcome")
def changes_effective(indelible: Run, since: str, until: str) -> Outcome:
    return indelible("audit", "changes", "--clock", "effective", "--from", since, "--to", until, "--json")


@when(parsers.parse("the changes recorded until now by {actor:S} are asked for"), target_fixture="outcome")
def changes_by(indelible: Run, actor: str) -> Outcome:
    return indelible("audit", "changes", "--from", "2020-01-01", "--to", "2999-01-01", "--recorded-by", actor, "--json")


@then("these are the changes")
def are_the_changes(outcome: Outcome, branch: Branch, datatable: list[list[str]]) -> None:
    columns, *rows = datatable
    told = [{**change, "shop": (change["row"] or {}).get("customer_no")} for change in outcome.data]
    assert [_cells(change, columns, branch) for change in told] == rows


def _named(row: str) -> list[str]:
    return [argument for value in row.split(", ") for argument in ("--row", value)]


def _cells(row: dict[str, Any], columns: Sequence[str], branch: Branch) -> list[str]:
    """What JSON says, as a feature writes it."""

    def cell(value: object) -> str:
        if isinstance(value, list):
            return " ".join(value)
        is_instant = isinstance(value, str) and re.match(r"\d{4}-\d\d-\d\dT", value)
        return shown(datetime.fromisoformat(str(value)) if is_instant else value, branch)

    return [cell(row[column]) for column in columns]
