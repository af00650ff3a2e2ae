"""The feature of answers and promises taken in from files, and what only it says."""

import csv
from pathlib import Path
from textwrap import dedent

import pytest
from pytest_bdd import given, parsers, scenarios, then, when

from features.conftest import Read
from features.running import Outcome, Run

scenarios("import_surveys.feature")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the operator works."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def do(outcome: Outcome) -> None:
    """It has been done."""
    assert outcome.exit_code == 0, outcome.err


@given(parsers.parse("the questionnaire {number:S} was published on {day:S}"))
def publish(indelible: Run, folder: Path, number: str, day: str, datatable: list[list[str]]) -> None:
    said = [f'number = "{number}"', f'title = "{number}"', 'population = ["consumer", "unknown"]']
    for item, asks, scale, about in datatable[1:]:
        said += ["[[items]]", f'item = "{item}"', f'text = "{item}"', f'asks = "{asks}"']
        said += [f"scale = [{scale.replace('-', ', ')}]", *([f'about = "{about}"'] if about else [])]
    (folder / "questionnaire.toml").write_text("\n".join(said), "utf-8")
    do(indelible("survey", "publish", "questionnaire.toml", "--effective-at", day))


@given(parsers.parse("survey {survey:S} asks {number:S} since {day:S}"))
def open_survey(indelible: Run, survey: str, number: str, day: str) -> None:
    do(indelible("survey", "open", survey, "--questionnaire", number, "--effective-at", day))


@given(parsers.parse("the mapping of {what:S}"))
def write_mapping(folder: Path, what: str, docstring: str) -> None:
    (folder / f"{what}.toml").write_text(dedent(docstring) + "\n", "utf-8")


@given("the mapping of answers says further")
def extend_mapping(folder: Path, docstring: str) -> None:
    with (folder / "answers.toml").open("a", encoding="utf-8") as file:
        file.write(dedent(docstring) + "\n")


@given("customers are not enrolled by promises")
def not_enrolling(folder: Path) -> None:
    mapping = folder / "promises.toml"
    mapping.write_text(mapping.read_text("utf-8").replace('"enrol"', '"reject"'), "utf-8")


@given(parsers.parse("a file of {what:S}"))
def write_file(folder: Path, what: str, docstring: str) -> None:
    (folder / f"{what}.csv").write_text(dedent(docstring) + "\n", "utf-8")


@given("the answers were imported")
def answers_imported(indelible: Run) -> None:
    do(import_answers(indelible))


@when("the answers are imported", target_fixture="outcome")
def import_answers(indelible: Run) -> Outcome:
    return indelible("import", "surveys", "answers.csv", "--mapping", "answers.toml", "--json")


@given("the promises were imported")
def promises_imported(indelible: Run) -> None:
    do(import_promises(indelible))


@when("the promises are imported", target_fixture="outcome")
def import_promises(indelible: Run) -> Outcome:
    return indelible("import", "promises", "promises.csv", "--mapping", "promises.toml", "--json")


@then(parsers.parse("file, events and tables have {answers:d} answers with {scores:d} scores of {points:d} points"))
def reconciled(outcome: Outcome, answers: int, scores: int, points: int) -> None:
    counted = {"answers": answers, "scores": scores, "points": points}
    assert outcome.data["reconciliation"] == {"file": counted, "events": counted, "tables": counted}


@then(parsers.parse("the figures of survey {survey:S} are"))
def figures_are(read: Read, survey: str, datatable: list[list[str]]) -> None:
    columns, *rows = datatable
    told = read("satisfaction_metrics", ["period", "stratum", *columns])
    assert [row for row in rows if [f"survey={survey}", "all", *row] not in told] == []


@then(parsers.parse("the ratings of survey {survey:S} by delivery are"))
def ratings_are(read: Read, survey: str, datatable: list[list[str]]) -> None:
    columns, *rows = datatable
    told = read("satisfaction_metrics", ["period", "measure", *columns])
    kinds = ("all", "delivery")
    assert [
        row for period, measure, *row in told
        if (period, measure) == (f"survey={survey}", "csat_mean") and row[0].startswith(kinds)
    ] == rows  # fmt: skip


@then("the rejected lines are")
def rejected_lines(outcome: Outcome, folder: Path, datatable: list[list[str]]) -> None:
    with (folder / "answers.rejects.csv").open(encoding="utf-8-sig", newline="") as file:
        told = [[row["reject_line"], row["reject_reason"]] for row in csv.DictReader(file)]
    assert (outcome.exit_code, told) == (1, datatable[1:])


@then(parsers.parse("{number:d} promise is rejected as {code:S}"))
@then(parsers.parse("{number:d} promises are rejected as {code:S}"))
def rejected(outcome: Outcome, number: int, code: str) -> None:
    assert (outcome.exit_code, outcome.data["rejected"]) == (1, {code: number})
