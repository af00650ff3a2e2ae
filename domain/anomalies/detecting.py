"""Find where a month departs from a customer's own pattern."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from itertools import islice
from statistics import median

from domain.anomalies.events import AnomalyRule
from domain.kernel.refusals import InvalidValue

_SHARE = Decimal("0.0001")
MOST_MONTHS = 60
MOST_SHARE = 1_000_000


@dataclass(frozen=True, slots=True)
class Departure:
    """How far a month is from what was usual."""

    value: Decimal
    usual: Decimal
    share: Decimal


def departure(figures: Mapping[date, Decimal], month: date, rule: AnomalyRule) -> Departure | None:
    """How `month` departs from the pattern, or None where it does not, or there is no pattern.

    `figures` by first day of the month; a month in between that has none counts 0. The pattern is the median, which one
    odd month does not move, of up to `trailing_months` months before, none of them before the first with a figure. A
    median of 0 has no share: a customer who hardly buys has no pattern to depart from.
    """
    first = min(figures, default=month)
    before = [m for m in islice(months_before(month), rule.trailing_months) if m >= first]
    if len(before) < rule.least_months:
        return None
    usual = median(figures.get(m, Decimal(0)) for m in before)
    value = figures.get(month, Decimal(0))
    if not usual or rule.low_share * usual <= value <= rule.high_share * usual:
        return None
    return Departure(value, usual, (value / usual).quantize(_SHARE, ROUND_HALF_EVEN))


def check_rule(rule: AnomalyRule) -> None:
    """Raise `InvalidValue` for what cannot be meant."""
    if not 1 <= rule.least_months <= rule.trailing_months <= MOST_MONTHS:
        why = f"use 1 to trailing_months, and for that at most {MOST_MONTHS}"
        raise InvalidValue(field="least_months", value=rule.least_months, why=why)
    if not 0 <= rule.low_share <= 1 <= rule.high_share <= MOST_SHARE:
        value = f"{rule.low_share} to {rule.high_share}"
        why = f"the usual, 1, must lie between them; at most {MOST_SHARE}"
        raise InvalidValue(field="low_share, high_share", value=value, why=why)


def months_before(month: date) -> Iterator[date]:
    """First days of the months before, the nearest first."""
    while month > date.min:
        month = date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1)
        yield month


def next_month(month: date) -> date:
    """First day of the month after."""
    return date(month.year + (month.month == 12), month.month % 12 + 1, 1)
