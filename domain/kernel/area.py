"""What an area of the business declares of itself: its streams and how they evolve, its events, its refusals."""

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any, Generic, TypeVar

from domain.kernel.refusals import Refusal
from domain.kernel.streams import StreamKey

S = TypeVar("S")


@dataclass(frozen=True, eq=False)
class Stream(Generic[S]):
    """A kind of stream, by the first word of its topics, and the state that its events evolve, from None on.

    `missing` is the refusal where nothing was recorded of a number; None where no question or decision needs that.
    """

    kind: str
    evolve: Callable[[S | None, Any], S]
    missing: type[Refusal] | None = None

    def key(self, number: str) -> StreamKey:
        """The stream of the thing with this number."""
        return StreamKey(self.kind, number)

    def require(self, number: str, state: S | None) -> S:
        """The state of the thing with this number; raises the stream's `missing` where there is none."""
        if state is None:
            raise self.not_found(number)
        return state

    def not_found(self, number: str) -> Refusal:
        """The refusal where nothing was recorded of the number; raises `TypeError` where the stream names none."""
        if self.missing is None:
            raise TypeError(f"the stream {self.kind} names no refusal for what is missing")
        return self.missing(**{f"{self.kind}_no": number})


@dataclass(frozen=True, eq=False)
class Area:
    """An area of the business. `events` and `refusals` are the modules in which they are defined."""

    name: str
    streams: tuple[Stream[Any], ...]
    events: tuple[ModuleType, ...]
    refusals: tuple[ModuleType, ...]
