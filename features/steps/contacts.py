"""Dealings with customers (留痕), planned and made."""

from itertools import count

from pytest_bdd import parsers, then

from features.running import Outcome, Run, options, step

_numbers = count(1)


@step(
    "a visit {number:S} to shop {shop:S} was planned by {due:S}",
    "a visit {number:S} to shop {shop:S} is planned by {due:S}",
)
def plan(indelible: Run, number: str, shop: str, due: str) -> Outcome:
    given = ("--customer", shop, "--kind", "visit", "--theme", "陈列", "--due", due)
    return indelible("contact", "plan", number, *given, "--effective-at", "2021-07-01")


@step("contact {number:S} was recorded on {day:S}", "contact {number:S} is recorded on {day:S}")
def record(indelible: Run, number: str, day: str, datatable: list[list[str]]) -> Outcome:
    return indelible("contact", "record", number, *options(datatable), "--effective-at", day)


@step("contact {number:S} was called off on {day:S}: {why}", "contact {number:S} is called off on {day:S}: {why}")
def call_off(indelible: Run, number: str, day: str, why: str) -> Outcome:
    return indelible("contact", "call-off", number, "--reason", why, "--effective-at", day)


@step(
    "shop {shop:S} said on {day:S} that {service} is {need:S}",
    "shop {shop:S} says on {day:S} that {service} is {need:S}",
)
def judge(indelible: Run, shop: str, day: str, service: str, need: str) -> Outcome:
    given = ("--customer", shop, "--kind", "evaluation", "--theme", "服务", "--initiated-by", "us")
    number = f"N-{next(_numbers)}"
    return indelible("contact", "record", number, *given, "--need", f"{service}:{need}", "--effective-at", day)


@then("customers judge our services so")
def judged(indelible: Run, datatable: list[list[str]]) -> None:
    columns, *rows = datatable
    indelible("projection", "run")
    found = indelible("contact", "unneeded", "--json").data
    assert [[str(row[column]) for column in columns] for row in found] == rows


@then(parsers.parse("shop {shop:S} is to be called on by {day:S}"))
def due(indelible: Run, shop: str, day: str) -> None:
    assert _due(indelible, day) == [shop]


@then(parsers.parse("nobody is to be called on by {day:S}"))
def nobody_due(indelible: Run, day: str) -> None:
    assert _due(indelible, day) == []


def _due(indelible: Run, day: str) -> list[str]:
    indelible("projection", "run")
    return [row["customer_no"] for row in indelible("contact", "returns", "--due-by", day, "--json").data]
