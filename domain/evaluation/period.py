"""The stretch of time a round evaluates: a month, a quarter, half a year or a year of the branch."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.evaluation.refusals import InvalidPeriod
from domain.kernel.text import escaped


class Cadence(StrEnum):
    """How often customers are evaluated."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


_MONTHS = {Cadence.MONTH: 1, Cadence.QUARTER: 3, Cadence.HALF_YEAR: 6, Cadence.YEAR: 12}
_FORM = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])|Q([1-4])|H([12]))?", re.ASCII)


@dataclass(frozen=True)
class Period:
    """From the first day of `begins` until just before the first day of `ends`, in the branch's zone."""

    name: str
    cadence: Cadence
    begins: date
    ends: date


def parse_period(text: str) -> Period:
    """2021Q1, 2021H1, 2021-03 or 2021; raises `InvalidPeriod`."""
    found = _FORM.fullmatch(text)
    if found is None or not 1990 <= int(found[1]) <= 9998:
        raise InvalidPeriod(text=escaped(text))
    parts = {Cadence.MONTH: found[2], Cadence.QUARTER: found[3], Cadence.HALF_YEAR: found[4], Cadence.YEAR: "1"}
    cadence, part = next((cadence, part) for cadence, part in parts.items() if part)
    ends = shifted(date(int(found[1]), 1, 1), int(part) * _MONTHS[cadence])
    return Period(text, cadence, shifted(ends, -_MONTHS[cadence]), ends)


def shifted(first_day: date, months: int) -> date:
    """The first day of the month so many months later."""
    count = first_day.year * 12 + first_day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def months_between(earlier: date, later: date) -> int:
    """How many months lie from the month of one day to the month of another."""
    return (later.year - earlier.year) * 12 + later.month - earlier.month
