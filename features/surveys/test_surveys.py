"""The features of surveys and satisfaction, and what only they say."""

from typing import Any

from pytest_bdd import given, parsers, scenarios, then

from features.running import Run

scenarios("surveys.feature", "satisfaction.feature")


def _caught_up(indelible: Run, *command: str) -> Any:
    assert indelible("projection", "run").exit_code == 0
    outcome = indelible("satisfaction", *command, "--json")
    assert outcome.exit_code == 0, outcome.err
    return outcome.data


def _rows(data: list[dict[str, Any]], columns: list[str]) -> list[list[str]]:
    return [["" if row[name] is None else str(row[name]) for name in columns] for row in data]


@then(parsers.parse("survey {number:S} asks {items:d} items in {groups:d} groups"))
def asks(indelible: Run, number: str, items: int, groups: int) -> None:
    found = indelible("survey", "show", number, "--json").data["items"]
    assert (len(found), len({item["group"] for item in found})) == (items, groups)


@then(parsers.parse("the figures of {period:S} read"))
def figures_read(indelible: Run, period: str, datatable: list[list[str]]) -> None:
    """Those that are named; there may be others."""
    columns, *rows = datatable
    found = _rows(_caught_up(indelible, "report", "--period", period), columns)
    assert [row for row in found if row[0] in {name for name, *_ in rows}] == rows


@then(parsers.parse("the report of {period:S} by {stratum:S} reads"))
def report_by(indelible: Run, period: str, stratum: str, datatable: list[list[str]]) -> None:
    columns, *rows = datatable
    assert _rows(_caught_up(indelible, "report", "--period", period, "--split-by", stratum), columns) == rows


@then(parsers.parse("the report of {period:S} on {measure:S} reads"))
def report_on(indelible: Run, period: str, measure: str, datatable: list[list[str]]) -> None:
    columns, *rows = datatable
    assert _rows(_caught_up(indelible, "report", "--period", period, "--measure", measure), columns) == rows


@then(parsers.parse("the printed report of {period:S} has no value for {measure:S}"))
def printed(indelible: Run, period: str, measure: str) -> None:
    assert indelible("projection", "run").exit_code == 0
    table, plot = indelible("satisfaction", "report", "--period", period).out.split("\n\n")
    (line,) = (line.split() for line in table.splitlines() if measure in line)
    assert line == [period, "all", measure, "0", "0", "-", "0"]
    at = plot.splitlines().index(next(line for line in plot.splitlines() if line.strip() == measure))
    assert plot.splitlines()[at + 1].split() == [period, "all", "undefined"]


@then(parsers.parse("behind {measure:S} of {period:S} stand"))
def behind(indelible: Run, measure: str, period: str, datatable: list[list[str]]) -> None:
    columns, *rows = datatable
    found = _caught_up(indelible, "drill", "--period", period, "--measure", measure)
    assert _rows(found["answers"], columns) == rows
    for name in ("numerator", "denominator"):
        assert found["figure"][name] == sum(int(row[columns.index(name)]) for row in rows)


@then(parsers.parse("as of {day:S} {measure:S} of {period:S} was {value:S}"))
def was(indelible: Run, day: str, measure: str, period: str, value: str) -> None:
    found = _caught_up(indelible, "drill", "--period", period, "--measure", measure, "--as-of", day)
    assert found["figure"]["value"] == value
    reported = _caught_up(indelible, "report", "--period", period, "--measure", measure, "--as-of", day)
    assert [row["value"] for row in reported if row["measure"] == measure] == [value]


@then(parsers.parse("the remarks of {period:S} are gathered as"))
def gathered(indelible: Run, period: str, datatable: list[list[str]]) -> None:
    columns, *rows = datatable
    assert _rows(_caught_up(indelible, "remarks", "--period", period)["themes"], columns) == rows


@given("what the figures say", target_fixture="said")
def say(indelible: Run) -> list[str]:
    assert indelible("projection", "run").exit_code == 0
    csv = (("report", "--csv"), ("report", "--measure", "index", "--csv"), ("drill", *_INDEX, "--csv"))
    return [indelible("satisfaction", *command).out for command in csv]


_INDEX = ("--period", "survey=Q1", "--measure", "index")


@then("the figures say the same")
def say_the_same(indelible: Run, said: list[str]) -> None:
    assert say(indelible) == said
    assert all("Q1" in text for text in said)
