"""indelible supply: every verb, tiers as people give them, and what it prints."""

from pathlib import Path

import pytest

from eventlog.database import Database
from projections.running.rebuild import rebuild
from tests.cli.conftest import SUZHOU, Indelible

SKU = "6901028075831"
POLICY = ("supply", "publish", "--tier", "1:0", "--tier", "30:100")
WEEK = ("--cycle", "2021-W23", "--first-day", "2021-06-07", "--last-day", "2021-06-13")
RELEASE = ("supply", "release", SKU, *WEEK, "--effective-at", "2021-06-07")


def at(day: str) -> tuple[str, str]:
    return "--effective-at", day


@pytest.fixture
def supplied(shop: Indelible) -> Indelible:
    """C1 sold 120 cartons in February and C2 none; both are graded on 1 June 2021."""
    shop("customer", "enrol", "C2", *at("2020-01-01"))
    shop("order", "place", "S-1", "--customer", "C1", "--line", f"{SKU}:120:6000", *at("2021-02-01"))
    shop("order", "confirm", "S-1", *at("2021-02-01"))
    shop("order", "deliver", "S-1", *at("2021-02-01"))
    shop(*POLICY, *at("2021-06-01"))
    shop("supply", "grade", "--valid-from", "2021-06-01")
    return shop


def test_a_policy_is_told_and_grading_says_how_many_moved(supplied: Indelible) -> None:
    assert supplied(
        *POLICY, "--months", "6", "--score-measure", "delivered_less_returned_cartons", *at("2021-07-01")
    ).out == (
        "recorded supply_policy.published at position 10: Version 2 of the supply policy was published,"
        " in force from 2021-07-01:"
        " tiers (档位) by delivered_less_returned_cartons of 6 months\n"
    )
    refusing = ("--above-agreed", "refuse", "--scarce-unreleased", "refuse", "--dry-run", *at("2021-07-02"))
    assert supplied(*POLICY, *refusing).out.endswith(
        "of 12 months; refused are orders above the reasonable quantity (合理定量),"
        " scarce (紧俏) SKUs that are not released\n"
    )
    enrolled = supplied("customer", "enrol", "C3", *at("2021-06-15"))
    assert enrolled.code == 0
    dry = supplied("supply", "grade", "--valid-from", "2021-10-01", "--dry-run", "--json")
    assert dry.data == {
        "dry_run": True,
        "policy_version": 2,
        "scored_from": "2021-04-01",
        "scored_until": "2021-10-01",
        "tiers": [{"tier": 1, "new": 1, "raised": 0, "lowered": 1, "kept": 1}],
    }
    told = supplied("supply", "grade", "--valid-from", "2021-10-01").out.splitlines()
    assert told[0].split() == ["tier", "new", "raised", "lowered", "kept"]
    assert ["1", "1", "0", "1", "1"] in [line.split() for line in told]
    assert told[-1] == "by version 2 of the supply policy, scored from 2021-04-01 until before 2021-10-01"
    again = supplied("supply", "grade", "--valid-from", "2021-10-01").out
    assert again.startswith("nothing to record: whoever is supplied then is graded already\n")


def test_tiers_are_listed_over_time(supplied: Indelible, database: Database) -> None:
    rebuild(database.admin, SUZHOU)

    def listed(*given: str) -> list[tuple[str, str, str | None]]:
        rows = supplied("supply", "tiers", *given, "--json").data
        return [(row["customer_no"], row["value"], row["valid_to"]) for row in rows]

    assert listed() == [("C1", "30", None), ("C2", "1", None)]
    assert listed("--tier", "30") == listed("--customer", "C1") == [("C1", "30", None)]
    assert listed("--as-of", "2021-05-31") == []
    told = supplied("customer", "timeline", "C1").out
    assert "Graded into supply tier (档位) 30 with 120 cartons (条) from 2020-06-01 until before 2021-06-01" in told


def test_a_release_is_told_with_its_caps_and_what_is_odd_about_them(supplied: Indelible) -> None:
    supplied("customer", "enrol", "C3", *at("2021-06-02"))
    assert supplied(*RELEASE, "--qty", "25", "--tier", "30:9", "--tier", "1:10").out == (
        "recorded supply.released at position 11: SKU 6901028075831 was released (货源投放) for cycle 2021-W23,"
        " 2021-06-07 to 2021-06-13: 25 cartons (条) and 0 carried over, shared proportional;"
        " caps by tier 30: 9, 1: 10; 6 left over; the asked cap rises above a higher tier's at 1;"
        " 1 shops without a tier get none\n"
    )


