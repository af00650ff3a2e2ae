"""Cases against shops (违规), how they keep the law (守法), and who is banned (取缔)."""

from pytest_bdd import parsers, then

from features.running import Outcome, Run, step


@step(
    "case {number:S} of {kind:S} with {qty:d} cartons was established against shop {shop:S} on {day:S}",
    "case {number:S} of {kind:S} with {qty:d} cartons is established against shop {shop:S} on {day:S}",
)
def violate(indelible: Run, number: str, kind: str, qty: int, shop: str, day: str) -> Outcome:
    command = ("violation", "record", number, "--customer", shop, "--kind", kind, "--qty", qty)
    return indelible(*command, "--effective-at", day)


@step("case {number:S} was penalised on {day:S}", "case {number:S} is penalised on {day:S}")
def penalise(indelible: Run, number: str, day: str) -> Outcome:
    return indelible("violation", "penalise", number, "--penalty", "罚款", "--effective-at", day)


@step("case {number:S} was annulled on {day:S}", "case {number:S} is annulled on {day:S}")
def annul(indelible: Run, number: str, day: str) -> Outcome:
    return indelible("violation", "annul", number, "--reason", "复议撤销", "--effective-at", day)


@step(
    "the rule of keeping the law was published for {first:S} on",
    "the rule of keeping the law is published for {first:S} on",
)
def publish(indelible: Run, first: str) -> Outcome:
    return indelible("compliance", "publish", "suzhou", "examples/suzhou/compliance_2006.toml", "--valid-from", first)


@step("shop {shop:S} was scored on {day:S}", "shop {shop:S} is scored on {day:S}")
def score(indelible: Run, shop: str, day: str) -> Outcome:
    return indelible("compliance", "score", shop, "--rule", "suzhou", "--effective-at", day)


@step("shop {shop:S} was banned on {day:S}", "shop {shop:S} is banned on {day:S}")
def ban(indelible: Run, shop: str, day: str) -> Outcome:
    command = ("customer", "ban", shop, "--reason", "售假大户，坚决取缔", "--approved-by", "E9")
    return indelible(*command, "--effective-at", day)


@then(parsers.parse("from {since:S} to {until:S} shops went between classes so"))
def flows(indelible: Run, since: str, until: str, datatable: list[list[str]]) -> None:
    columns, *rows = datatable
    assert indelible("projection", "run").exit_code == 0
    told = indelible("tier", "flows", "compliance_class", "--from", since, "--to", until, "--json").data
    assert [[str(row[column]) for column in columns] for row in told] == rows


@then(parsers.parse("by {day:S} attention is owed so"))
def owed(indelible: Run, day: str, datatable: list[list[str]]) -> None:
    columns, *rows = datatable
    assert indelible("projection", "run").exit_code == 0
    told = indelible("compliance", "due", "--rule", "suzhou", "--due-by", day, "--json").data
    assert [[str(row[column]) for column in columns] for row in told] == rows
