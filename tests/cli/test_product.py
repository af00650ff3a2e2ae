"""indelible product: every verb."""

from pathlib import Path

from eventlog.database import Database
from projections.rebuilding import rebuild
from tests.cli.conftest import SUZHOU, Indelible

RULES = Path(__file__).parents[2] / "examples" / "suzhou"
UNITS = ("--sticks-per-pack", "20", "--packs-per-carton", "10")


def test_the_life_of_an_article(done: Indelible, indelible: Indelible) -> None:
    bought = ("--name", "利群", "--brand", "利群", "--specification", "硬盒", *UNITS, "--transfer-price", "93.5")
    registered = done("product", "register", "X", *bought, "--effective-at", "2021-01-01").out.splitlines()
    assert [line.partition(" at position ")[2] for line in registered] == [
        "1: Product X (品规) entered the catalogue: 利群, brand 利群, 硬盒, 20 sticks a pack, 10 packs a carton",
        "2: A carton (条) of product X costs from 2021-01-01 on, transfer 93.5, price class 2",
    ]
    done("product", "describe", "X", "--name", "利群（新版）", "--effective-at", "2021-03-01")
    done("product", "observe-price", "X", "--price", "131", "--place", "南门市场", "--effective-at", "2021-04-01")
    shown = done("product", "show", "X", "--json").data
    assert (shown["product"]["name"], shown["product"]["brand"]) == ("利群（新版）", "利群")
    assert [(seen["price"], seen["place"]) for seen in shown["observations"]] == [("131", "南门市场")]
    before = done("product", "show", "X", "--as-of", "2021-02-28", "--json").data
    assert (before["product"]["name"], before["observations"]) == ("利群", [])
    assert indelible("product", "show", "X", "--as-of", "2020-12-31").err.startswith(
        "error: product_not_registered_yet: product X was registered on 2021-01-01, after 2020-12-31"
    )
    assert indelible("product", "show", "Y").err.startswith("error: product_not_found: ")


def test_the_catalogue_is_listed_by_state_and_brand(done: Indelible, database: Database) -> None:
    done("product", "register", "X", "--name", "利群", "--brand", "A", "--effective-at", "2021-01-01")
    done("product", "register", "Y", "--name", "中华", "--brand", "B", "--effective-at", "2021-01-01")
    done("product", "set-state", "Y", "scarce", "--effective-at", "2021-02-01")
    rebuild(database.operator, SUZHOU)

    def listed(*filters: str) -> list[str]:
        return [row["sku"] for row in done("product", "list", *filters, "--json").data]

    assert listed() == ["X", "Y"]
    assert listed("--state", "scarce") == ["Y"]
    assert listed("--brand", "A") == ["X"]
    assert listed("--state", "scarce", "--as-of", "2021-01-31") == []
