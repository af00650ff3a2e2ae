"""What is promised (承诺) and what becomes of it."""

from pytest_bdd import parsers, then

from features.running import Outcome, Run, options, step


@step("promise {number:S} was made on {day:S}", "promise {number:S} is made on {day:S}")
def make(indelible: Run, number: str, day: str, datatable: list[list[str]]) -> Outcome:
    return indelible("promise", "make", number, *options(datatable), "--effective-at", day)


@step("shop {shop:S} was promised {number:S} by {due:S}", "shop {shop:S} is promised {number:S} by {due:S}")
def make_by(indelible: Run, shop: str, number: str, due: str) -> Outcome:
    said = ("--text", "补货", "--expected-effect", "不断货", "--customer", shop, "--due", due)
    return indelible("promise", "make", number, *said, "--effective-at", "2021-07-01")


@step("promise {number:S} was published on {day:S}", "promise {number:S} is published on {day:S}")
def publish(indelible: Run, number: str, day: str, datatable: list[list[str]]) -> Outcome:
    return indelible("promise", "publish", number, *options(datatable), "--effective-at", day)


@step("promise {number:S} was kept on {day:S}: {observed}", "promise {number:S} is kept on {day:S}: {observed}")
def keep(indelible: Run, number: str, day: str, observed: str) -> Outcome:
    return indelible("promise", "keep", number, "--observed", observed, "--effective-at", day)


@step(
    "promise {number:S} was broken on {day:S} because {why}, instead {workaround}",
    "promise {number:S} is broken on {day:S} because {why}, instead {workaround}",
)
def break_off(indelible: Run, number: str, day: str, why: str, workaround: str) -> Outcome:
    given = ("--workaround", workaround, "--reason", why)
    return indelible("promise", "break", number, *given, "--effective-at", day)


@step(
    "promise {number:S} was broken on {day:S} without a reason, instead {workaround}",
    "promise {number:S} is broken on {day:S} without a reason, instead {workaround}",
)
def break_silently(indelible: Run, number: str, day: str, workaround: str) -> Outcome:
    return indelible("promise", "break", number, "--workaround", workaround, "--effective-at", day)


@step("promise {number:S} was withdrawn on {day:S}: {why}", "promise {number:S} is withdrawn on {day:S}: {why}")
def withdraw(indelible: Run, number: str, day: str, why: str) -> Outcome:
    return indelible("promise", "withdraw", number, "--reason", why, "--effective-at", day)


@then(parsers.parse("the promises kept late in {month:S} are {numbers}"))
def kept_late(indelible: Run, month: str, numbers: str) -> None:
    listed = indelible("promise", "list", "--month", month, "--status", "kept_late", "--json").data
    assert ", ".join(row["promise_no"] for row in listed) == numbers


@then("customers left so")
def churn(indelible: Run, datatable: list[list[str]]) -> None:
    columns, *rows = datatable
    indelible("projection", "run")
    found = indelible("promise", "churn", "--json").data
    assert [[str(row[column]) for column in columns] for row in found] == rows


@then(parsers.parse("the customers with a broken promise are {numbers}"))
def with_broken(indelible: Run, numbers: str) -> None:
    listed = indelible("promise", "churn", "--standing", "broken", "--json").data
    assert ", ".join(row["customer_no"] for row in listed) == numbers
