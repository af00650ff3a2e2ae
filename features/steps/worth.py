"""The catalogue (品规), keeping the law (守法), and sales anomalies (销售异动)."""

from features.running import Outcome, Run, options, step

RULES = "examples/suzhou"


@step("article {sku:S} was registered on {day:S}", "article {sku:S} is registered on {day:S}")
def register(indelible: Run, sku: str, day: str, datatable: list[list[str]]) -> Outcome:
    return indelible("product", "register", sku, *options(datatable), "--effective-at", day)


@step(
    "from {first:S} on article {sku:S} cost, told on {day:S}",
    "from {first:S} on article {sku:S} costs, told on {day:S}",
)
def change_price(indelible: Run, first: str, sku: str, day: str, datatable: list[list[str]]) -> Outcome:
    command = ("product", "change-price", sku, "--valid-from", first, *options(datatable))
    return indelible(*command, "--effective-at", day)


@step("article {sku:S} became {state:S} on {day:S}", "article {sku:S} becomes {state:S} on {day:S}")
def set_state(indelible: Run, sku: str, state: str, day: str) -> Outcome:
    return indelible("product", "set-state", sku, state, "--effective-at", day)


@step("article {sku:S} was withdrawn on {day:S}", "article {sku:S} is withdrawn on {day:S}")
def withdraw(indelible: Run, sku: str, day: str) -> Outcome:
    return indelible("product", "withdraw", sku, "--reason", "停产", "--effective-at", day)


@step(
    "article {sku:S} was seen on sale for {price:S} at shop {shop:S} on {day:S}",
    "article {sku:S} is seen on sale for {price:S} at shop {shop:S} on {day:S}",
)
def observe(indelible: Run, sku: str, price: str, shop: str, day: str) -> Outcome:
    return indelible("product", "observe-price", sku, "--price", price, "--customer", shop, "--effective-at", day)


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


@step(
    "the rule of keeping the law was published for {first:S} on",
    "the rule of keeping the law is published for {first:S} on",
)
def publish_compliance(indelible: Run, first: str) -> Outcome:
    return indelible("compliance", "publish", "suzhou", f"{RULES}/compliance_2006.toml", "--valid-from", first)


@step("shop {shop:S} was scored on {day:S}", "shop {shop:S} is scored on {day:S}")
def score(indelible: Run, shop: str, day: str) -> Outcome:
    return indelible("compliance", "score", shop, "--rule", "suzhou", "--effective-at", day)


@step("shop {shop:S} was banned on {day:S}", "shop {shop:S} is banned on {day:S}")
def ban(indelible: Run, shop: str, day: str) -> Outcome:
    command = ("customer", "ban", shop, "--reason", "售假大户，坚决取缔", "--approved-by", "E9")
    return indelible(*command, "--effective-at", day)


@step("shop {shop:S} bought {qty:d} cartons on {day:S}", "shop {shop:S} buys {qty:d} cartons on {day:S}")
def buy(indelible: Run, shop: str, qty: int, day: str) -> Outcome:
    number = f"{shop}-{day}"
    line = f"6901028075831:{qty}:{qty * 50}.00"
    placed = indelible("order", "place", number, "--customer", shop, "--line", line, "--effective-at", day)
    assert placed.exit_code == 0, placed.err
    confirmed = indelible("order", "confirm", number, "--effective-at", day)
    assert confirmed.exit_code == 0, confirmed.err
    return indelible("order", "deliver", number, "--effective-at", day)


@step(
    "the rule for sales anomalies was published for {first:S} on",
    "the rule for sales anomalies is published for {first:S} on",
)
def publish_anomalies(indelible: Run, first: str) -> Outcome:
    return indelible("anomaly", "publish", "monthly", f"{RULES}/anomalies.toml", "--valid-from", first)


@step("the sales of {month:S} were looked through on {day:S}", "the sales of {month:S} are looked through on {day:S}")
def detect(indelible: Run, month: str, day: str) -> Outcome:
    return indelible("anomaly", "detect", "--month", month, "--rule", "monthly", "--effective-at", day)


@step(
    "the sales of {month:S} were looked through on {day:S} as known at position {position:d}",
    "the sales of {month:S} are looked through on {day:S} as known at position {position:d}",
)
def detect_at(indelible: Run, month: str, day: str, position: int) -> Outcome:
    command = ("anomaly", "detect", "--month", month, "--rule", "monthly", "--at-position", position)
    return indelible(*command, "--effective-at", day)


@step("anomaly {number:S} was closed on {day:S}: {action}", "anomaly {number:S} is closed on {day:S}: {action}")
def close_anomaly(indelible: Run, number: str, day: str, action: str) -> Outcome:
    return indelible("anomaly", "close", number, "--action", action, "--effective-at", day)
