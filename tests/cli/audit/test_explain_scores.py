"""indelible audit explain: from a tier or a class to the deliveries that its score counted."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Indelible

RULE = Path(__file__).parents[3] / "examples" / "suzhou" / "compliance_2006.toml"
TIER = ("--table", "tier_assignments", "--field", "value", "--row", "supply_tier")


@pytest.fixture
def traded(shop: Indelible) -> Indelible:
    """C1 (enrolled at position 1), who got 60, 30 and 5 cartons and sent 4 of them back, 10 in the month of grading."""
    for order_no, on, cartons in (
        ("A-1", "2020-11-30", 60),
        ("A-2", "2021-05-31", 30),
        ("A-3", "2021-05-31", 5),
        ("A-4", "2021-06-01", 10),
    ):
        when = ("--effective-at", on)
        shop("order", "place", order_no, "--customer", "C1", "--line", f"X:{cartons}:{cartons}.00", *when)
        shop("order", "confirm", order_no, *when)
        shop("order", "deliver", order_no, *when)
    day = ("--effective-at", "2021-05-31")
    shop("order", "return", "A-2", "--return-no", "R-1", "--line", "1:4", "--reason", "破损", *day)
    return shop


def graded(traded: Indelible, measure: str) -> Any:
    """Graded by half a year before 1 June 2021; then an order of May became known."""
    published = ("--tier", "1:0", "--tier", "30:50", "--months", "6", "--measure", measure)
    traded("supply", "publish-policy", *published, "--effective-at", "2021-01-01")
    traded("supply", "grade", "--at", "2021-06-01")
    late = ("--effective-at", "2021-05-01")
    traded("order", "place", "A-5", "--customer", "C1", "--line", "X:7:7.00", *late)
    traded("order", "confirm", "A-5", *late)
    traded("order", "deliver", "A-5", *late)
    return traded("audit", "explain", "C1", *TIER, "--json").data


def counts(explained: Any) -> list[tuple[str, int]]:
    return [(one["topic"], one["cartons"]) for one in explained["counted"]]


@pytest.mark.parametrize(
    ("measure", "counted", "score"),
    [
        ("delivered_cartons", [("order.delivered", 30), ("order.delivered", 5)], 35),
        (
            "delivered_less_returned_cartons",
            [("order.delivered", 30), ("order.delivered", 5), ("order.goods_returned", -4)],
            31,
        ),
    ],
)
def test_a_tier_rests_on_the_deliveries_of_its_months_as_they_were_known(
    traded: Indelible, measure: str, counted: list[tuple[str, int]], score: int
) -> None:
    explained = graded(traded, measure)
    assert (explained["value"]["value"], counts(explained)) == ("1", counted)
    (event,) = explained["events"]
    assert event["topic"] == "customer.supply_tier_assigned"
    (assigned,) = traded("audit", "events", "--topic", "customer.supply_tier_assigned", "--json").data
    assert sum(one["cartons"] for one in explained["counted"]) == assigned["payload"]["score"] == score
    printed = traded("audit", "explain", "C1", *TIER).out
    assert all(f"  {cartons}  " in printed for _, cartons in counted)


def test_other_fields_of_a_tier_rest_on_no_deliveries(traded: Indelible) -> None:
    graded(traded, "delivered_cartons")
    field = ("--table", "tier_assignments", "--field", "rule_version", "--row", "supply_tier")
    assert traded("audit", "explain", "C1", *field, "--json").data.keys() == {"value", "events"}


@pytest.mark.parametrize(
    ("table", "field", "row"),
    [
        ("tier_assignments", "value", ("--row", "service_class")),
        ("compliance_scores", "service_class", ()),
        ("compliance_scores", "delivered_qty", ()),
        ("compliance_scores", "to_be_banned", ()),
    ],
)
def test_a_service_class_rests_on_the_deliveries_of_its_days(
    traded: Indelible, table: str, field: str, row: tuple[str, ...]
) -> None:
    traded("compliance", "publish", "suzhou", str(RULE), "--valid-from", "2021-01-01")
    traded("compliance", "score", "C1", "--rule", "suzhou", "--effective-at", "2021-05-31")
    explained = traded("audit", "explain", "C1", "--table", table, "--field", field, *row, "--json").data
    assert counts(explained) == [("order.delivered", 60), ("order.delivered", 30), ("order.delivered", 5)]
    (scored,) = traded("compliance", "show", "C1", "--json").data
    assert scored["delivered_qty"] == 95


def test_a_compliance_class_rests_on_no_deliveries(traded: Indelible) -> None:
    traded("compliance", "publish", "suzhou", str(RULE), "--valid-from", "2021-01-01")
    traded("compliance", "score", "--all", "--rule", "suzhou", "--effective-at", "2021-05-31")
    field = ("--table", "tier_assignments", "--field", "value", "--row", "compliance_class")
    assert traded("audit", "explain", "C1", *field, "--json").data.keys() == {"value", "events"}
    (scored,) = traded("compliance", "show", "C1", "--json").data
    assert scored["delivered_qty"] == 95
