"""A branch: one city wholesaler, the unit of tenancy. Its name, its day, its money, and what its schemas are called."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from domain.kernel.identity import branch_namespace, check_slug, stream_id
from domain.kernel.refusals import InvalidBranch

_CURRENCY = re.compile(r"[A-Z]{3}")
MINOR_DIGITS = {"JPY": 0, "KRW": 0, "VND": 0, "CLP": 0, "ISK": 0, "BHD": 3, "KWD": 3, "OMR": 3, "JOD": 3, "TND": 3}
"""Decimals of an amount where they are not 2 (ISO 4217)."""


@dataclass(frozen=True)
class Branch:
    """`zone` is an IANA time zone, `currency` an ISO 4217 code; both hold for the branch's whole life."""

    slug: str
    zone: str
    currency: str

    def __post_init__(self) -> None:
        check_slug(self.slug)
        if not _CURRENCY.fullmatch(self.currency):
            raise InvalidBranch(field="currency", value=self.currency, why="use a code of three letters such as CNY")
        try:
            _ = self.tz
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise InvalidBranch(field="time zone", value=self.zone, why="use a name such as Asia/Shanghai") from None

    @cached_property
    def tz(self) -> ZoneInfo:
        """The zone in which the branch counts days, months and quarters."""
        return ZoneInfo(self.zone)

    @cached_property
    def namespace(self) -> UUID:
        """The namespace of the branch's stream ids."""
        return branch_namespace(self.slug)

    @property
    def minor_digits(self) -> int:
        """How many decimals an amount of the branch's currency has at most."""
        return MINOR_DIGITS.get(self.currency, 2)

    @property
    def log_schema(self) -> str:
        """Where the branch's events are."""
        return f"log_{self.slug}"

    @property
    def read_schema(self) -> str:
        """Where the branch's read tables are."""
        return f"read_{self.slug}"

    @property
    def next_schema(self) -> str:
        """Where a rebuild makes the read tables that take the place of the old ones."""
        return f"next_{self.slug}"

    @property
    def check_schema(self) -> str:
        """Where a verification makes the read tables anew, to compare."""
        return f"check_{self.slug}"

    @property
    def schemas(self) -> tuple[str, str, str, str]:
        """All schemas of the branch, the log's first. An administrator makes them; nobody else makes any."""
        return self.log_schema, self.read_schema, self.next_schema, self.check_schema

    @property
    def reader(self) -> str:
        """The group role of those who read this branch's tables and no others."""
        return f"indelible_reader_{self.slug}"

    @property
    def channel(self) -> str:
        """The channel on which the branch's followers are woken; each branch has its own."""
        return f"indelible_{self.slug}"

    def stream(self, kind: str, number: str) -> UUID:
        """The id of the stream of that kind, which is the first word of its topics, and number."""
        return stream_id(self.namespace, kind, number)

    def day(self, instant: datetime) -> date:
        """The day of the instant in the branch's zone."""
        return instant.astimezone(self.tz).date()

    def midnight(self, day: date) -> datetime:
        """00:00 of that day in the branch's zone."""
        return datetime.combine(day, time(), self.tz)
