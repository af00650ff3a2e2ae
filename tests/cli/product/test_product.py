"""indelible product: every verb."""

from pathlib import Path

from eventlog.database import Database
from projections.running.rebuild import rebuild
from tests.cli.conftest import SUZHOU, Indelible

RULES = Path(__file__).parents[3] / "examples" / "suzhou"
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


def test_corrected_units_correct_the_price_class_in_the_read_tables(shop: Indelible, database: Database) -> None:
    day = ("--effective-at", "2021-01-01")
    shop("product", "register", "X", "--name", "利群", *UNITS, "--transfer-price", "60", *day)
    shop("order", "place", "O-1", "--customer", "C1", "--line", "X:4:400", "--effective-at", "2021-02-01")
    shop("order", "confirm", "O-1", "--effective-at", "2021-02-01")
    shop("order", "deliver", "O-1", "--effective-at", "2021-02-01")
    rebuild(database.operator, SUZHOU)
    told = shop("product", "describe", "X", "--packs-per-carton", "5", *day).out.splitlines()
    assert told[1].endswith(": A carton (条) of product X costs from 2021-01-01 on, transfer 60, price class 1")
    again = shop("product", "change-price", "X", "--transfer-price", "60", "--valid-from", "2021-01-01").out
    assert again == "nothing to record: it is so already\n"
    shop("projection", "run")
    for stand in ((), ("--as-of", "2021-01-01")):
        (price,) = shop("product", "show", "X", *stand, "--json").data["prices"]
        assert (price["valid_from"], price["transfer_price"], price["price_class"]) == ("2021-01-01", "60", 1)
    (margin,) = shop("margin", "list", "--json").data
    assert (margin["profit"], margin["revenue_per_case"]) == ("160.00", "50000.000000")
    assert shop("projection", "verify", "--json").data["differences"] == []


def test_a_price_list_with_corrected_units_corrects_the_class_of_earlier_prices(
    done: Indelible, tmp_path: Path
) -> None:
    mapping, file = tmp_path / "list.toml", tmp_path / "list.csv"
    mapping.write_text(
        'sku = "sku"\neffective = "day"\n[fields]\nname = "name"\nsticks_per_pack = "sticks"\n'
        'packs_per_carton = "packs"\ntransfer_price = "price"\n',
        "utf-8",
    )

    def taken(packs: int, day: str) -> list[int]:
        file.write_text(f"sku,name,sticks,packs,price,day\nX,利群,20,{packs},60,{day}\n", "utf-8")
        told = done("import", "products", str(file), "--mapping", str(mapping), "--json").data
        return [told[name] for name in ("products_redescribed", "prices_changed", "events_written")]

    assert taken(10, "2021-01-01") == [0, 0, 2]
    assert taken(5, "2021-07-01") == [1, 1, 3]
    assert taken(5, "2021-07-01") == [0, 0, 0]
    assert [price["price_class"] for price in done("product", "show", "X", "--json").data["prices"]] == [1, 1]


def test_a_change_that_says_nothing_is_refused(shop: Indelible, indelible: Indelible) -> None:
    shop("product", "register", "X", "--name", "利群", "--effective-at", "2021-01-01")
    for command, advice in (
        (("change-price", "X", "--valid-from", "2021-02-01"), "say what it costs, for example --retail-price 150"),
        (("describe", "X"), "say what is otherwise, for example --brand TEXT"),
    ):
        wrong = indelible("product", *command)
        assert (wrong.code, wrong.out) == (2, "")
        assert advice in wrong.err


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
