"""The feature of value grades, and what only it says."""

from pytest_bdd import parsers, scenarios, then

from features.conftest import Read
from features.running import Run

scenarios("value_grades.feature")


@then(parsers.parse("the grade of shop {shop:S} is explained by"))
def explained(indelible: Run, shop: str, datatable: list[list[str]]) -> None:
    grade = indelible("tier", "explain", shop, "--json").data["grade"]
    assert [grade[name] for name in datatable[0]] == datatable[1]


@then(parsers.parse("the grade of shop {shop:S} in {round_no:S} is explained by"))
def explained_in(indelible: Run, shop: str, round_no: str, datatable: list[list[str]]) -> None:
    grade = indelible("tier", "explain", shop, "--round", round_no, "--json").data["grade"]
    assert [grade[name] for name in datatable[0]] == datatable[1]


@then(parsers.parse('shop {shop:S} is told "{sentence}"'))
def told(indelible: Run, shop: str, sentence: str) -> None:
    assert sentence in indelible("tier", "explain", shop).out


@then(parsers.parse('shop {shop:S} is not told "{sentence}"'))
def not_told(indelible: Run, shop: str, sentence: str) -> None:
    assert sentence not in indelible("tier", "explain", shop).out


@then(parsers.parse("shop {shop:S}'s grades are"))
def grades(read: Read, shop: str, datatable: list[list[str]]) -> None:
    columns, *rows = datatable
    found = sorted(read("tier_assignments", ["valid_from", "customer_no", *columns]))
    assert [row for _, number, *row in found if number == shop] == rows


@then(parsers.parse("of the worth of {period:S} the top fifth bought {share:S}: shop {shop:S}"))
def concentrated(indelible: Run, period: str, share: str, shop: str) -> None:
    data = indelible("tier", "pareto", period, "--json").data
    assert (data["concentration"]["share"], [row["customer_no"] for row in data["top"]]) == (share, [shop])
