"""The story of `indelible demo`, as data: what each step is and what one would type to do it."""

from dataclasses import dataclass
from pathlib import Path

BRANCH = "demo_ames"
SHOP, GRADED = "4509", "4438"
MOVE, LATE_REPORT = "demo-move", "demo-late-report"
"""Command ids: a demo that runs again finds them answered, and records nothing twice."""

BEFORE, AFTER = "2021-08-30", "2021-10-01"
"""The two days of which the shop's file is shown side by side."""

_ORDER = f"INV-395820/{SHOP}/2021-08-26"
_COMPLAINT = "C-2021-01"  # not the number that earlier versions told of with fewer facts


@dataclass(frozen=True)
class Command:
    """A command of the program."""

    title: str
    arguments: tuple[str, ...]


@dataclass(frozen=True)
class Query:
    """Rows of the read tables, by SQL; `{schema}` stands for the branch's."""

    title: str
    sql: str


STARTED = Command("Start the database, a PostgreSQL of our own", ("db", "start"))
FOUND = Command("The database that INDELIBLE_DATABASE_URL names", ("db", "status"))
MAKE_BRANCH = Command(
    "Make a branch: one city's wholesaler, with its time zone and its money",
    ("branch", "create", BRANCH, "--zone", "America/Chicago", "--currency", "USD"),
)


def beginning(folder: Path) -> tuple[Command, ...]:
    """From an empty branch to a year of a city, with what was invented for one of its shops."""
    changing = ("--by", "E204")
    dated = (*changing, "--effective-at")
    return (
        Command(
            "Take in the orders of 2021; each shop is enrolled on the day of its first order",
            (
                *("import", "orders", str(folder / "ames_2021_lines.parquet")),
                *("--mapping", str(folder / "orders.toml"), *changing),
            ),
        ),
        Command(
            "Fill the shops' files from a list of 2022-11-01; it withdraws the inactive, and skips who never ordered",
            (
                *("import", "customers", str(folder / "ames_stores.csv")),
                *("--mapping", str(folder / "customers.toml"), *changing),
            ),
        ),
        Command(
            f"Invented from here on: shop {SHOP} moves on 2021-09-01",
            (
                *("customer", "change-profile", SHOP, "--address", "2525 CHAMBERLAIN, AMES, IA 50014"),
                *("--business-format", "tobacco_and_liquor", "--market-type", "urban", "--business-scale", "medium"),
                *("--reason", "moved next door", "--command-id", MOVE, *dated, "2021-09-01"),
            ),
        ),
        Command(
            "... and only afterwards we learn that from 2021-08-23 on it was served at the back",
            (
                *("customer", "change-profile", SHOP, "--address", "2515 CHAMBERLAIN REAR, AMES, IA 50014"),
                *("--reason", "told by the driver", "--command-id", LATE_REPORT, *dated, "2021-08-23"),
            ),
        ),
        Command(
            "The shop complains about an order",
            (
                *("complaint", "receive", _COMPLAINT, "--order", _ORDER, "--category", "delivery"),
                *("--text", "one case short", "--command-id", "demo-complaint-taken-in", *dated, "2021-08-27"),
            ),
        ),
        Command(
            "It gets an answer",
            (
                *("complaint", "respond", _COMPLAINT, "--text", "the case comes with the next delivery"),
                *("--command-id", "demo-complaint-answered", *dated, "2021-08-28"),
            ),
        ),
        Command(
            "The matter is settled",
            (
                *("complaint", "close", _COMPLAINT, "--outcome", "case delivered"),
                *("--cause", "left on the dock", "--action", "pallets are counted twice"),
                *("--command-id", "demo-complaint-settled", *dated, "2021-09-02T10:30"),
            ),
        ),
        Command(
            "Say by what a shop's worth is told: factors, experts' judgements, grades",
            (
                *("scheme", "publish", str(folder / "scheme.toml")),
                *("--command-id", "demo-scheme", *dated, "2021-01-01"),
            ),
        ),
        *(
            Command(
                f"Grade every shop by what was known at the end of {quarter}",
                ("tier", "evaluate", quarter, *changing, "--command-id", f"demo-{quarter}"),
            )
            for quarter in ("2021Q3", "2021Q4")
        ),
        Command("Bring the read tables up to the log", ("projection", "run")),
    )


QUERIES = (
    Query(
        "The year by month",
        "SELECT month, sum(orders) AS orders, sum(delivered_qty) AS bottles, sum(delivered_amount) AS dollars\n"
        "FROM {schema}.customer_months GROUP BY month ORDER BY month",
    ),
    Query(
        "The ten largest customers",
        "SELECT customer_no, name, status, sum(orders) AS orders, sum(delivered_amount) AS dollars\n"
        "FROM {schema}.customer_months JOIN {schema}.customer_profiles USING (customer_no)\n"
        "GROUP BY customer_no, name, status ORDER BY dollars DESC LIMIT 10",
    ),
)

SIDE_BY_SIDE = f"The file of shop {SHOP} on two days, and what we knew of the first before the late report"

ENDING = (
    Command(
        f"What happened with shop {SHOP} by 2021-09-02",
        ("customer", "timeline", SHOP, "--as-of", "2021-09-02", "--last", "12"),
    ),
    Command(
        f"Why shop {GRADED} has its grade, and what would have been enough for a better one",
        ("tier", "explain", GRADED, "--round", "2021Q4"),
    ),
    Command("Compare every row of the read tables with the log, folded anew", ("projection", "verify")),
)

TOTALS = Query(
    "What the tables hold",
    "SELECT (SELECT count(*) FROM {schema}.customer_profiles) AS shops, count(*) AS orders, sum(lines) AS lines,\n"
    "  sum(amount) AS dollars FROM {schema}.orders",
)

NEXT = (
    ("customer", "show", SHOP),
    ("customer", "list", "--status", "withdrawn"),
    ("order", "show", _ORDER),
    ("order", "list", "--customer", SHOP, "--as-of", "2021-03-31"),
    ("audit", "replay", SHOP, "--json"),
    ("audit", "events", "--topic", "complaint.closed"),
    ("customer", "visit", SHOP, "--theme", "say hello", "--by", "E204", "--dry-run"),
    ("projection", "describe", "customer_months"),
)