def test_caps_come_from_a_file(supplied: Indelible, tmp_path: Path) -> None:
    file = tmp_path / "档位.csv"
    file.write_text("tier,cartons\n30,9\n\n1,2\n, \n\n", "utf-8-sig")
    supplied(*RELEASE, "--qty", "25", "--tiers", str(file), "--sharing", "priority")
    rows = supplied("supply", "releases", "--at-position", "99", "--json").data
    assert [(row["tier"], row["cap"], row["sharing"]) for row in rows] == [(1, 2, "priority"), (30, 9, "priority")]


def test_all_articles_of_a_file_are_released_at_once_or_none(
    supplied: Indelible, indelible: Indelible, tmp_path: Path
) -> None:
    file = tmp_path / "plan.csv"
    release = ("supply", "release-all", str(file), *WEEK, "--effective-at", "2021-06-07")
    file.write_text("sku,quantity,tier,cartons\n软中华,25,30,9\n利群,7,1,7\n软中华,25,1,2\n", "utf-8")
    told = supplied(*release).out.splitlines()
    assert [line.partition(":")[0] for line in told] == [
        *("recorded supply.released at position 10", "recorded supply.released at position 11"),
    ]
    rows = supplied("supply", "releases", "--at-position", "99", "--json").data
    assert [(row["sku"], row["tier"], row["cap"], row["cycle_leftover"]) for row in rows] == [
        *[("利群", 1, 7, 0), ("利群", 30, 0, 0), ("软中华", 1, 2, 14), ("软中华", 30, 9, 14)],
    ]
    file.write_text("sku,quantity,tier,cartons\n新品,5,1,5\n利群,7,1,7\n", "utf-8")
    assert indelible(*release).err.startswith(f"error: cycle_already_released: {file}, line 3: SKU '利群'")
    assert len(supplied("supply", "releases", "--at-position", "99", "--json").data) == 4
    for content, said in (
        ("新品,5,1,5\n新品,6,2,5\n", 'line 3, "新品,6,2,5": quantity 6 of "新品" was 5 above'),
        ("新品,5,1,5\n新品,5,1,5\n", 'line 3, "新品,5,1,5": tier 1 is given twice'),
        ("新品,五,1,5\n", 'line 2, "新品,五,1,5": write sku,quantity,tier,cartons such as 6901028075831,500,30,12'),
        ("新品,5,1\n", 'line 2, "新品,5,1": write sku,quantity,tier,cartons'),
        ("新品\n", 'line 2, "新品": write sku,quantity,tier,cartons'),
    ):
        file.write_text(f"sku,quantity,tier,cartons\n{content}", "utf-8")
        done = indelible(*release)
        assert done.code == 1
        assert f"error: list_file_is_wrong: {file}, {said}" in done.err


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("B,100,31,5", "tier 31 is not right: use 1 to 30, the highest"),
        ("B,100,0,5", "tier 0 is not right: use 1 to 30, the highest"),
        ("B,100,30,99999999", "cap of tier 30 99999999 is not right: use cartons from 0 to 1000000"),
        ("B,999999999,30,5", "quantity 999999999 is not right: use cartons from 0 to 1000000"),
        (",100,30,5", 'sku "" cannot be a number or code: it is empty or has spaces around it'),
        ("A ,100,30,5", 'sku "A " cannot be a number or code: it is empty or has spaces around it'),
        ("=B,100,30,5", 'sku "=B" cannot be a number or code: a spreadsheet would take it for a formula'),
        ("B\0,100,30,5", 'sku "B\\x00" cannot be a number or code: it holds characters that cannot be seen'),
    ],
)
def test_a_value_in_a_file_that_nothing_is_released_with_is_named_by_its_line(
    indelible: Indelible, tmp_path: Path, line: str, why: str
) -> None:
    file = tmp_path / "plan.csv"
    file.write_text(f"sku,quantity,tier,cartons\nA,100,30,5\n{line}\nA,100,29,5\n", "utf-8")
    wrong = indelible("supply", "release-all", str(file), *WEEK, "--effective-at", "2021-06-07")
    shown = line.replace("\0", "\\x00")
    assert (wrong.code, wrong.err) == (1, f'error: list_file_is_wrong: {file}, line 3, "{shown}": {why}\n')
    assert indelible("supply", "releases", "--at-position", "99", "--json").data == []


