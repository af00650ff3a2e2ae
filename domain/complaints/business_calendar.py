"""Working time: which days and hours are worked, and when an allowance of them is used up."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

SATURDAY = 5
ONE_DAY = timedelta(days=1)


class WorkingUnit(StrEnum):
    """In what an allowance of time is counted."""

    HOURS = "working_hours"
    DAYS = "working_days"


class Span(NamedTuple):
    """A part of the day in which work is done, as times since midnight; 24 hours is the midnight that ends the day."""

    opens: timedelta
    closes: timedelta


class Due(NamedTuple):
    """When time is up. `provisional` where a year's public holidays were not known: weekends only were left out."""

    at: datetime
    provisional: bool


@dataclass(frozen=True, slots=True)
class BusinessCalendar:
    """The working hours of a day, in order, and the days that differ from a week of Monday to Friday.

    `days_off` are public holidays, `working_days` weekend days worked in exchange (调休). `known_years` are those whose
    holidays are in these sets.
    """

    zone: ZoneInfo
    hours: tuple[Span, ...]
    days_off: frozenset[date] = frozenset()
    working_days: frozenset[date] = frozenset()
    known_years: frozenset[int] = frozenset()

    def works_on(self, day: date) -> bool:
        """Whether any work is done that day."""
        return day in self.working_days or (day.weekday() < SATURDAY and day not in self.days_off)

    def after(self, start: datetime, amount: int, unit: WorkingUnit) -> Due:
        """When `amount` (1 or more) of working time from `start` is used up, in UTC.

        Hours count from the very instant. Of days the first is not counted, whatever its hour, and the last ends when
        work ends (Civil Code of China, articles 201 and 203).
        """
        end = (
            self._after_hours(start, timedelta(hours=amount)) if unit is WorkingUnit.HOURS else self._end(start, amount)
        )
        first, last = start.astimezone(self.zone).year, end.astimezone(self.zone).year
        return Due(end, provisional=not self.known_years.issuperset(range(first, last + 1)))

    def _after_hours(self, start: datetime, left: timedelta) -> datetime:
        for opens, closes in self._spans_from(start.astimezone(self.zone).date()):
            begin = max(start.astimezone(UTC), opens)
            if begin < closes:
                if left <= closes - begin:
                    return begin + left
                left -= closes - begin
        raise AssertionError("the days go on for ever")

    def _end(self, start: datetime, amount: int) -> datetime:
        day = start.astimezone(self.zone).date()
        for _ in range(amount):
            day += ONE_DAY
            while not self.works_on(day):
                day += ONE_DAY
        return self._instant(day, self.hours[-1].closes)

    def _spans_from(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        while True:
            if self.works_on(day):
                for opens, closes in self.hours:
                    yield self._instant(day, opens), self._instant(day, closes)
            day += ONE_DAY

    def _instant(self, day: date, since_midnight: timedelta) -> datetime:
        """Added to the wall clock: 17:30 is 17:30 also on a day of 23 hours."""
        return (datetime.combine(day, time(), self.zone) + since_midnight).astimezone(UTC)
