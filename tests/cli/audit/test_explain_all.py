"""indelible audit explain of what is no single customer's."""

import csv
import io
import shlex

import pytest

from tests.cli.conftest import Indelible


@pytest.fixture
def visited(shop: Indelible) -> Indelible:
    """C1, visited by E1 twice in October (3, 4) and by E2 once (5); an article with two prices; a complaint."""
    for day, by in (("2021-10-01", "E1"), ("2021-10-08", "E1"), ("2021-10-09", "E2")):
        shop("customer", "visit", "C1", "--theme", "访销", "--by", by, "--effective-at", day)
    begun = ("--effective-at", "2021-01-01")
    shop("product", "register", "6901", "--name", "苏烟", *begun)
    for day, price in (("2021-01-01", "50.00"), ("2021-07-01", "55.00")):
        shop("product", "change-price", "6901", "--wholesale-price", price, "--valid-from", day, *begun)
    shop("complaint", "receive", "K-1", "--text", "?", "--effective-at", "2021-10-01")
    return shop


def test_what_is_no_single_customers_is_explained_from_the_whole_log(visited: Indelible) -> None:
    command = (
        "audit",
        "explain",
        "--table",
        "contact_metrics",
        "--field",
        "made",
        "--row",
        "2021-10-01",
        "--row",
        "E1",
    )
    document = visited(*command, "--json").document
    assert document["data"]["value"]["value"] == 2
    assert document["data"]["value"]["row"] == {"month": "2021-10-01", "owner": "E1"}
    assert [(e["position"], e["before"], e["after"]) for e in document["data"]["events"]] == [(3, None, 1), (4, 1, 2)]
    assert visited(*command, "--as-of", "2021-10-07", "--json").data["value"]["value"] == 1
    assert visited(*command, "--at-position", "3", "--json").data["value"]["value"] == 1
    assert [row["position"] for row in csv.DictReader(io.StringIO(visited(*command, "--csv").out))] == ["3", "4"]
    printed = visited(*command)
    assert ("value      2\n" in printed.out, printed.err) == (True, f"at position {document['position']}\n")


@pytest.mark.parametrize(
    ("table", "field", "row", "value"),
    [
        ("contact_metrics", "by_us_rate", ["E2", "2021-10-01"], "1.000000"),
        ("contact_themes", "made", ["访销"], 3),
        ("contact_themes", "made", [], 3),
        ("products", "name", [], "苏烟"),
        ("product_prices", "valid_to", ["2021-01-01"], "2021-07-01"),
        ("complaint_metrics", "numerator", ["2021-10", "all", "received"], 1),
        ("complaints", "party", ["K-1"], "unknown"),
    ],
)
def test_a_row_of_all_customers_is_named_by_as_much_of_its_key_as_is_needed(
    visited: Indelible, table: str, field: str, row: list[str], value: object
) -> None:
    rows = [argument for part in row for argument in ("--row", part)]
    assert (
        visited("audit", "explain", "--table", table, "--field", field, *rows, "--json").data["value"]["value"] == value
    )


@pytest.mark.parametrize(
    ("arguments", "refusal"),
    [
        (
            "--table contact_metrics --field made --row 2021-10-01",
            "row_not_named: the branch has several such rows in contact_metrics; name one of them: --row 2021-",
        ),
        (
            "--table contact_metrics --field made",
            "row_not_named: the branch has several such rows in contact_metrics; ",
        ),
        (
            "--table contact_metrics --field made --row E9",
            'row_unknown: the branch has no row "E9" in contact_metrics; there are: --row 2021-10-01 --row E1, --',
        ),
        (
            "--table supply_metrics --field cap",
            "row_unknown: the branch has no row at all in supply_metrics; there are: no",
        ),
        (
            "--table orders --field status --row 1",
            "customer_not_named: each row of orders is one customer's; say whose: `a",
        ),
        (
            "C1 --table supply_metrics --field cap",
            "table_of_no_customer: no row of supply_metrics is one customer's; leave out C1, and name the row by its ",
        ),
        (
            "C1 --table retailer_margins --field profit",
            "view_not_explained: retailer_margins is not made from the log but from orders, order_lines, products, pr",
        ),
    ],
)
def test_a_question_about_no_row_or_of_the_wrong_table_is_refused(
    indelible: Indelible, visited: Indelible, arguments: str, refusal: str
) -> None:
    refused = indelible("audit", "explain", *arguments.split())
    assert (refused.code, refused.out) == (1, "")
    assert refused.err.startswith(f"error: {refusal}")


def test_of_many_rows_the_first_are_listed(indelible: Indelible, visited: Indelible) -> None:
    cycle = ("--cycle", "W1", "--first-day", "2021-06-07", "--last-day", "2021-06-13", "--effective-at", "2021-06-07")
    tiers = [argument for tier in range(1, 23) for argument in ("--tier", f"{tier}:{tier}")]
    visited("supply", "release", "6901", *cycle, "--qty", "9", *tiers)
    refused = indelible("audit", "explain", "--table", "supply_releases", "--field", "cap", "--row", "W1")
    assert refused.code == 1
    assert ": --row 6901 --row W1 --row 1, --row 6901 --row W1 --row 2, " in refused.err
    assert refused.err.endswith(", --row 6901 --row W1 --row 20 and 2 more\n")


def test_a_listed_row_can_be_given_as_it_is_listed(indelible: Indelible, visited: Indelible) -> None:
    for theme in ("陈列 整齐", "他说'好'"):
        visited("customer", "visit", "C1", "--theme", theme, "--effective-at", "2021-09-01")
    asked = ("audit", "explain", "--table", "contact_themes", "--field", "made")
    _, _, listed = indelible(*asked, "--row", "2021-09-01").err.partition("name one of them: ")
    rows = listed.strip().split(", ")
    assert len(rows) == 2
    for row in rows:
        assert visited(*asked, *shlex.split(row), "--json").data["value"]["value"] == 1
