"""The catalogue of articles (品规目录)."""

from features.running import Outcome, Run, options, step


@step("article {sku:S} was registered on {day:S}", "article {sku:S} is registered on {day:S}")
def register(indelible: Run, sku: str, day: str, datatable: list[list[str]]) -> Outcome:
    return indelible("product", "register", sku, *options(datatable), "--effective-at", day)


@step("article {sku:S} was corrected on {day:S}", "article {sku:S} is corrected on {day:S}")
def describe(indelible: Run, sku: str, day: str, datatable: list[list[str]]) -> Outcome:
    return indelible("product", "describe", sku, *options(datatable), "--effective-at", day)


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
