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


def _are(indelible: Run, datatable: list[list[str]], *filters: object) -> None:
    columns, *rows = datatable
    told = indelible("margin", "list", *filters, "--json").data
    assert [[str(row[column]) for column in columns] for row in told] == rows
