"""What shops earn on our goods (卖烟利润), and we on them, as the program answers."""

from pytest_bdd import parsers, then

from features.running import Run


@then(parsers.parse("the margins as known at position {position:d} are"))
def margins_known(indelible: Run, position: int, datatable: list[list[str]]) -> None:
    _are(indelible, datatable, "--at-position", position)


@then("the margins of those on whom we lose are")
def margins_lost(indelible: Run, datatable: list[list[str]]) -> None:
    _are(indelible, datatable, "--loss-making")


@then(parsers.parse("the margins below {rate} are"))
def margins_below(indelible: Run, rate: str, datatable: list[list[str]]) -> None:
    _are(indelible, datatable, "--below", rate)


@then("the margins of those who are large and bring little are")
def margins_large(indelible: Run, datatable: list[list[str]]) -> None:
    _are(indelible, datatable, "--large-unprofitable")


@then(
    parsers.parse(
        "of the {what:S} of {period:S} the top fifth brought {share:S}: shop {shop:S}, of {customers:d} shops"
    )
)
def concentrated(indelible: Run, what: str, period: str, share: str, shop: str, customers: int) -> None:
    data = indelible("tier", "pareto", period, "--of", what, "--json").data
    found = data["concentration"]
    assert (found["share"], [row["customer_no"] for row in data["top"]]) == (share, [shop])
    assert (found["customers"], found["left_out"]) == (customers, 3 - customers)


@then(parsers.parse("left out of the {what:S} of {period:S} is shop {shop:S}"))
def left_out(indelible: Run, what: str, period: str, shop: str) -> None:
    data = indelible("tier", "pareto", period, "--of", what, "--json").data
    assert data["left_out"] == [{"customer_no": shop}]


def _are(indelible: Run, datatable: list[list[str]], *filters: object) -> None:
    columns, *rows = datatable
    told = indelible("margin", "list", *filters, "--json").data
    assert [[str(row[column]) for column in columns] for row in told] == rows
