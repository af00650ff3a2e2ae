"""indelible audit explain, diff and changes."""

import csv
import io
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.cli.conftest import Indelible

MOVE = ("customer", "change-profile", "C1", "--address")


@pytest.fixture
def moved(shop: Indelible) -> Indelible:
    """C1 at 人民路1号 from 2020-01-01 (position 1), at B from 2021-09-01 (3); told last, C from 2021-06-01 (4)."""
    shop(*MOVE, "B", "--effective-at", "2021-09-01", "--by", "E7", "--reason", "搬迁")
    shop(*MOVE, "C", "--effective-at", "2021-06-01", "--by", "E9", "--reason", "补录")
    return shop


@pytest.fixture
def ordered(moved: Indelible) -> Indelible:
    """The same, who on 2021-10-01 ordered two lines (5), of which one was confirmed with less (6)."""
    lines = ("--line", "X:5:50.00", "--line", "Y:2:10.00")
    moved("order", "place", "甲-1", "--customer", "C1", *lines, "--effective-at", "2021-10-01")
    moved("order", "confirm", "甲-1", "--line", "1:3", "--effective-at", "2021-10-02")
    return moved


def test_an_explanation_names_event_rule_and_input(moved: Indelible) -> None:
    command = ("audit", "explain", "C1", "--table", "customer_profiles", "--field", "address")
    document = moved(*command, "--json").document
    value, (event,) = document["data"]["value"], document["data"]["events"]
    assert document["position"] == 4
    assert (value["value"], value["rule"], value["row"]) == ("B", "customer_profiles/1", {"customer_no": "C1"})
    assert value["meaning"] == "where goods are delivered and the shop is visited"
    assert event.pop("recorded_at").endswith("+08:00")
    assert event == {
        "position": 3,
        "changed": True,
        "effective_at": "2021-09-01T00:00:00+08:00",
        "by": "E7",
        "why": "搬迁",
        "before": "人民路1号",
        "after": "B",
        "inputs": ["address"],
        "what": "The file was changed: address B",
        "topic": "customer.moved",
        "login": "postgres",
    }
    assert moved(*command, "--at-position", "2", "--json").data["value"]["value"] == "人民路1号"
    assert moved(*command, "--as-of", "2021-08-31", "--json").data["value"]["value"] == "C"
    assert [row["position"] for row in csv.DictReader(io.StringIO(moved(*command, "--csv").out))] == ["3"]
    printed = moved(*command)
    assert "value      B\n" in printed.out
    assert printed.err == "at position 4\n"


@pytest.mark.parametrize(
    ("table", "field", "row", "value"),
    [
        ("customer_profile_periods", "address", ["2021-06-01"], "C"),
        ("customer_profile_periods", "address", ["2021-06-01T00:00:00+08:00"], "C"),
        ("customer_profile_periods", "address", ["C1", "2020-01-01"], "人民路1号"),
        ("order_lines", "amount", ["甲-1", "1"], "30.00"),
        ("order_lines", "amount", ["2", "甲-1"], "10.00"),
        ("orders", "status", [], "confirmed"),
        ("customer_timeline", "actor", ["4"], "E9"),
        ("customer_months", "requested_qty", [], 7),
    ],
)
def test_a_row_is_named_by_as_much_of_its_key_as_is_needed(
    ordered: Indelible, table: str, field: str, row: list[str], value: object
) -> None:
    rows = [argument for part in row for argument in ("--row", part)]
    found = ordered("audit", "explain", "C1", "--table", table, "--field", field, *rows, "--json").data
    assert found["value"]["value"] == value


@pytest.mark.parametrize(
    ("arguments", "refusal"),
    [
        (
            "explain C1 --table orders --field statu",
            'field_unknown: there is no field "statu" in orders; there are order',
        ),
        (
            "explain C1 --table order --field status",
            'table_unknown: table "order" cannot be asked so; those that can are cu',
        ),
        ("explain C1 --table read_status --field lag_events", "table_unknown: "),
        (
            "explain C1 --table order_lines --field amount",
            "row_not_named: customer C1 has several such rows in order_lines; name one of them: --row 甲-1 --row 1, --",
        ),
        (
            "explain C1 --table order_lines --field amount --row 3",
            'row_unknown: customer C1 has no row "3" in order_lines; there are: --row 甲-1 --row 1, --row 甲-1 --row 2',
        ),
        (
            "explain C1 --table returns --field qty",
            "row_unknown: customer C1 has no row at all in returns; there are: none",
        ),
        ("explain C9 --table orders --field status", "customer_not_found: "),
        ("diff C9 --from 2021-01-01 --to 2021-02-01", "customer_not_found: "),
        ("diff C1 --from 2021-02-01 --to 2021-01-01", "period_backwards: the period ends on 2021-01-01, before it beg"),
        ("changes --from 2021-02-01 --to 2021-01-01", "period_backwards: "),
        ("changes --from 2021-01-01 --to 2021-02-01 --table customer_months", "table_unknown: "),
        ("changes --from 2021-01-01 --to 2021-02-01 --field valid_since", "field_unknown: "),
        ("changes --from 2021-01-01 --to 2021-02-01 --table orders --field address", "field_unknown: "),
        ("changes --from 2021-01-01 --to 2021-02-01 --customer C9", "customer_not_found: "),
    ],
)
def test_a_question_about_what_is_not_there_is_refused(
    indelible: Indelible, ordered: Indelible, arguments: str, refusal: str
) -> None:
    refused = indelible("audit", *arguments.split())
    assert (refused.code, refused.out) == (1, "")
    assert refused.err.startswith(f"error: {refusal}")


