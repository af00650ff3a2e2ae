"""The features of customers, and what only they say."""

from pathlib import Path

from pytest_bdd import given, parsers, scenarios, then, when

from features.running import Outcome, Run

scenarios("enrolment.feature", "suspension.feature", "customer_file.feature", "licence.feature")


@when(parsers.parse("shop {shop:S} is withdrawn on {day:S} without a reason"), target_fixture="outcome")
def withdraw_without_reason(indelible: Run, shop: str, day: str) -> Outcome:
    return indelible("customer", "withdraw", shop, "--effective-at", day)


@when(parsers.parse("{actor:S} enrols shop {shop:S} on {day:S}, approved by {approver:S}"), target_fixture="outcome")
def enrol_approved(indelible: Run, actor: str, shop: str, day: str, approver: str) -> Outcome:
    return indelible("customer", "enrol", shop, "--by", actor, "--approved-by", approver, "--effective-at", day)


@given("a mapping of customers that fills birthday")
def mapping(tmp_path: Path) -> None:
    (tmp_path / "customers.csv").write_text("number,born,since\n110001,1970-01-01,2020-03-01\n", "utf-8")
    (tmp_path / "customers.toml").write_text(
        'customer_no = "number"\neffective = "since"\n[fields]\nbirthday = "born"\n', "utf-8"
    )


@when("the customers are imported", target_fixture="outcome")
def import_customers(indelible: Run, tmp_path: Path) -> Outcome:
    return indelible("import", "customers", tmp_path / "customers.csv", "--mapping", tmp_path / "customers.toml")


@then(parsers.parse("the shops whose file nobody verified since {day:S} are {shops}"))
def not_verified(indelible: Run, day: str, shops: str) -> None:
    listed = indelible("customer", "list", "--not-verified-since", day, "--json").data
    assert [row["customer_no"] for row in listed] == shops.split(", ")


@then(parsers.parse("it is a usage error about {option:S}"))
def usage_error(outcome: Outcome, option: str) -> None:
    assert (outcome.exit_code, outcome.recorded) == (2, 0)
    assert f"No such option: {option}" in outcome.err
