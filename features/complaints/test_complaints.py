"""The features of complaints, their deadlines and their handling, and what only they say."""

from pathlib import Path
from typing import Any

import pytest
from pytest_bdd import given, parsers, scenarios, then

from features.conftest import Read
from features.running import Outcome, Run, step

scenarios("complaints.feature", "complaint_deadlines.feature", "complaint_handling.feature")

OFFICE = 'working_hours = ["08:30-12:00", "14:00-17:30"]\n'


@pytest.fixture
def publish(indelible: Run, tmp_path: Path) -> Any:
    """Publishes a policy file of this text."""

    def publish(text: str) -> Outcome:
        file = tmp_path / "policy.toml"
        file.write_text(text, "utf-8")
        return indelible("policy", "publish", file)

    return publish


@step("the policy in force from {day:S} says", "the policy in force from {day:S} says")
def policy_says(publish: Any, day: str, datatable: list[list[str]]) -> Outcome:
    _, *rows = datatable
    rules = [
        "[[rule]]\n"
        + (f'severity = "{severity}"\n' if severity else "")
        + (f'category = "{category}"\n' if category else "")
        + f'{step} = "{allowed}"\n'
        for severity, category, step, allowed in rows
    ]
    outcome: Outcome = publish(f"in_force_from = {day}\n{OFFICE}" + "".join(rules))
    return outcome


@given(parsers.parse("the policy in force from {day:S} knows the holidays of {year:S} only"))
def policy_knows(publish: Any, day: str, year: str) -> None:
    calendar = f'[calendar]\nholidays = "none"\noff = [{year}-01-01]\ncomplete_years = [{year}]\n'
    rule = '[[rule]]\nacknowledge = "4 working hours"\nrespond = "2 working days"\nclose = "7 working days"\n'
    assert publish(f"in_force_from = {day}\n{OFFICE}{calendar}{rule}").exit_code == 0


@step("the day was closed at {moment:S}", "the day is closed at {moment:S}")
def close_day(indelible: Run, moment: str) -> Outcome:
    return indelible("day", "close", "--at", moment)


def listed(indelible: Run, columns: list[str], *arguments: str) -> list[list[str]]:
    assert indelible("projection", "run").exit_code == 0
    rows = indelible("complaint", "list", *arguments, "--json").data
    return [[str(row[column] or "").replace("T", " ").removesuffix(":00+08:00") for column in columns] for row in rows]


@then(parsers.parse("the list of complaints at {moment:S} reads"))
def list_reads(indelible: Run, moment: str, datatable: list[list[str]]) -> None:
    assert listed(indelible, datatable[0], "--late-at", moment) == datatable[1:]


@then(parsers.parse("the overdue complaints at {moment:S} are"))
def overdue_are(indelible: Run, moment: str, datatable: list[list[str]]) -> None:
    assert listed(indelible, datatable[0], "--overdue", "--late-at", moment) == datatable[1:]


@then("the unanswered complaints are")
def unanswered_are(indelible: Run, datatable: list[list[str]]) -> None:
    assert listed(indelible, datatable[0], "--unanswered") == datatable[1:]


@then(parsers.parse("the complaints owned by {owner:S} are"))
def owned_are(indelible: Run, owner: str, datatable: list[list[str]]) -> None:
    assert listed(indelible, datatable[0], "--owner", owner) == datatable[1:]


@then(parsers.parse("the measures of {period:S} for {stratum:S} read"))
def measures_read(read: Read, period: str, stratum: str, datatable: list[list[str]]) -> None:
    columns, *rows = datatable
    told = {
        row[2]: row[2:]
        for row in read("complaint_metrics", ["period", "stratum", *columns])
        if row[:2] == [period, stratum]
    }
    assert [told[row[0]] for row in rows] == rows


@then(parsers.parse("behind {measure:S} of {month:S} stand"))
def behind_stand(indelible: Run, measure: str, month: str, datatable: list[list[str]]) -> None:
    assert indelible("projection", "run").exit_code == 0
    opened = indelible("complaint", "drill", "--month", month, "--measure", measure, "--json").data
    columns, *rows = datatable
    assert [[str(row[name]) for name in columns] for row in opened["complaints"]] == rows
    (figure,) = indelible("complaint", "report", "--month", month, "--measure", measure, "--json").data
    assert opened["figure"] == figure


@pytest.fixture
def says(indelible: Run, read: Read) -> Any:
    """What log and table say of complaints."""

    def says() -> tuple[list[str], list[list[str]]]:
        log = indelible("audit", "events", "--topic", "complaint.received", "--json").data
        columns = ["complaint_no", "policy_version", "respond_due_at", "close_due_at", "next_due_at", "waiting_for"]
        return [str(event) for event in log], read("complaints", columns)

    return says


@given("what the log and the table say of complaints was kept", target_fixture="kept")
def keep(says: Any) -> Any:
    return says()


@then("the log and the table say the same of complaints")
def same(says: Any, kept: Any) -> None:
    assert kept[0]
    assert says() == kept


@then("rebuilt, the table says the same of complaints")
def same_rebuilt(indelible: Run, says: Any, kept: Any) -> None:
    assert indelible("projection", "rebuild").exit_code == 0
    assert says() == kept
