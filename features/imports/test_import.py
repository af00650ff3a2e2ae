"""The feature of imports, and what only it says."""

import csv
from pathlib import Path
from textwrap import dedent

import pytest
from pytest_bdd import given, parsers, scenarios, then, when

from features.running import Outcome, Run

scenarios("import.feature")

MAPPING = """
unknown_customers = "reject"
[document]
order_no = "单号"
placed = "日期"
delivered = "when_placed"
[customer]
customer_no = "店号"
fields = { name = "店名" }
[line]
sku = "品规"
quantity = "数量"
amount = "金额"
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the operator works; the mapping lies there."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "orders.toml").write_text(MAPPING, "utf-8")
    return tmp_path


@given("a file of orders")
def write_file(folder: Path, docstring: str) -> None:
    (folder / "orders.csv").write_text(dedent(docstring) + "\n", "utf-8")


@given(parsers.parse("the file is written in {encoding:S}"))
def encode(folder: Path, encoding: str) -> None:
    path = folder / "orders.csv"
    path.write_text(path.read_text("utf-8"), encoding)


@given("the mapping enrols unknown shops")
def enrolling(folder: Path) -> None:
    (folder / "orders.toml").write_text(MAPPING.replace('"reject"', '"enrol"'), "utf-8")


def _import(indelible: Run, *arguments: str) -> Outcome:
    return indelible("import", "orders", *arguments, "--mapping", "orders.toml", "--json")


@given("the file was imported")
def imported(indelible: Run) -> None:
    assert _import(indelible, "orders.csv").exit_code == 0


@given(parsers.parse("the file was imported, and in the reject file {wrong} was corrected to {right}"))
def corrected(indelible: Run, folder: Path, wrong: str, right: str) -> None:
    assert _import(indelible, "orders.csv").exit_code == 1
    rejects = folder / "orders.rejects.csv"
    rejects.write_text(rejects.read_text("utf-8-sig").replace(f",{wrong},", f",{right},"), "utf-8-sig")


@when("the file is imported", target_fixture="outcome")
def import_file(indelible: Run) -> Outcome:
    return _import(indelible, "orders.csv")


@when("the file is imported for trial", target_fixture="outcome")
def try_import(indelible: Run) -> Outcome:
    return _import(indelible, "orders.csv", "--dry-run")


@when("the reject file is imported", target_fixture="outcome")
def import_rejects(indelible: Run) -> Outcome:
    return _import(indelible, "orders.rejects.csv")


@when("another file is imported", target_fixture="outcome")
def import_other(indelible: Run) -> Outcome:
    return _import(indelible, "missing.csv")


@then("all of it is imported")
def all_imported(outcome: Outcome) -> None:
    assert outcome.exit_code == 0, outcome.err or outcome.out
    assert (outcome.data["rejected_lines"], outcome.data["reject_file"]) == (0, None)


@then("some of it is rejected")
def some_rejected(outcome: Outcome, folder: Path, datatable: list[list[str]]) -> None:
    assert outcome.exit_code == 1
    with (folder / outcome.data["reject_file"]).open(encoding="utf-8-sig", newline="") as file:
        rejects = [[row["reject_line"], row["reject_reason"], row["单号"]] for row in csv.DictReader(file)]
    assert rejects == datatable[1:]


@then("the summary says")
def summary_says(outcome: Outcome, datatable: list[list[str]]) -> None:
    assert [[figure, str(outcome.data[figure])] for figure, _ in datatable] == datatable


@then("file, events and tables agree on")
def sides_agree(outcome: Outcome, datatable: list[list[str]]) -> None:
    sides = outcome.data["reconciliation"]
    assert list(sides) == ["file", "events", "tables"]
    for side in sides.values():
        assert [[figure, str(value)] for figure, value in side.items()] == datatable


@then(parsers.parse("{number:d} events are recorded"))
def events_recorded(outcome: Outcome, number: int) -> None:
    assert (outcome.exit_code, outcome.recorded, outcome.data["events_written"]) == (0, number, number)


@then(parsers.parse("it was read as {encoding:S}"))
def read_as(outcome: Outcome, encoding: str) -> None:
    assert outcome.data["encoding"] == encoding
