"""The feature of complaints taken in from files, and what only it says."""

import csv
from pathlib import Path
from textwrap import dedent

import pytest
from pytest_bdd import given, parsers, scenarios, then, when

from features.conftest import Read
from features.running import Outcome, Run

scenarios("import_complaints.feature")

ONE_A_ROW = """
rows = "complaint"
complaint_no = "编号"
[received]
at = "收到"
text = "内容"
[[steps]]
kind = "acknowledged"
at = "转交"
[[steps]]
kind = { column = "答复", values = { "*" = ["responded", "closed"] } }
at = "转交"
text = "答复"
timely = { column = "及时", values = { Y = true, N = false } }
[[steps]]
kind = { column = "异议", values = { Y = ["disputed", "reopened"], N = "accepted" } }
at = "转交"
"""

ONE_STEP_A_ROW = """
rows = "step"
after_closing = "reopens"
complaint_no = "编号"
[received]
at = "时间"
text = "工单：{动作}"
[[steps]]
at = "时间"
text = "动作"
[steps.kind]
column = "动作"
values = { "登记" = "progress", "受理" = "acknowledged", "答复" = "responded", "结案" = "closed" }
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the operator works."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@given("complaints are listed one a row")
def one_a_row(folder: Path) -> None:
    (folder / "complaints.toml").write_text(ONE_A_ROW, "utf-8")


@given("complaints are listed one step a row")
def one_step_a_row(folder: Path) -> None:
    (folder / "complaints.toml").write_text(ONE_STEP_A_ROW, "utf-8")


@given("a file of complaints")
@given("a file of steps")
def write_file(folder: Path, docstring: str) -> None:
    (folder / "complaints.csv").write_text(dedent(docstring) + "\n", "utf-8")


@given("the complaints were imported")
def imported(indelible: Run) -> None:
    assert import_complaints(indelible).exit_code == 0


@when("the complaints are imported", target_fixture="outcome")
def import_complaints(indelible: Run) -> Outcome:
    return indelible("import", "complaints", "complaints.csv", "--mapping", "complaints.toml", "--json")


@then("file, events and tables count")
def reconciled(outcome: Outcome, datatable: list[list[str]]) -> None:
    names, figures = datatable
    counted = dict(zip(names, map(int, figures), strict=True))
    assert outcome.data["reconciliation"] == {"file": counted, "events": counted, "tables": counted}


@then("the table complaint_metrics reads for all")
def measures_read(read: Read, datatable: list[list[str]]) -> None:
    columns, *rows = datatable
    told = read("complaint_metrics", ["stratum", *columns])
    assert all(["all", *row] in told for row in rows), told


@then(parsers.parse("{number:d} lines are rejected as {code:S}"))
def rejected(outcome: Outcome, number: int, code: str) -> None:
    assert (outcome.exit_code, outcome.data["rejected"]) == (1, {code: number})


@then("lines are rejected")
def rejected_lines(outcome: Outcome, folder: Path, datatable: list[list[str]]) -> None:
    with (folder / "complaints.rejects.csv").open(encoding="utf-8-sig", newline="") as file:
        told = [[row["reject_line"], row["reject_reason"]] for row in csv.DictReader(file)]
    assert (outcome.exit_code, told) == (1, datatable[1:])


@then(parsers.parse("{number:d} lines tell of no step"))
def without_a_step(outcome: Outcome, number: int) -> None:
    assert outcome.data["lines_without_a_step"] == number
