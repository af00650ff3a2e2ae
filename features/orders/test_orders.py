"""The features of orders and returns, and what only they say."""

from pytest_bdd import parsers, scenarios, then

from features.running import Run

scenarios("orders.feature", "returns.feature")


@then(parsers.parse("order {number:S} as of {day:S} was {status:S} for {amount:S}"))
def order_was(indelible: Run, number: str, day: str, status: str, amount: str) -> None:
    order = indelible("order", "show", number, "--as-of", day, "--json").data["order"]
    assert (order["status"], order["amount"]) == (status, amount)
