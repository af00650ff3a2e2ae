"""indelible violation and compliance: every verb."""

from pathlib import Path

import pytest

from eventlog.database import Database
from projections.running.rebuild import rebuild
from tests.cli.conftest import SUZHOU, Indelible

RULES = Path(__file__).parents[3] / "examples" / "suzhou"


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ("", "rule_file_is_wrong: {file}: full_score is missing; add it; "),
        ("full_score = 'viel'", 'rule_file_is_wrong: {file}: full_score = "viel": Input should be a valid integer'),
        ("full_score = ", "rule_file_is_wrong: {file}: it cannot be read: "),
        ("full_score = '百'".encode("gb18030"), "rule_file_is_wrong: {file}: it cannot be read: it is not in UTF-8"),
        (None, "rule_file_is_wrong: {file}: it cannot be read: No such file or directory"),
    ],
)
def test_a_rule_that_cannot_be_read_names_file_and_field(
    indelible: Indelible, tmp_path: Path, content: str | bytes | None, error: str
) -> None:
    file = tmp_path / "rule.toml"
    if content is not None:
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    left = indelible("compliance", "publish", "suzhou", str(file), "--valid-from", "2021-01-01")
    assert left.code == 1
    assert left.err.startswith("error: " + error.format(file=file))


def test_scores_of_several_are_given_together_or_not_at_all(shop: Indelible, indelible: Indelible) -> None:
    shop("customer", "enrol", "C2", "--effective-at", "2020-01-01")
    shop("compliance", "publish", "suzhou", str(RULES / "compliance_2006.toml"), "--valid-from", "2021-01-01")
    score = ("compliance", "score", "C1", "C2", "--rule", "suzhou", "--effective-at", "2021-06-30")
    given = shop(*score, "--json").data["events"]
    assert [(e["topic"], e["event"]["customer_no"]) for e in given] == [
        ("customer.compliance_scored", "C1"),
        ("customer.service_classed", "C1"),
        ("customer.compliance_scored", "C2"),
        ("customer.service_classed", "C2"),
    ]
    again = shop(*score[:-1], "2021-07-01", "--dry-run").out.splitlines()
    assert [line.partition(": customer ")[2].partition(":")[0] for line in again] == ["C1", "C1", "C2", "C2"]
    case = ("--customer", "C2", "--kind", "fake", "--qty", "1000", "--effective-at", "2021-07-01")
    shop("violation", "record", "V-1", *case)
    refused = indelible("compliance", "score", "C1", "C2", "--rule", "suzhou", "--effective-at", "2021-07-31")
    assert (refused.code, refused.out) == (1, "")
    assert refused.err.startswith(
        "error: rule_is_silent: rule suzhou, version 1, does not say what violation V-1 costs"
    )


def test_lists_are_filtered_and_answer_for_other_times(shop: Indelible, database: Database) -> None:
    case = ("--customer", "C1", "--qty", "20")
    shop("violation", "record", "V-1", *case, "--kind", "fake", "--effective-at", "2021-05-01", "--penalty", "罚款")
    shop("violation", "record", "V-2", *case, "--kind", "smuggled", "--effective-at", "2021-06-01")
    shop("compliance", "publish", "suzhou", str(RULES / "compliance_2006.toml"), "--valid-from", "2021-01-01")
    shop("compliance", "score", "C1", "--rule", "suzhou", "--effective-at", "2021-06-30")
    rebuild(database.operator, SUZHOU)

    def numbers(*arguments: str) -> list[str]:
        return [row["violation_no"] for row in shop("violation", "list", *arguments, "--json").data]

    assert numbers() == numbers("--customer", "C1") == ["V-1", "V-2"]
    assert numbers("--kind", "smuggled") == ["V-2"]
    assert numbers("--as-of", "2021-05-31") == ["V-1"]
    assert shop("violation", "show", "V-1", "--json").data["penalty"] == "罚款"
    scores = [
        shop("compliance", "list", *filters, "--json").data
        for filters in ((), ("--compliance-class", "C"), ("--service-class", "A"), ("--to-be-banned",))
    ]
    assert [len(found) for found in scores] == [1, 1, 0, 0]
    assert shop("compliance", "show", "C1", "--json").data == scores[0]


