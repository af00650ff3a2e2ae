"""What shops order (订货), get, and send back (退货)."""

from features.running import Outcome, Run, step

SKU = "6901028075831"
WORTH = 50
"""Yuan of a carton where a feature does not say."""


@step("shop {shop:S} ordered {qty:d} cartons on {day}", "shop {shop:S} orders {qty:d} cartons on {day}")
def order(indelible: Run, shop: str, qty: int, day: str) -> Outcome:
    line = f"{SKU}:{qty}:{qty * WORTH}.00"
    return indelible("order", "place", "A-1", "--customer", shop, "--line", line, "--effective-at", day)


@step("shop {shop:S} placed order {number:S} on {day:S}", "shop {shop:S} places order {number:S} on {day:S}")
def place(indelible: Run, shop: str, number: str, day: str, datatable: list[list[str]]) -> Outcome:
    """Lines: sku, cartons, worth."""
    lines = [argument for line in datatable[1:] for argument in ("--line", ":".join(line))]
    command = ("order", "place", number, "--customer", shop, "--channel", "phone", *lines)
    return indelible(*command, "--effective-at", day)


@step("order {number:S} was confirmed on {day:S}", "order {number:S} is confirmed on {day:S}")
def confirm(indelible: Run, number: str, day: str) -> Outcome:
    return indelible("order", "confirm", number, "--effective-at", day)


@step("order {number:S} was confirmed on {day:S} but", "order {number:S} is confirmed on {day:S} but")
def confirm_less(indelible: Run, number: str, day: str, datatable: list[list[str]]) -> Outcome:
    """Lines with less: line, cartons."""
    return indelible("order", "confirm", number, *_exceptions(datatable), "--effective-at", day)


@step("order {number:S} was delivered on {day:S}", "order {number:S} is delivered on {day:S}")
def deliver(indelible: Run, number: str, day: str) -> Outcome:
    return indelible("order", "deliver", number, "--effective-at", day)


@step("order {number:S} was delivered on {day:S} but", "order {number:S} is delivered on {day:S} but")
def deliver_less(indelible: Run, number: str, day: str, datatable: list[list[str]]) -> Outcome:
    """Lines with less: line, cartons."""
    return indelible("order", "deliver", number, *_exceptions(datatable), "--effective-at", day)


@step("order {number:S} was cancelled on {day:S}", "order {number:S} is cancelled on {day:S}")
def cancel(indelible: Run, number: str, day: str) -> Outcome:
    return indelible("order", "cancel", number, "--reason", "店主撤单", "--effective-at", day)


@step(
    "{qty:d} cartons of line {line:d} of order {number:S} came back on {day:S} as {document:S}",
    "{qty:d} cartons of line {line:d} of order {number:S} come back on {day:S} as {document:S}",
)
def return_goods(indelible: Run, qty: int, line: int, number: str, day: str, document: str) -> Outcome:
    command = ("order", "return", number, "--return-no", document, "--line", f"{line}:{qty}", "--reason", "包装破损")
    return indelible(*command, "--effective-at", day)


@step(
    "{qty:d} cartons of shop {shop:S} came back on {day:S} as {document:S}, without an order",
    "{qty:d} cartons of shop {shop:S} come back on {day:S} as {document:S}, without an order",
)
def return_without_order(indelible: Run, qty: int, shop: str, day: str, document: str) -> Outcome:
    line = f"{SKU}:{qty}:{qty * WORTH}.00"
    command = ("order", "return", "--return-no", document, "--customer", shop, "--line", line, "--reason", "滞销")
    return indelible(*command, "--effective-at", day)


def _exceptions(datatable: list[list[str]]) -> list[str]:
    return [f"--line={line}:{qty}" for line, qty in datatable[1:]]
