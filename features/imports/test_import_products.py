"""The feature of price lists, and what only it says."""

from pathlib import Path
from textwrap import dedent

import pytest
from pytest_bdd import given, scenarios, then, when

from features.running import Outcome, Run

scenarios("import_products.feature")

MAPPING = """
sku = "条码"
effective = "日期"
[fields]
name = "品名"
transfer_price = "调拨价"
retail_price = "零售价"
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the operator works."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@given("a mapping of price lists")
def write_mapping(folder: Path) -> None:
    (folder / "prices.toml").write_text(MAPPING, "utf-8")


@given("a price list")
def write_list(folder: Path, docstring: str) -> None:
    (folder / "prices.csv").write_text(dedent(docstring) + "\n", "utf-8")


@given("the price list was imported")
def imported(indelible: Run) -> None:
    assert import_list(indelible).exit_code == 0


@when("the price list is imported", target_fixture="outcome")
def import_list(indelible: Run) -> Outcome:
    return indelible("import", "products", "prices.csv", "--mapping", "prices.toml", "--json")


@then("these lines are rejected")
def rejected(outcome: Outcome, datatable: list[list[str]]) -> None:
    assert outcome.exit_code == 1
    assert outcome.data["rejected"] == {code: int(lines) for code, lines in datatable[1:]}


@then("file, events and tables agree on")
def agree(outcome: Outcome, datatable: list[list[str]]) -> None:
    figures, values = datatable
    told = outcome.data["reconciliation"]
    wanted = dict(zip(figures, values, strict=True))
    assert {side: {f: str(v) for f, v in held.items()} for side, held in told.items()} == dict.fromkeys(
        ("file", "events", "tables"), wanted
    )
