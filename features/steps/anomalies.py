"""Departures from a shop's own pattern (销售异动)."""

from features.running import Outcome, Run, step


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
def publish(indelible: Run, first: str) -> Outcome:
    return indelible("anomaly", "publish", "monthly", "examples/suzhou/anomalies.toml", "--valid-from", first)


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
def close(indelible: Run, number: str, day: str, action: str) -> Outcome:
    return indelible("anomaly", "close", number, "--action", action, "--effective-at", day)
