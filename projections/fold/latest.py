"""What an event says, worked out once for all groups that it touches."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from domain.kernel.event import Event

E = TypeVar("E", bound=Event)
T = TypeVar("T")


class OfLatest(Generic[E, T]):
    """A function of an event that keeps its answer about the one it was last asked about."""

    def __init__(self, function: Callable[[E], T]) -> None:
        self._function = function
        self._known: tuple[E | None, Any] = (None, None)

    def __call__(self, event: E) -> T:
        known, answer = self._known
        if known is not event:
            answer = self._function(event)
            self._known = (event, answer)
        return answer  # type: ignore[no-any-return]
