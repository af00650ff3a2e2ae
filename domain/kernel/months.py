"""The month a day counts in, as read tables name it."""

from datetime import date
from functools import lru_cache


@lru_cache(maxsize=10_000)
def first_day(day: date) -> date:
    """The first day of the day's month."""
    return day.replace(day=1)
