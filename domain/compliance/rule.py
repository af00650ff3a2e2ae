"""Which rule of keeping the law may be published."""

from collections.abc import Iterator

from domain.compliance.events import ComplianceRule
from domain.contacts.contact import LONGEST_THEME
from domain.kernel.refusals import InvalidValue
from domain.kernel.text import escaped

MOST_MONTHS = 120
MOST_POINTS = 10_000
MOST_QTY = 10**9
MOST_AREA = 10**6
MOST_DAYS = 3_660


def check_rule(rule: ComplianceRule) -> None:
    """Raise `InvalidValue` for the first thing in the rule that cannot be meant."""
    for field, value, why in _faults(rule):
        raise InvalidValue(field=field, value=value, why=why)


def _faults(rule: ComplianceRule) -> Iterator[tuple[str, object, str]]:
    if not 1 <= rule.window_months <= MOST_MONTHS:
        yield "window_months", rule.window_months, f"use 1 to {MOST_MONTHS}"
    if rule.full_score > MOST_POINTS:
        yield "full_score", rule.full_score, f"use at most {MOST_POINTS}"
    if not 0 <= rule.c_above < rule.b_above < rule.a_above < rule.full_score:
        bounds = f"{rule.c_above}, {rule.b_above}, {rule.a_above}, {rule.full_score}"
        yield "c_above, b_above, a_above, full_score", bounds, "each must be above the one before"
    if rule.penalties_for_w < 1:
        yield "penalties_for_w", rule.penalties_for_w, "use 1 or more"
    if not 0 <= rule.small_below_qty <= rule.large_from_qty:
        yield "small_below_qty", rule.small_below_qty, f"use 0 to large_from_qty, {rule.large_from_qty}"
    if rule.large_from_qty > MOST_QTY:
        yield "large_from_qty", rule.large_from_qty, f"use at most {MOST_QTY} cartons"
    if rule.small_counter_m2 is not None and not 0 <= rule.small_counter_m2 <= MOST_AREA:
        yield "small_counter_m2", rule.small_counter_m2, f"use 0 to {MOST_AREA}"
    names = [item.item for item in rule.items]
    kinds = [kind.value for item in rule.items for kind in item.kinds]
    costs = [f"{cost.item} up to {cost.up_to}" for cost in rule.costs]
    owed = [f"{one.theme} to {one.compliance_class}" for one in rule.attention]
    said = (("items.item", names), ("items.kinds", kinds), ("costs", costs), ("attention", owed))
    for field, values in said:
        if twice := next((value for value in values if values.count(value) > 1), None):
            yield field, twice, "it stands twice"
    if sum(item.points for item in rule.items) > rule.full_score or any(item.points < 0 for item in rule.items):
        yield "items.points", sum(item.points for item in rule.items), f"together 0 to {rule.full_score}"
    for cost in rule.costs:
        if cost.item not in names:
            yield "costs.item", cost.item, f"there are {', '.join(names)}"
        if cost.up_to < 0 or cost.points < 0:
            yield "costs", f"{cost.up_to}: {cost.points}", "use whole numbers from 0"
    for one in rule.attention:
        if not 1 <= len(one.theme) <= LONGEST_THEME or one.theme != one.theme.strip():
            why = f"write the theme as contacts name it, in 1 to {LONGEST_THEME} characters"
            yield "attention.theme", escaped(one.theme), why
        if not 1 <= one.every_days <= MOST_DAYS:
            yield "attention.every_days", one.every_days, f"use 1 to {MOST_DAYS}"
