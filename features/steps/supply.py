"""What shops may get (货源投放): the policy, tiers (档位), releases, and quantities agreed on."""

from features.running import Outcome, Run, step
from features.steps.orders import SKU


@step(
    "from {day:S} on supply tiers begin at these cartons of 12 months",
    "from {day:S} on supply tiers are to begin at these cartons of 12 months",
)
def publish_policy(indelible: Run, day: str, datatable: list[list[str]]) -> Outcome:
    """Tiers: tier, cartons."""
    return indelible("supply", "publish", *_tiers(datatable), "--effective-at", day)


@step(
    "from {day:S} on orders above the agreed quantity are refused",
    "from {day:S} on orders above the agreed quantity are to be refused",
)
def refuse_above_agreed(indelible: Run, day: str) -> Outcome:
    command = ("supply", "publish", "--tier", "1:0", "--above-agreed", "refuse")
    return indelible(*command, "--effective-at", day)


@step(
    "from {day:S} on scarce articles are refused that are not released",
    "from {day:S} on scarce articles are to be refused that are not released",
)
def refuse_unreleased(indelible: Run, day: str) -> Outcome:
    command = ("supply", "publish", "--tier", "1:0", "--scarce-unreleased", "refuse")
    return indelible(*command, "--effective-at", day)


@step("all shops were graded for supply on {day:S}", "all shops are graded for supply on {day:S}")
def grade(indelible: Run, day: str) -> Outcome:
    return indelible("supply", "grade", "--valid-from", day)


@step(
    "{qty:d} cartons were released for {cycle:S}, {first:S} to {last:S}, {sharing:S}, with the caps",
    "{qty:d} cartons are released for {cycle:S}, {first:S} to {last:S}, {sharing:S}, with the caps",
)
def release(
    indelible: Run, qty: int, cycle: str, first: str, last: str, sharing: str, datatable: list[list[str]]
) -> Outcome:
    """Caps if there is enough: tier, cartons. Released on the first day."""
    days = ("--first-day", first, "--last-day", last, "--effective-at", first)
    command = ("supply", "release", SKU, "--cycle", cycle, "--qty", qty, "--sharing", sharing)
    return indelible(*command, *days, *_tiers(datatable))


@step("the release of {cycle:S} was recalled on {day:S}", "the release of {cycle:S} is recalled on {day:S}")
def recall(indelible: Run, cycle: str, day: str) -> Outcome:
    command = ("supply", "recall", SKU, "--cycle", cycle, "--reason", "投放量有误")
    return indelible(*command, "--effective-at", day)


@step(
    "shop {shop:S} agreed on {day:S} to {qty:d} cartons a month",
    "shop {shop:S} agrees on {day:S} to {qty:d} cartons a month",
)
def agree(indelible: Run, shop: str, day: str, qty: int) -> Outcome:
    return indelible("supply", "agree", shop, "--qty", qty, "--effective-at", day)


def _tiers(datatable: list[list[str]]) -> list[str]:
    return [f"--tier={tier}:{cartons}" for tier, cartons in datatable[1:]]
