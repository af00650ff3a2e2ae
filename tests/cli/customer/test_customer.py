"""indelible customer: every verb, and what it prints."""

import pytest

from eventlog.database import Database
from projections.running.rebuild import rebuild
from tests.cli.conftest import SUZHOU, Indelible, Run


def test_the_life_of_a_customer(shop: Indelible) -> None:
    told = [
        shop("customer", *arguments).out
        for arguments in (
            ("change-profile", "C1", "--address", "观前街2号", "--name", "观前小店", "--effective-at", "2021-03-01"),
            ("verify-profile", "C1", "--field", "order-phone", "--field", "address", "--effective-at", "2021-03-02"),
            ("renew-licence", "C1", "--licence-valid-until", "2030-12-31", "--effective-at", "2021-03-03"),
            ("suspend", "C1", "--until", "2021-05-01", "--reason", "装修", "--effective-at", "2021-04-01"),
            ("resume", "C1", "--approved-by", "E2", "--effective-at", "2021-04-20"),
            ("visit", "C1", "--theme", "访销", "--finding", "库存不足", "--effective-at", "2021-04-21T10:30"),
            ("withdraw", "C1", "--withdrawal", "cessation", "--reason", "歇业", "--effective-at", "2022-01-01"),
        )
    ]
    assert "".join(told) == (
        "recorded customer.renamed at position 3: The file was changed: name 观前小店\n"
        "recorded customer.moved at position 4: The file was changed: address 观前街2号\n"
        "recorded customer.profile_verified at position 5: "
        "The file was checked and found right: order phone (订货电话), address\n"
        "recorded customer.licence_renewed at position 6: The licence was renewed: licence valid until 2030-12-31\n"
        "recorded customer.suspended at position 7: Supply was suspended (停业), as planned until 2021-05-01\n"
        "recorded customer.resumed at position 8: Supply was resumed (复业)\n"
        "recorded customer.visited at position 9: Visited by E1: 访销; found: 库存不足\n"
        "recorded customer.withdrawn at position 10: Left the supply network (退网): cessation\n"
    )
    shown = shop("customer", "show", "C1", "--json").document
    assert (shown["position"], shown["data"]["profile"]["status"]) == (10, "withdrawn")
    assert shown["data"]["profile"]["verified_at"] == "2021-03-02T00:00:00+08:00"
    assert [(p["valid_from"][:10], p["status"]) for p in shown["data"]["periods"]] == [
        ("2020-01-01", "active"),
        ("2021-03-01", "active"),
        ("2021-03-03", "active"),
        ("2021-04-01", "suspended"),
        ("2021-04-20", "active"),
        ("2022-01-01", "withdrawn"),
    ]
    assert shown["data"]["counts"] == {
        "orders": 0,
        "visits": 1,
        "requested_qty": 0,
        "ordered_qty": 0,
        "delivered_qty": 0,
        "returned_qty": 0,
        "delivered_amount": "0",
        "returned_amount": "0",
        "complaints": 0,
        "open_complaints": 0,
    }


def test_every_profile_field_can_be_told_and_is_shown(done: Indelible) -> None:
    told = {
        "name": "苏州小店",
        "address": "人民路1号",
        "district": "姑苏区",
        "order_phone": "0512-65550101",
        "market_type": "urban",
        "business_format": "grocery",
        "business_scale": "large",
        "shop_area_m2": "42.50",
        "tobacco_area_m2": "3",
        "trade_area": "学校",
        "account_manager": "M7",
        "licence_no": "L1",
        "licence_valid_until": "2030-12-31",
    }
    options = [part for name, value in told.items() for part in (f"--{name.replace('_', '-')}", value)]
    done("customer", "enrol", *options)
    profile = done("customer", "show", "L1", "--json").data["profile"]
    assert {name: profile[name] for name in told} == told
    assert (profile["customer_no"], profile["class_code"], profile["completeness"]) == ("L1", "CZ1", "1")


def test_what_is_so_already_is_not_recorded_again(shop: Indelible) -> None:
    again = shop("customer", "change-profile", "C1", "--address", "人民路1号")
    assert again.out == "nothing to record: it is so already\n"
    assert shop("audit", "events", "--json").document["position"] == 2


def test_a_dry_run_says_what_it_would_record_and_records_nothing(shop: Indelible) -> None:
    dry = shop("customer", "change-profile", "C1", "--name", "新名", "--dry-run")
    assert dry.out == "dry run, would record customer.renamed: The file was changed: name 新名\n"
    document = shop("customer", "change-profile", "C1", "--name", "新名", "--dry-run", "--json").document
    assert document["position"] == 2
    assert document["data"]["dry_run"] is True
    (event,) = document["data"]["events"]
    assert (event["position"], event["topic"], event["event"]["name"]) == (None, "customer.renamed", "新名")
    assert shop("audit", "events", "--json").document["position"] == 2


