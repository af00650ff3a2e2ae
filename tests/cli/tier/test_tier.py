"""indelible tier and scheme: every verb."""

from pathlib import Path

import pytest

from tests.cli.conftest import SCHEME, Indelible

EXAMPLES = Path(__file__).parents[3] / "examples"


@pytest.mark.parametrize("example", ["iowa", "value"])
def test_the_examples_can_be_published(done: Indelible, example: str) -> None:
    path = str(EXAMPLES / example / "scheme.toml")
    done("scheme", "publish", path, "--effective-at", "2019-01-01")
    shown = done("scheme", "show", "--json").data
    assert shown["scheme"]["rule_version"] == "value/1"
    assert all(float(row["consistency_ratio"]) < 0.1 for row in shown["weights"])
    listed = done("scheme", "list", "--json").data
    assert [(row["version"], row["holds_from"]) for row in listed] == [(1, "2019-01-01")]
    if example == "value":
        assert len(shown["factors"]) == 12
        assert {row["item"] for row in shown["weights"] if row["comparison"] == "sides"} == {"company", "customer"}
        assert len({row["comparison"] for row in shown["weights"]} - {"sides", "company", "customer"}) == 5


def test_a_scheme_is_shown_as_it_was_known(done: Indelible, scheme_file: Path) -> None:
    done("scheme", "publish", str(scheme_file), "--effective-at", "2021-01-01")
    scheme_file.write_text(SCHEME.replace("least = 60", "least = 70"), "utf-8")
    done("scheme", "publish", str(scheme_file), "--effective-at", "2021-06-01")
    assert done("scheme", "show", "--json").data["grades"][0]["least"] == "70"
    assert done("scheme", "show", "--version", "1", "--json").data["grades"][0]["least"] == "60"
    assert done("scheme", "show", "--at-position", "1", "--json").data["grades"][0]["least"] == "60"
    assert done("scheme", "show", "--as-of", "2021-05-31", "--json").data["grades"][0]["least"] == "60"


def test_a_scheme_that_is_wrong_or_missing_is_refused_in_a_sentence(indelible: Indelible, scheme_file: Path) -> None:
    assert indelible("scheme", "show").err.startswith("error: scheme_not_found: ")
    assert indelible("tier", "evaluate", "2021Q1").err.startswith("error: scheme_not_found: ")
    scheme_file.write_text(SCHEME.replace('"monthly_qty"', '"luck"'), "utf-8")
    wrong = indelible("scheme", "publish", str(scheme_file))
    assert (wrong.code, wrong.out) == (1, "")
    assert wrong.err.startswith(f"error: rule_file_is_wrong: {scheme_file}: factors.0 = ")
    missing = indelible("scheme", "publish", "nowhere.toml")
    assert missing.err == (
        "error: rule_file_is_wrong: nowhere.toml: it cannot be read: No such file or directory; "
        "check the path and the file\n"
    )


def test_evaluate_tells_what_it_did(shop: Indelible, indelible: Indelible, scheme_file: Path) -> None:
    shop("scheme", "publish", str(scheme_file), "--effective-at", "2021-01-01")
    dry = shop("tier", "evaluate", "2021Q1", "--dry-run")
    assert dry.out.startswith(
        "dry run: nothing was recorded\nround 2021Q1: 1 customers by value/1, as the log stood at"
    )
    told = shop("tier", "evaluate", "2021Q1", "--json").document
    assert told["position"] == told["data"]["evaluated_at_position"] + 3
    assert told["data"]["transitions"] == [{"grade_before": None, "grade_after": "B", "customers": 1}]
    again = indelible("tier", "evaluate", "2021Q1")
    assert (again.code, again.err.split(":")[1]) == (1, " round_is_closed")
    assert indelible("tier", "evaluate", "2021q1").err.startswith('error: invalid_period: "2021q1" is not a period')
    assert indelible("tier", "evaluate", "2021").err.startswith("error: period_of_another_length: ")


def test_show_compares_each_round_with_the_one_before(graded: Indelible) -> None:
    graded("tier", "evaluate", "2021Q2")
    data = graded("tier", "show", "C1", "--json").data
    assert [(row["round_id"], row["total"]) for row in data["scores"]] == [
        ("2021Q1", "34.500000"),
        ("2021Q2", "7.500000"),
    ]
    (change,) = data["changes"]
    assert (change["round_id"], change["against"], change["total"]) == ("2021Q2", "2021Q1", "-27.000000")
    assert (change["contribution"], change["credit"]) == ("-27.000000", None)
    assert [(row["value"], row["valid_to"] is None) for row in data["assignments"]] == [("B", False), ("B", True)]


def test_lists_rounds_and_their_matrix(graded: Indelible) -> None:
    """With nothing done between: an evaluation leaves its round in the tables."""
    assert [row["value"] for row in graded("tier", "list", "--json").data] == ["B"]
    assert graded("tier", "list", "--value", "A", "--kind", "value_grade", "--json").data == []
    (held,) = graded("tier", "rounds", "--json").data
    assert (held["round_no"], held["population"], held["late"], held["closed"]) == ("2021Q1", 1, True, True)
    (cell,) = graded("tier", "matrix", "2021Q1", "--json").data
    assert (cell["grade_before"], cell["grade_after"], cell["customers"]) == (None, "B", 1)
    assert graded("tier", "pareto", "2021", "--json").data["concentration"]["share"] == "1.000000"
    assert graded("tier", "pareto", "2020", "--json").data["concentration"]["share"] is None


