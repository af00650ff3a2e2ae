"""What an import refuses beside bad lines: a place for rejects that cannot be, another delivery, a licence taken."""

from pathlib import Path

import pytest

from tests.cli.conftest import Indelible

MAPPING = """
unknown_customers = "enrol"
[document]
order_no = "doc"
placed = "day"
delivered = "out"
[customer]
customer_no = "shop"
[line]
sku = "sku"
quantity = "qty"
amount = "sum"
"""
HEADER = "doc,shop,day,out,sku,qty,sum\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the operator works, with a mapping."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "m.toml").write_text(MAPPING, "utf-8")
    return tmp_path


def take_in(indelible: Indelible, folder: Path, lines: str, *more: str) -> tuple[object, dict[str, object] | str]:
    """The exit code, and the answer or else the refusal."""
    (folder / "orders.csv").write_text(HEADER + lines, "utf-8")
    done = indelible("import", "orders", "orders.csv", "--mapping", "m.toml", "--json", *more)
    return done.code, done.data if done.out else done.err


def test_an_order_that_comes_back_with_another_day_of_delivery_has_changed(indelible: Indelible, folder: Path) -> None:
    line = "A,S,2021-05-01,2021-05-02,K,2,10.00\n"
    assert take_in(indelible, folder, line)[0] == 0
    code, told = take_in(indelible, folder, line)
    assert (code, told["events_written"]) == (0, 0)  # type: ignore[index]
    code, told = take_in(indelible, folder, line.replace("05-02", "05-15"))
    assert (code, told["rejected"], told["events_written"]) == (1, {"order_changed": 1}, 0)  # type: ignore[index]


@pytest.mark.parametrize(("place", "why"), [("m.toml", "exists already"), ("gone/r.csv", "No such file")])
def test_a_reject_file_that_cannot_be_is_told_before_anything_is_recorded(
    indelible: Indelible, folder: Path, place: str, why: str
) -> None:
    lines = "A,S,2021-05-01,2021-05-02,K,2,10.00\nB,S,2021-05-01,2021-05-02,K,x,10.00\n"
    code, told = take_in(indelible, folder, lines, "--rejects", place)
    assert code == 1
    assert str(told).startswith("error: rejects_not_written: ")
    assert why in told
    assert indelible("audit", "events", "--json").data == []
    assert take_in(indelible, folder, lines, "--rejects", "r.csv")[0] == 1
    assert (folder / "r.csv").read_text("utf-8-sig").count("\n") == 2


@pytest.mark.parametrize("more", [[], ["--dry-run"]], ids=["recorded", "dry"])
def test_documents_of_a_shop_that_cannot_be_enrolled_are_rejected(
    indelible: Indelible, folder: Path, more: list[str]
) -> None:
    mapping = MAPPING.replace('customer_no = "shop"\n', 'customer_no = "shop"\nfields.licence_no = "licence"\n')
    (folder / "m.toml").write_text(mapping, "utf-8")
    days = [("A", "S", "01"), ("B", "T", "02"), ("C", "T", "03")]
    rows = [f"{order},{shop},2021-05-{day},2021-05-{day},K,2,10.00,L1" for order, shop, day in days]
    (folder / "orders.csv").write_text("\n".join([HEADER.strip() + ",licence", *rows]), "utf-8")
    done = indelible("import", "orders", "orders.csv", "--mapping", "m.toml", "--json", *more)
    figures = {name: done.data[name] for name in ("orders", "customers_enrolled", "rejected_documents", "rejected")}
    assert figures == {
        "orders": 1,
        "customers_enrolled": 1,
        "rejected_documents": 2,
        "rejected": {"licence_already_held": 2},
    }