@pytest.mark.parametrize(
    "arguments",
    [
        "diff C1 --from x --to 2021-02-01",
        "diff C1 --from 1 --to 2021-02-01 --clock position",
        "diff C1 --from ² --to ³ --clock position",
        "diff C1 --from 2021-01-01 --to 2021-02-01 --as-of 2021-03-01",
        "diff C1 --from 2021-01-01 --to 2021-02-01 --clock recorded --known-at 2021-03-01",
        "changes --from 2021-01-01T10:00 --to 2021-02-01 --clock effective",
        "changes --from 2021-01-01 --to 2021-02-01 --json --csv",
        "changes --to 2021-02-01",
    ],
)
def test_a_point_of_another_clock_is_a_usage_error(indelible: Indelible, moved: Indelible, arguments: str) -> None:
    assert indelible("audit", *arguments.split()).code == 2


def said(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return [
        (r["table"], *list(r["row"].values())[1:], r["field"], r["before"], r["after"], r["positions"]) for r in rows
    ]


PERIODS = "customer_profile_periods"
JUNE, SEPTEMBER = "2021-06-01T00:00:00+08:00", "2021-09-01T00:00:00+08:00"
BEGUN = "2020-01-01T00:00:00+08:00"


def test_a_difference_between_two_days_names_who_and_why(moved: Indelible) -> None:
    command = ("audit", "diff", "C1", "--from", "2021-07-01", "--to", "2021-09-01")
    rows = moved(*command, "--json").data
    assert said(rows) == [
        ("customer_profiles", "address", "C", "B", [3]),
        (PERIODS, JUNE, "valid_to", None, SEPTEMBER, [3]),
        (PERIODS, SEPTEMBER, "address", "C", "B", [3]),
    ]
    assert (rows[0]["by"], rows[0]["why"]) == (["E7"], ["搬迁"])
    (event,) = rows[0]["events"]
    assert (event["topic"], event["effective_at"]) == ("customer.moved", SEPTEMBER)
    before = moved(*command, "--at-position", "3", "--json").document
    assert before["position"] == 3
    assert said(before["data"])[0] == ("customer_profiles", "address", "人民路1号", "B", [3])


def test_a_difference_between_two_positions_or_instants_is_what_was_learned_between(moved: Indelible) -> None:
    learned = [
        (PERIODS, BEGUN, "valid_to", SEPTEMBER, JUNE, [4]),
        (PERIODS, JUNE, "address", "人民路1号", "C", [4]),
    ]
    position = ("audit", "diff", "C1", "--clock", "position", "--from", "3", "--to", "4", "--json")
    assert said(moved(*position).data) == learned
    assert said(moved(*position, "--at-position", "3").data) == []
    at = [event["recorded_at"] for event in moved("audit", "events", "--json").data]
    recorded = ("audit", "diff", "C1", "--clock", "recorded", "--from", at[2], "--to", at[3], "--json")
    assert said(moved(*recorded).data) == learned
    assert said(moved(*recorded, "--as-of", "2021-05-31").data) == []


def test_a_new_order_differs_in_what_it_says(ordered: Indelible) -> None:
    rows = ordered("audit", "diff", "C1", "--from", "2021-09-30", "--to", "2021-10-02", "--json").data
    orders = {row["field"]: (row["before"], row["after"], row["positions"]) for row in rows if row["table"] == "orders"}
    assert orders["amount"] == (None, "40.00", [5, 6])
    assert orders["channel"] == (None, "unknown", [5])
    assert "delivered_qty" not in orders
    month = {row["field"]: (row["after"], row["positions"]) for row in rows if row["table"] == "customer_months"}
    assert (month["requested_qty"], month["ordered_qty"]) == ((7, [5]), (5, [5, 6]))


def changes(indelible: Indelible, *given: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = indelible(
        "audit", "changes", "--from", "2021-01-01", "--to", "2999-01-01", *given, "--json"
    ).data
    return rows


def test_changes_of_a_period_tell_each_field_with_who_and_why(moved: Indelible) -> None:
    *_, told_late = changes(moved)
    assert told_late.pop("recorded_at").endswith("+08:00")
    assert told_late == {
        "position": 4,
        "effective_at": JUNE,
        "table": PERIODS,
        "row": {"customer_no": "C1", "valid_from": JUNE},
        "field": "address",
        "before": "人民路1号",
        "after": "C",
        "by": "E9",
        "why": "补录",
        "topic": "customer.moved",
        "what": "The file was changed: address C",
    }
    assert [(c["position"], c["field"]) for c in changes(moved)] == [
        *((1, field) for field in ("name", "status", "address", "licence_no", "enrolled_at")),
        (2, None),
        (3, "address"),
        (4, "address"),
    ]


def test_changes_are_narrowed(ordered: Indelible) -> None:
    ordered("complaint", "receive", "K-1", "--text", "?", "--effective-at", "2021-01-01")
    ordered("customer", "enrol", "C2", "--address", "D", "--effective-at", "2021-01-01", "--by", "E9")

    def found(*given: str) -> list[tuple[Any, ...]]:
        return [(c["position"], c["table"], c["after"]) for c in changes(ordered, *given)]

    addresses = [(1, PERIODS, "人民路1号"), (3, PERIODS, "B"), (4, PERIODS, "C"), (8, PERIODS, "D")]
    assert found("--field", "address") == addresses
    assert found("--field", "address", "--customer", "C1") == addresses[:3]
    assert found("--field", "address", "--recorded-by", "E9") == addresses[2:]
    assert found("--field", "address", "--at-position", "3") == addresses[:2]
    assert found("--field", "status", "--table", "orders") == [(5, "orders", "placed"), (6, "orders", "confirmed")]
    assert {position for position, *_ in found("--table", "complaints")} == {7}
    assert found("--clock", "effective", "--to", "2021-06-01", "--field", "address") == [addresses[2], addresses[3]]


def test_a_period_of_days_has_its_last_day_whole(moved: Indelible) -> None:
    instants = [event["recorded_at"] for event in moved("audit", "events", "--json").data]
    first, last = (
        str(datetime.fromisoformat(at).astimezone(ZoneInfo("Asia/Shanghai")).date())
        for at in (instants[0], instants[-1])
    )
    for clock, day, end, positions in (
        ("recorded", first, last, [1, 3, 4]),
        ("effective", "2021-06-01", "2021-06-01", [4]),
    ):
        period = ("--from", day, "--to", end, "--clock", clock, "--field", "address", "--json")
        assert [c["position"] for c in moved("audit", "changes", *period).data] == positions
    exact = moved("audit", "changes", "--from", instants[2], "--to", instants[2], "--json").document
    assert (exact["position"], [c["position"] for c in exact["data"]]) == (3, [3])


def test_a_period_may_reach_to_the_ends_of_the_calendar(moved: Indelible, indelible: Indelible) -> None:
    everything = ("audit", "changes", "--from", "0001-01-01", "--to")
    assert moved(*everything, "9999-12-31", "--json").data == moved(*everything, "2199-12-31", "--json").data
    done = indelible("audit", "changes", "--from", "0001-01-01T00:00", "--to", "9999-12-31")
    assert (done.code, "never showed 0001-01-01T00:00:00; give its offset" in done.err) == (2, True)


def test_changes_are_printed_for_people_and_for_spreadsheets(moved: Indelible) -> None:
    period = ("audit", "changes", "--from", "2021-01-01", "--to", "2999-01-01")
    printed = moved(*period, "--recorded-by", "E9")
    assert printed.out.endswith(
        "  customer_profile_periods customer_no C1, valid_from 2021-06-01: address 人民路1号 → C"
        "  by E9, effective 2021-06-01: 补录 (customer.moved)\n"
    )
    assert printed.err == "at position 4\n"
    rows = list(csv.DictReader(io.StringIO(moved(*period, "--csv").out)))
    assert [row["position"] for row in rows] == ["1", "1", "1", "1", "1", "2", "3", "4"]
    assert rows[-1]["row"] == '{"customer_no": "C1", "valid_from": "2021-06-01T00:00:00+08:00"}'
    nobody = moved(*period, "--recorded-by", "E99", "--csv").out
    assert nobody == "position,recorded_at,effective_at,table,row,field,before,after,by,why,topic,what\n"
    assert moved(*period, "--recorded-by", "E99", "--json").document == {
        "position": 4,
        "as_of": None,
        "known_at": None,
        "data": [],
    }