def test_a_cap_in_a_file_for_one_article_is_named_by_its_line(indelible: Indelible, tmp_path: Path) -> None:
    file = tmp_path / "caps.csv"
    file.write_text("tier,cartons\n30,9\n31,9\n", "utf-8")
    wrong = indelible(*RELEASE, "--qty", "25", "--tiers", str(file))
    why = "tier 31 is not right: use 1 to 30, the highest"
    assert (wrong.code, wrong.err) == (1, f'error: list_file_is_wrong: {file}, line 3, "31,9": {why}\n')


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("tier,cartons\n31,9\n1,0\n", 'line 2, "31,9": tier 31 is not right: use 1 to 30, the highest'),
        ("tier,cartons\n30,9\n1,5\n", 'line 3, "1,5": tiers 1:5 is not right: the lowest tier begins at 0'),
        ("tier,cartons\n1,0\n30,5\n20,5\n", 'line 3, "30,5": tier 30 5 is not right: it must be above tier 20\'s 5'),
        ("tier,cartons\n1,0\n30,9999999999\n", 'line 3, "30,9999999999": write tier,cartons such as 30,12'),
        ("tier,cap\n30,9\n", 'the first line must be tier,cartons, not "tier,cap"'),
        ("tier,cartons\n30,9\n30,8\n", 'line 3, "30,8": tier 30 is given twice'),
        ("tier,cartons\n30,9.5\n", 'line 2, "30,9.5": write tier,cartons such as 30,12'),
        ("tier,cartons\n三十,9\n", 'line 2, "三十,9": write tier,cartons such as 30,12'),
        ("tier,cartons\n\n30,9,1\n", 'line 3, "30,9,1": write tier,cartons'),
        ("tier,cartons\n,\n", "it has no line below the first"),
    ],
)
def test_a_file_that_is_not_of_tiers_is_refused(indelible: Indelible, tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "t.csv").write_text(content, "utf-8")
    done = indelible("supply", "publish", "--tiers", str(tmp_path / "t.csv"))
    assert done.code == 1
    assert done.err.startswith(f"error: list_file_is_wrong: {tmp_path / 't.csv'}")
    assert said in done.err


@pytest.mark.parametrize("given", [(), ("--tier", "1:0", "--tiers", "x.csv"), ("--tier", "1"), ("--tier", "1:-5")])
def test_tiers_are_given_in_one_way(indelible: Indelible, given: tuple[str, ...]) -> None:
    assert indelible("supply", "publish", *given).code == 2


def test_an_order_is_cut_to_the_cap_and_the_metrics_tell(supplied: Indelible, database: Database) -> None:
    supplied(*RELEASE, "--qty", "25", "--tier", "30:9")
    supplied("order", "place", "O-1", "--customer", "C1", "--line", f"{SKU}:12:600", *at("2021-06-08"))
    assert supplied("order", "confirm", "O-1", *at("2021-06-09")).out == (
        "recorded order.confirmed at position 12: Order O-1 was confirmed: 9 cartons (条), worth 450.00\n"
        "recorded allotment.drawn at position 13: Order O-1 got 9 of 12 cartons (条) asked for of SKU 6901028075831:"
        " 9 for 2021-W23 (tier 30), 0 of them ordered before\n"
    )
    rebuild(database.admin, SUZHOU)
    (row,) = (r for r in supplied("supply", "report", "--sku", SKU, "--json").data if r["tier"] == 30)
    assert (row["fill_rate"], row["cap_use_released"], row["cap_coverage"]) == (
        *("0.750000000000", "1.000000000000", "1.000000000000"),
    )
    assert supplied("supply", "report", "--cycle", "2021-W24", "--json").data == []
    assert supplied("order", "cancel", "O-1", "--reason", "撤单", *at("2021-06-10")).out.splitlines()[1] == (
        "recorded allotment.given_back at position 15: Order O-1 gave back 9 cartons (条) of SKU 6901028075831"
        " for 2021-W23"
    )


def test_a_quantity_is_agreed_on_and_a_release_recalled(supplied: Indelible, indelible: Indelible) -> None:
    assert supplied("supply", "agree", "C1", "--qty", "40", *at("2021-06-01")).out == (
        "recorded customer.reasonable_quantity_agreed at position 10:"
        " A reasonable quantity (合理定量) of 40 cartons (条) a month was agreed on\n"
    )
    supplied("order", "place", "O-1", "--customer", "C1", "--line", f"{SKU}:12:600", *at("2021-06-08"))
    assert "40 for 2021-06 (as agreed), 0 of them" in supplied("order", "confirm", "O-1", *at("2021-06-09")).out
    supplied(*RELEASE, "--qty", "25", "--tier", "30:9")
    recall = ("supply", "recall", SKU, "--cycle", "2021-W23")
    assert indelible(*recall).err.startswith("error: reason_required: ")
    assert supplied(*recall, "--reason", "有误").out == (
        "recorded supply.recalled at position 15: The release of SKU 6901028075831 for cycle 2021-W23 was recalled\n"
    )
    assert indelible(*recall, "--reason", "有误").err.startswith("error: not_released: ")


def test_nobody_is_graded_without_a_policy(indelible: Indelible) -> None:
    done = indelible("supply", "grade", "--valid-from", "2021-06-01")
    assert done.code == 1
    assert done.err == (
        "error: rule_not_found: there is no supply policy 'supply' in force on 2021-06-01;"
        " publish it with a valid_from by then\n"
    )