def test_the_matrix_of_a_round_comes_from_the_round(graded: Indelible, indelible: Indelible) -> None:
    """Also where the read tables were never built."""
    assert graded("tier", "matrix", "2021Q1").out.endswith("2021Q1    -             B                    1  value/1\n")
    for options in (("2021Q4",), ("2021Q1", "--as-of", "2021-03-31"), ("2021Q1", "--at-position", "1")):
        unknown = indelible("tier", "matrix", *options)
        assert (unknown.code, unknown.out) == (1, "")
        assert unknown.err == f"error: round_not_found: there is no round '{options[0]}' in this branch\n"
    (opened,) = graded("audit", "events", "--topic", "round.opened", "--json").data
    still_open = indelible("tier", "matrix", "2021Q1", "--at-position", str(opened["position"]))
    assert still_open.err.startswith("error: round_is_open: ")


def test_flows_between_days_told_backwards_are_refused(indelible: Indelible) -> None:
    backwards = indelible("tier", "flows", "value_grade", "--from", "2021-04-02", "--to", "2021-04-01")
    assert (backwards.code, backwards.out) == (1, "")
    assert backwards.err.startswith("error: period_backwards: the period ends on 2021-04-01, before it begins on ")


def test_a_round_keeps_why_it_was_held(shop: Indelible, scheme_file: Path) -> None:
    shop("scheme", "publish", str(scheme_file), "--effective-at", "2021-01-01")
    shop("tier", "evaluate", "2021Q1", "--reason", "按季评价")
    (opened,) = shop("audit", "events", "--topic", "round.opened", "--json").data
    assert opened["payload"]["reason"] == "按季评价"


def test_a_scheme_that_holds_already_is_not_published_again(graded: Indelible, scheme_file: Path) -> None:
    again = graded("scheme", "publish", str(scheme_file), "--effective-at", "2021-02-01")
    assert again.out == "nothing to record: it is so already\n"


def test_simulate_lists_movers_and_repeat_finds_no_difference(graded: Indelible, scheme_file: Path) -> None:
    scheme_file.write_text(SCHEME.replace("least = 60", "least = 30"), "utf-8")
    before = graded("tier", "explain", "C1", "--json").document["position"]
    told = graded("tier", "simulate", "2021Q1", "--scheme-file", str(scheme_file))
    assert told.out.startswith("1 customers, of whom 1 would move; nothing was recorded\n")
    data = graded("tier", "simulate", "2021Q1", "--scheme-file", str(scheme_file), "--json").data
    assert [(row["customer_no"], row["grade_now"], row["grade"]) for row in data["movers"]] == [("C1", "B", "A")]
    assert graded("tier", "explain", "C1", "--json").document["position"] == before
    assert graded("tier", "repeat", "2021Q1", "--json").data["differing"] == []
    assert graded("tier", "repeat", "2021Q1").out.endswith("differing from what was recorded: none\n")


def test_override_revoke_and_appeal(graded: Indelible, indelible: Indelible) -> None:
    said = ("--approved-by", "E9", "--reason", "修路")
    put = graded(
        "tier", "override", "C1", "--grade", "A", "--until", "2021-09-01", *said, "--effective-at", "2021-05-01"
    )
    assert put.out.endswith("Value grade (客户价值等级) A was put in force until 2021-09-01, approved by E9\n")
    graded("tier", "revoke", "C1", "--reason", "误批", "--effective-at", "2021-06-01")
    graded("tier", "appeal", "C1", "--round", "2021Q1", "--grounds", "漏计", "--effective-at", "2021-06-02")
    no_reason = indelible("tier", "reject-appeal", "C1", "--round", "2021Q1")
    assert no_reason.err.startswith("error: reason_required: ")
    graded("tier", "reject-appeal", "C1", "--round", "2021Q1", "--reason", "无误", "--effective-at", "2021-06-03")
    assert indelible("tier", "appeal", "C1", "--round", "2021Q1", "--grounds", "x").err.startswith(
        "error: appeal_already_decided: "
    )
    timeline = [row["what"] for row in graded("customer", "timeline", "C1", "--json").data]
    assert timeline[-5:] == [
        "Round 2021Q1 graded the customer B with 34.500000 points by value/1: first",
        "Value grade (客户价值等级) A was put in force until 2021-09-01, approved by E9",
        "The value grade put in force for a time ended (revoked); B holds",
        "Objected to the grade of round 2021Q1: 漏计",
        "The appeal against round 2021Q1 was rejected: its grade stands",
    ]


def test_a_factor_that_no_scheme_has_for_judging_is_refused(graded: Indelible, indelible: Indelible) -> None:
    for factor in ("service_abillity", "mean_monthly_order"):
        wrong = indelible("tier", "assess", "C1", "--factor", factor, "--points", "30")
        assert (wrong.code, wrong.out) == (1, "")
        assert wrong.err == (
            f'error: factor_not_judged: no published scheme has a factor "{factor}" to judge; '
            "those to judge are: service_ability\n"
        )