def test_what_is_owed_is_told_with_what_is_planned_and_for_other_times(
    shop: Indelible, indelible: Indelible, database: Database
) -> None:
    profile = ("--account-manager", "E5", "--effective-at", "2020-06-01")
    shop("customer", "change-profile", "C1", *profile)
    shop("compliance", "publish", "suzhou", str(RULES / "compliance_2006.toml"), "--valid-from", "2021-01-01")
    shop("compliance", "score", "C1", "--rule", "suzhou", "--effective-at", "2021-03-31")
    shop("compliance", "score", "C1", "--rule", "suzhou", "--effective-at", "2021-06-30")  # the same class again
    visit = ("--customer", "C1", "--kind", "visit", "--theme", "稽查")
    shop("contact", "plan", "L-2", *visit, "--due", "2021-10-20", "--effective-at", "2021-04-01")
    shop("contact", "plan", "L-3", *visit, "--due", "2021-10-10", "--effective-at", "2021-04-01")
    before = shop("contact", "record", "L-1", *visit, "--initiated-by", "us", "--effective-at", "2021-04-15").out
    rebuild(database.operator, SUZHOU)
    due = ("compliance", "due", "--rule", "suzhou")
    inspection = {
        "customer_no": "C1",
        "account_manager": "E5",
        "compliance_class": "A",
        "since": "2021-03-31",
        "theme": "稽查",
        "every_days": 180,
        "last_on": "2021-04-15",
        "due_on": "2021-10-12",
        "planned_for": "2021-10-10",
    }
    assert shop(*due, "--json").data == [inspection]
    assert shop(*due, "--due-by", "2021-10-12", "--json").data == [inspection]
    assert shop(*due, "--due-by", "2021-10-11", "--json").data == []
    shop("contact", "record", "L-3", *visit[:2], "--effective-at", "2021-10-10")
    kept = {**inspection, "last_on": "2021-10-10", "due_on": "2022-04-08", "planned_for": "2021-10-20"}
    assert shop(*due, "--as-of", "2021-10-10", "--json").data == [kept]
    first = {**inspection, "last_on": None, "due_on": "2021-03-31", "planned_for": None}
    assert shop(*due, "--as-of", "2021-03-31", "--json").data == [first]
    position = int(before.partition("at position ")[2].partition(":")[0])
    earlier = shop(*due, "--at-position", str(position - 1), "--json").data
    assert earlier == [{**first, "planned_for": "2021-10-10"}]
    assert indelible(*due, "--at-position", "1").err.startswith("error: rule_not_found: ")  # published after it
    refused = indelible(*due, "--as-of", "2020-12-31")
    assert (refused.code, refused.out) == (1, "")
    assert refused.err.startswith("error: rule_not_found: there is no compliance rule 'suzhou' in force on 2020-12-31")


def test_a_suspended_shop_is_still_owed_attention_and_how_far_the_tables_are_behind_is_told(
    shop: Indelible, database: Database
) -> None:
    shop("compliance", "publish", "suzhou", str(RULES / "compliance_2006.toml"), "--valid-from", "2021-01-01")
    shop("compliance", "score", "C1", "--rule", "suzhou", "--effective-at", "2021-03-31")
    rebuild(database.operator, SUZHOU)
    due = ("compliance", "due", "--rule", "suzhou", "--json")
    assert shop(*due).err.endswith(", all there is\n")
    shop("customer", "suspend", "C1", "--reason", "装修", "--effective-at", "2021-07-01")
    behind = shop(*due)
    assert behind.err.startswith(f"at position {behind.document['position']}, 1 events (")
    rebuild(database.operator, SUZHOU)
    still = shop(*due)
    assert still.data == behind.data
    assert [row["due_on"] for row in still.data] == ["2021-03-31"]
    assert still.document["position"] == behind.document["position"] + 1


def test_a_command_asked_twice_answers_the_same(shop: Indelible) -> None:
    command = ("violation", "record", "V-1", "--customer", "C1", "--kind", "fake", "--qty", "20")
    first = shop(*command, "--effective-at", "2021-05-01", "--command-id", "case-1").out
    again = shop(*command, "--effective-at", "2021-05-01", "--command-id", "case-1").out
    assert again == f"already {first}"


def test_everybody_in_the_network_is_scored(shop: Indelible, indelible: Indelible) -> None:
    shop("customer", "enrol", "C2", "--effective-at", "2020-01-01")
    shop("customer", "enrol", "C3", "--effective-at", "2020-01-01")
    shop("customer", "enrol", "C4", "--effective-at", "2021-07-01")
    shop("customer", "suspend", "C2", "--reason", "装修", "--effective-at", "2021-06-01")
    shop("customer", "withdraw", "C3", "--reason", "歇业", "--effective-at", "2021-06-30")
    shop("compliance", "publish", "suzhou", str(RULES / "compliance_2006.toml"), "--valid-from", "2021-01-01")
    score = ("compliance", "score", "--rule", "suzhou", "--effective-at", "2021-06-30")
    scored = shop(*score, "--all", "--json").data["events"]
    assert [e["event"]["customer_no"] for e in scored] == ["C1", "C1", "C2", "C2"]
    for unclear in (score, (*score, "C1", "--all")):
        assert (indelible(*unclear).code, indelible(*unclear).err.count("name customers, or say --all")) == (2, 1)
