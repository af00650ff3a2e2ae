"""What reading a file needs to know about the branch and the moment."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Setting:
    """Where and when a file is read."""

    zone: ZoneInfo
    """Of the branch: dates and times without an offset are its local ones."""
    minor_digits: int
    """Decimal places of the branch's currency: 2 for USD and CNY, 0 for JPY."""
    now: datetime
    """Aware; what lies more than 5 minutes later is refused."""

    def start_of(self, day: date) -> datetime:
        """Give the instant, in UTC, at which a day of the branch begins."""
        return datetime.combine(day, time(), self.zone).astimezone(UTC)
