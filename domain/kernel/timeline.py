"""A value that changes with effective time, and may be told late."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Timeline(Generic[V]):
    """Facts ordered by the instant from which they hold; of equal instants the one told later stands later."""

    instants: tuple[datetime, ...] = ()
    values: tuple[V, ...] = ()

    def with_value(self, effective_at: datetime, value: V) -> "Timeline[V]":
        """The timeline once it is also known that `value` holds from `effective_at`."""
        i = bisect_right(self.instants, effective_at)
        return Timeline(
            (*self.instants[:i], effective_at, *self.instants[i:]),
            (*self.values[:i], value, *self.values[i:]),
        )

    def at(self, instant: datetime) -> V | None:
        """The value that holds at `instant`; None before the first fact."""
        i = bisect_right(self.instants, instant)
        return self.values[i - 1] if i else None

    def since(self, instant: datetime) -> datetime | None:
        """From when the value that holds at `instant` has held."""
        i = bisect_right(self.instants, instant)
        return self.instants[i - 1] if i else None

    def next_after(self, instant: datetime) -> tuple[datetime, V] | None:
        """The first fact that begins after `instant`, if any."""
        i = bisect_right(self.instants, instant)
        return (self.instants[i], self.values[i]) if i < len(self.instants) else None


NOTHING_KNOWN: Timeline[Any] = Timeline()
