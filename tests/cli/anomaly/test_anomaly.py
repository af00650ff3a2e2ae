"""indelible anomaly: every verb, and what is typed wrong."""

from pathlib import Path

import pytest

from eventlog.database import Database
from projections.running.rebuild import rebuild
from tests.cli.conftest import SUZHOU, Indelible

RULES = Path(__file__).parents[3] / "examples" / "suzhou"


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("product", "change-price", "X", "--valid-from", "2021-01-01", "--retail-price", "12,5"), "is not an amount"),
        (("anomaly", "detect", "--month", "2021-13", "--rule", "m"), "is not a month"),
        (("anomaly", "detect", "--month", "2021-06-01", "--rule", "m"), "write it as 2021-06"),
    ],
)
def test_what_is_typed_wrong_is_a_usage_error(indelible: Indelible, command: tuple[str, ...], said: str) -> None:
    left = indelible(*command)
    assert left.code == 2
    assert said in " ".join(left.err.split())


def test_anomalies_are_listed_by_status_and_month(shop: Indelible, database: Database) -> None:
    shop("anomaly", "publish", "monthly", str(RULES / "anomalies.toml"), "--valid-from", "2021-01-01")
    for month in ("01", "02", "03"):
        at = ("--effective-at", f"2021-{month}-05")
        shop("order", "place", month, "--customer", "C1", "--line", "X:10:1", *at)
        shop("order", "confirm", month, *at)
        shop("order", "deliver", month, *at)
    detect = ("anomaly", "detect", "--month", "2021-04", "--rule", "monthly", "--effective-at", "2021-05-01")
    assert shop(*detect, "--dry-run").out.startswith("dry run, would record anomaly.opened: Case C1/2021-04/monthly: ")
    shop(*detect)
    rebuild(database.operator, SUZHOU)

    def listed(*filters: str) -> list[str]:
        return [row["anomaly_no"] for row in shop("anomaly", "list", *filters, "--json").data]

    number = "C1/2021-04/monthly"
    assert (
        listed() == listed("--status", "open") == listed("--month", "2021-04") == listed("--customer", "C1") == [number]
    )
    assert listed("--status", "closed") == listed("--month", "2021-03") == []
