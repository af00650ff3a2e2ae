"""What time alone makes true, recorded when a day is closed (日结)."""

from pytest_bdd import parsers, then, when

from features.running import Outcome, Run, step


@step("the day was closed at {moment:S}", "the day is closed at {moment:S}")
def close(indelible: Run, moment: str) -> Outcome:
    return indelible("day", "close", "--at", moment, "--json")


@when(parsers.parse("the day is tried at {moment:S}"), target_fixture="outcome")
def try_to_close(indelible: Run, moment: str) -> Outcome:
    return indelible("day", "close", "--at", moment, "--dry-run", "--json")


@then("it recorded")
def recorded(outcome: Outcome, datatable: list[list[str]]) -> None:
    assert outcome.recorded == len(datatable) - 1, outcome.out
    told(outcome, datatable)


@then("it told")
def told(outcome: Outcome, datatable: list[list[str]]) -> None:
    columns, *rows = datatable
    facts = [{**fact, "since": fact["since"].removesuffix("T00:00:00+08:00")} for fact in outcome.data["facts"]]
    assert [[fact[column] for column in columns] for fact in facts] == rows
