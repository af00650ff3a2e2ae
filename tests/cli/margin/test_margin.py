"""indelible margin: whose margins, of which month."""

from eventlog.database import Database
from projections.running.rebuild import rebuild
from tests.cli.conftest import SUZHOU, Indelible


def buy(shop: Indelible, customer: str, day: str) -> None:
    """An order of 2 cartons for 100.00, delivered that day."""
    order = f"{customer}/{day}"
    placed = ("--customer", customer, "--line", "X:2:100.00", "--channel", "online")
    shop("order", "place", order, *placed, "--effective-at", day)
    shop("order", "confirm", order, "--effective-at", day)
    shop("order", "deliver", order, "--effective-at", day)


def test_margins_are_listed_by_customer_and_month(shop: Indelible, indelible: Indelible, database: Database) -> None:
    shop("customer", "enrol", "C2", "--effective-at", "2020-01-01")
    shop("product", "register", "X", "--name", "利群", "--retail-price", "60", "--effective-at", "2021-01-01")
    for customer, day in (("C1", "2021-06-10"), ("C2", "2021-06-11"), ("C1", "2021-07-01")):
        buy(shop, customer, day)
    rebuild(database.operator, SUZHOU)

    def listed(*asked: str) -> list[tuple[str, str, str]]:
        told = shop("margin", "list", *asked, "--json").data
        return [(row["customer_no"], row["month"], row["margin"]) for row in told]

    june, july, other = ("C1", "2021-06-01", "20.00"), ("C1", "2021-07-01", "20.00"), ("C2", "2021-06-01", "20.00")
    assert listed() == [june, other, july]
    assert listed("--customer", "C1") == [june, july]
    assert listed("--customer", "C1", "--as-of", "2021-06-30") == [june]
    assert listed("--customer", "C1", "--month", "2021-07") == [july]
    assert indelible("margin", "list", "--customer", "C3").err.startswith("error: customer_not_found: ")
    early = indelible("margin", "list", "--customer", "C1", "--as-of", "2019-12-31")
    assert (early.code, early.out, early.err.partition(": ")[2].partition(": ")[0]) == (
        1,
        "",
        "customer_not_enrolled_yet",
    )