def test_a_repeated_command_id_gives_the_first_answer(indelible: Indelible, shop: Indelible) -> None:
    command = ("customer", "visit", "C1", "--theme", "访销", "--effective-at", "2021-01-01", "--command-id", "V-1")
    assert shop(*command).out == "recorded customer.visited at position 3: Visited by E1: 访销\n"
    assert shop(*command).out == "already recorded customer.visited at position 3: Visited by E1: 访销\n"
    assert shop(*command, "--json").data["repeated"] is True
    other = indelible(*command, "--finding", "x")
    assert other.err == "error: command_id_reused: command id 'V-1' was used for something else; nothing was recorded\n"
    assert shop("audit", "events", "--json").document["position"] == 3


def test_who_does_it_is_said_or_refused(indelible: Indelible, shop: Indelible, monkeypatch: pytest.MonkeyPatch) -> None:
    assert shop("customer", "visit", "C1", "--theme", "访销", "--by", "E9").out.endswith("Visited by E9: 访销\n")
    monkeypatch.delenv("INDELIBLE_BY")
    assert indelible("customer", "visit", "C1", "--theme", "访销").err.startswith("error: actor_required: ")


def test_the_list_is_the_same_from_the_stored_table_and_from_the_log(
    indelible: Indelible, shop: Indelible, database: Database
) -> None:
    shop("customer", "enrol", "C2", "--name", "阊门店", "--account-manager", "M7", "--effective-at", "2020-06-01")
    shop("customer", "verify-profile", "C2", "--effective-at", "2021-06-01")
    shop("customer", "suspend", "C1", "--reason", "装修", "--effective-at", "2021-07-01")
    assert indelible("customer", "list").err == (
        "error: the read tables were not built yet: run `indelible projection rebuild`\n"
    )
    rebuild(database.admin, SUZHOU)
    for given, numbers in (
        ((), ["C1", "C2"]),
        (("--status", "suspended"), ["C1"]),
        (("--account-manager", "M7"), ["C2"]),
        (("--not-verified-since", "2021-06-01"), ["C1"]),
        (("--not-verified-since", "2021-06-02"), ["C1", "C2"]),
        (("--limit", "1"), ["C1"]),
    ):
        stored = shop("customer", "list", *given, "--json")
        assert [row["customer_no"] for row in stored.data] == numbers
        assert stored.out == shop("customer", "list", *given, "--at-position", "99", "--json").out
        assert (stored.document["position"], stored.err) == (5, "at position 5, all there is\n")
    assert [row["customer_no"] for row in shop("customer", "list", "--as-of", "2020-05-31", "--json").data] == ["C1"]
    shop("customer", "visit", "C1", "--theme", "x")
    behind = shop("customer", "list", "--json")
    assert behind.document["position"] == 5
    assert behind.err.startswith("at position 5, 1 events (")
    assert behind.err.endswith(" s) behind the log; `indelible projection run` catches up\n")


def test_a_timeline_tells_by_the_day_and_says_what_was_told_late(shop: Indelible) -> None:
    shop("customer", "visit", "C1", "--theme", "访销")
    shop("customer", "change-profile", "C1", "--address", "观前街2号", "--effective-at", "2021-03-01")
    told = shop("customer", "timeline", "C1", "--json").data
    assert [(line["day"], line["what"]) for line in told[:3]] == [
        ("2020-01-01", "Entered the supply network (入网): name 苏州小店, address 人民路1号, licence (许可证) L1"),
        ("2020-01-01", "Licence L1 was found to belong to this customer"),
        ("2021-03-01", "The file was changed: address 观前街2号"),
    ]
    assert [line["told_on"] is None for line in told] == [False, False, False, True]


def test_the_installed_program_prints_one_document_or_a_refusal(run: Run, database: Database) -> None:
    given = {"DATABASE_URL": database.admin, "BY": "E1"}
    assert run("branch", "create", "suzhou", **given).returncode == 0
    enrolled = run("customer", "enrol", "C1", "--name", "苏州小店", "--json", **given)
    assert (enrolled.returncode, enrolled.stderr, enrolled.stdout.count("\n")) == (0, "", 1)
    refused = run("customer", "enrol", "C1", "--json", **given)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith("error: customer_already_enrolled: customer C1 was enrolled on ")
