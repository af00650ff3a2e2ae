"""The feature of lists of shops, and what only it says."""

from pathlib import Path
from textwrap import dedent

import pytest
from pytest_bdd import given, parsers, scenarios, then, when

from features.running import Outcome, Run

scenarios("import_customers.feature")

MAPPING = """
unknown_customers = "reject"
customer_no = "店号"
effective = "enrolment"
[fields]
name = "店名"
address = "地址"
[status]
column = "状态"
values = { A = "active", I = "withdrawn" }
on = "截至"
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the operator works; the mapping lies there."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "shops.toml").write_text(MAPPING, "utf-8")
    return tmp_path


@given("a list of shops")
def write_list(folder: Path, docstring: str) -> None:
    (folder / "shops.csv").write_text(dedent(docstring) + "\n", "utf-8")


@given("the mapping leaves unknown shops out")
def skipping(folder: Path) -> None:
    (folder / "shops.toml").write_text(MAPPING.replace('"reject"', '"skip"'), "utf-8")


@given("the list was imported")
def imported(indelible: Run) -> None:
    assert import_list(indelible).exit_code == 0


@when("the list is imported", target_fixture="outcome")
def import_list(indelible: Run) -> Outcome:
    return indelible("import", "customers", "shops.csv", "--mapping", "shops.toml", "--json")


@then(parsers.parse("{number:d} line is rejected as {code:S}"))
def rejected(outcome: Outcome, number: int, code: str) -> None:
    assert (outcome.exit_code, outcome.recorded, outcome.data["rejected"]) == (1, 0, {code: number})


@then(parsers.parse("{number:d} line is skipped"))
def skipped(outcome: Outcome, number: int) -> None:
    assert (outcome.exit_code, outcome.data["skipped_lines"]) == (0, number)
