"""indelible order: every verb, lines as people type them, and what it prints."""

import io
import sys
from pathlib import Path

import pytest

from eventlog.database import Database
from projections.running.rebuild import rebuild
from tests.cli.conftest import SUZHOU, Indelible

LINES = ("--line", "6901028075831:5:250.50", "--line", "X:1:2:3")


def at(day: str) -> tuple[str, str]:
    return "--effective-at", day


def test_the_life_of_an_order(shop: Indelible) -> None:
    told = [
        shop("order", *arguments).out
        for arguments in (
            ("place", "O-1", "--customer", "C1", *LINES, "--channel", "phone", "--supplementary", *at("2021-03-30")),
            ("confirm", "O-1", "--line", "1:3", *at("2021-03-31")),
            ("deliver", "O-1", "--line", "2:1", *at("2021-04-01T09:15")),
            ("return", "O-1", "--return-no", "R-1", "--line", "1:1", "--reason", "破损", *at("2021-04-02")),
        )
    ]
    assert "".join(told) == (
        "recorded order.placed at position 3: "
        "Order O-1 was placed (phone, supplementary (补充订货)): 7 cartons (条) on 2 lines, worth 253.50\n"
        "recorded order.confirmed at position 4: Order O-1 was confirmed: 5 cartons (条), worth 153.30\n"
        "recorded order.delivered at position 5: Order O-1 was delivered: 4 cartons (条), worth 151.80\n"
        "recorded order.goods_returned at position 6: "
        "Return R-1 of order O-1: 1 cartons (条) came back, worth 50.10\n"
    )
    shown = shop("order", "show", "O-1", "--json").data
    assert (shown["order"]["status"], shown["order"]["delivered_at"]) == ("delivered", "2021-04-01T09:15:00+08:00")
    quantities = ("line_no", "sku", "requested_qty", "ordered_qty", "delivered_qty", "returned_qty", "amount")
    assert [tuple(line[name] for name in quantities) for line in shown["lines"]] == [
        (1, "6901028075831", 5, 3, 3, 1, "150.30"),
        (2, "X:1", 2, 2, 1, 0, "1.50"),
    ]
    assert [(line["return_no"], line["sku"], line["qty"]) for line in shown["returns"]] == [("R-1", "6901028075831", 1)]
    before = shop("order", "show", "O-1", "--as-of", "2021-03-31", "--json").data
    assert (before["order"]["status"], before["order"]["amount"]) == ("confirmed", "153.30")


def test_an_order_is_cancelled_with_a_reason(indelible: Indelible, shop: Indelible) -> None:
    shop("order", "place", "O-1", "--customer", "C1", *LINES)
    assert indelible("order", "cancel", "O-1").err.startswith("error: reason_required: ")
    assert shop("order", "cancel", "O-1", "--reason", "误订").out.startswith("recorded order.cancelled at position 4")


def test_goods_come_back_without_an_order(indelible: Indelible, shop: Indelible) -> None:
    given = ("order", "return", "--return-no", "R-9", "--line", "X:1:0.99", "--reason", "过期")
    assert indelible(*given).code == 2
    assert shop(*given, "--customer", "C1").out == (
        "recorded return.recorded at position 3: Return R-9 without an order: 1 cartons (条) came back, worth 0.99\n"
    )
    assert indelible("order", "return", "O-1", "--customer", "C1", *given[2:]).code == 2


def test_lines_come_from_a_file_or_from_what_is_piped_in(
    shop: Indelible, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = "sku,qty,amount\n软中华,5,250.5\n软中华,1,50.10\n"
    (tmp_path / "订单.csv").write_text(content, encoding="utf-8-sig")
    shop("order", "place", "O-1", "--customer", "C1", "--lines", str(tmp_path / "订单.csv"))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode("gb18030"))))
    shop("order", "place", "O-2", "--customer", "C1", "--lines", "-")
    lines = [
        [(line["line_no"], line["sku"], line["requested_qty"], line["amount"]) for line in shown["lines"]]
        for shown in (shop("order", "show", number, "--json").data for number in ("O-1", "O-2"))
    ]
    assert lines == [[(1, "软中华", 5, "250.50"), (2, "软中华", 1, "50.10")]] * 2


def test_orders_are_listed_by_the_time_they_were_placed(shop: Indelible, database: Database) -> None:
    shop("customer", "enrol", "C2", "--name", "阊门店", *at("2020-01-01"))
    for number, customer, day in (
        ("O-2", "C1", "2021-01-02"),
        ("O-1", "C1", "2021-01-03"),
        ("O-3", "C2", "2021-01-01"),
    ):
        shop("order", "place", number, "--customer", customer, "--line", "X:1:1", "--channel", "visit", *at(day))
    shop("order", "confirm", "O-1", *at("2021-01-04"))

    def numbers(*given: str) -> list[str]:
        return [row["order_no"] for row in shop("order", "list", *given, "--json").data]

    rebuild(database.admin, SUZHOU)
    assert numbers() == numbers("--at-position", "99") == ["O-3", "O-2", "O-1"]
    assert numbers("--customer", "C1") == ["O-2", "O-1"]
    assert numbers("--status", "confirmed") == numbers("--customer", "C1", "--status", "confirmed") == ["O-1"]
    assert numbers("--channel", "visit", "--limit", "2") == ["O-3", "O-2"]
    assert numbers("--as-of", "2021-01-02") == ["O-3", "O-2"]
    assert numbers("--customer", "C1", "--as-of", "2021-01-03", "--status", "placed") == ["O-2", "O-1"]
    assert (
        shop("order", "list", "--customer", "C1", "--csv")
        .out.splitlines()[1]
        .startswith("O-2,C1,visit,placed,2021-01-02T00:00:00+08:00,,1.00,2021-01-02,false,1,1,")
    )


def test_amounts_have_the_decimals_of_the_branchs_money(empty: Indelible) -> None:
    empty("branch", "create", "tokyo", "--currency", "JPY", "--zone", "Asia/Tokyo")
    empty("customer", "enrol", "C1", "--name", "店")
    place = ("order", "place", "O-1", "--customer", "C1", "--line")
    assert empty(*place, "X:1:5.5").err == (
        'error: invalid_amount: line 1: amount "5.5" is not between 0 and 1000000000000 with at most 0 decimals\n'
    )
    assert empty(*place, "X:2:5.00").code == 0
    (line,) = empty("order", "show", "O-1", "--json").data["lines"]
    assert line["amount"] == "5"
    empty("order", "confirm", "O-1", "--line", "1:1")
    (line,) = empty("order", "show", "O-1", "--json").data["lines"]
    assert line["amount"] == "3"  # half up, to whole yen
