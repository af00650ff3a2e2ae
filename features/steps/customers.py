"""What happens to shops (零售客户)."""

from features.running import Outcome, Run, options, step


@step("shop {shop:S} was enrolled on {day:S}", "shop {shop:S} is enrolled on {day:S}")
def enrol(indelible: Run, shop: str, day: str) -> Outcome:
    return indelible("customer", "enrol", shop, "--effective-at", day)


@step("shop {shop:S} was enrolled on {day:S} with", "shop {shop:S} is enrolled on {day:S} with")
def enrol_with(indelible: Run, shop: str, day: str, datatable: list[list[str]]) -> Outcome:
    return indelible("customer", "enrol", shop, "--effective-at", day, *options(datatable))


@step(
    "a shop was enrolled on {day:S} under its licence {licence:S}",
    "a shop is enrolled on {day:S} under its licence {licence:S}",
)
def enrol_by_licence(indelible: Run, day: str, licence: str) -> Outcome:
    return indelible("customer", "enrol", "--licence-no", licence, "--effective-at", day)


@step("from {day:S} on the file of shop {shop:S} said", "from {day:S} on the file of shop {shop:S} is to say")
def change_profile(indelible: Run, shop: str, day: str, datatable: list[list[str]]) -> Outcome:
    return indelible("customer", "change-profile", shop, "--effective-at", day, *options(datatable))


@step("the file of shop {shop:S} was verified on {day:S}", "the file of shop {shop:S} is verified on {day:S}")
def verify_profile(indelible: Run, shop: str, day: str) -> Outcome:
    return indelible("customer", "verify-profile", shop, "--effective-at", day)


@step(
    "the {field} of shop {shop:S} was verified on {day:S} with the note {note}",
    "the {field} of shop {shop:S} is verified on {day:S} with the note {note}",
)
def verify_field(indelible: Run, shop: str, day: str, field: str, note: str) -> Outcome:
    return indelible("customer", "verify-profile", shop, "--field", field, "--finding", note, "--effective-at", day)


@step(
    "the licence of shop {shop:S} was renewed on {day:S} until {until:S}",
    "the licence of shop {shop:S} is renewed on {day:S} until {until:S}",
)
def renew(indelible: Run, shop: str, day: str, until: str) -> Outcome:
    return indelible("customer", "renew-licence", shop, "--licence-valid-until", until, "--effective-at", day)


@step(
    "the licence of shop {shop:S} was replaced by {licence:S} on {day:S}",
    "the licence of shop {shop:S} is replaced by {licence:S} on {day:S}",
)
def replace_licence(indelible: Run, shop: str, licence: str, day: str) -> Outcome:
    until = f"{int(day[:4]) + 5}{day[4:]}"
    command = ("customer", "renew-licence", shop, "--licence-no", licence, "--licence-valid-until", until)
    return indelible(*command, "--effective-at", day)


@step("shop {shop:S} was suspended on {day:S}", "shop {shop:S} is suspended on {day:S}")
def suspend(indelible: Run, shop: str, day: str) -> Outcome:
    return indelible("customer", "suspend", shop, "--reason", "店面装修", "--effective-at", day)


@step("shop {shop:S} was suspended on {day:S} until {until:S}", "shop {shop:S} is suspended on {day:S} until {until:S}")
def suspend_until(indelible: Run, shop: str, day: str, until: str) -> Outcome:
    command = ("customer", "suspend", shop, "--until", until, "--reason", "店面装修")
    return indelible(*command, "--effective-at", day)


@step("shop {shop:S} was resumed on {day:S}", "shop {shop:S} is resumed on {day:S}")
def resume(indelible: Run, shop: str, day: str) -> Outcome:
    return indelible("customer", "resume", shop, "--effective-at", day)


@step("shop {shop:S} was withdrawn on {day:S}", "shop {shop:S} is withdrawn on {day:S}")
def withdraw(indelible: Run, shop: str, day: str) -> Outcome:
    command = ("customer", "withdraw", shop, "--withdrawal", "cessation", "--reason", "店主申请歇业")
    return indelible(*command, "--effective-at", day)


@step(
    "shop {shop:S} was visited on {day:S} for {purpose}: {finding}",
    "shop {shop:S} is visited on {day:S} for {purpose}: {finding}",
)
def visit(indelible: Run, shop: str, day: str, purpose: str, finding: str) -> Outcome:
    command = ("customer", "visit", shop, "--theme", purpose, "--finding", finding)
    return indelible(*command, "--effective-at", day)
