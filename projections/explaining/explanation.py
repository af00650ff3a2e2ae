"""One value of a read table with the events it rests on, the rule that made it, and what the rule took from them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from domain.kernel.event import Recorded
from eventlog.runtime.progress import Progress, no_progress
from projections.explaining.counted import Counted
from projections.explaining.group_history import ABSENT, GroupHistory
from projections.fold.table import Column, Key, ReadTable

ROOM = 10**9
"""How much is looked into for inputs, by the square of an event's bytes: each thing it states is altered, and the whole
folded again. About two thousand small events, or a dozen long sheets of answers: some seconds."""


@dataclass(frozen=True)
class NamedEvent:
    """An event that the value rests on.

    `before` and `after` are the value around it (None also where there was no row); `changed` says whether it is one
    of those that changed the value since it was last set whole, or is there because without it the others would not
    give the value. `inputs` are paths in its payload; None where there are so many events that it was not looked into.
    """

    recorded: Recorded
    changed: bool
    before: Any
    after: Any
    inputs: list[str] | None


@dataclass(frozen=True)
class Explanation:
    """Why `column` of the row `key` holds `value`. Folding only the named events, from nothing, gives the value."""

    table: ReadTable
    key: Key
    column: Column
    value: Any
    named: list[NamedEvent]
    behind: Sequence[Counted] = ()
    """Where a named event states what a score decided: the events that the score counted."""

    @property
    def rule(self) -> str:
        """The rule and its version, as `table/version`."""
        return f"{self.table.name}/{self.table.version}"

    @property
    def said(self) -> list[str]:
        """What the rule says of the named events, where it says more than the field's meaning does."""
        texts = (self.table.folds[type(n.recorded.event)].__doc__ for n in self.named)
        return list(dict.fromkeys(" ".join(text.split()) for text in texts if text))


def explain(
    history: GroupHistory, key: Key, column: Column, progress: Progress = no_progress, room: int = ROOM
) -> Explanation:
    """Explain the value of a row that the group has now; the last events are looked into first, while there is room."""
    field = column.name
    changes = set(history.changes(key, field))
    places = history.named(key, field)
    named = []
    with progress(f"explaining {field}", len(places)) as count:
        for i in reversed(places):
            before, after = (known(history.value(key, field, events)) for events in (i, i + 1))
            inputs = history.inputs(i, key, field) if room > 0 else None
            named.append(NamedEvent(history.events[i], i in changes, before, after, inputs))
            room -= len(history.events[i].event.model_dump_json()) ** 2
            count(1)
    return Explanation(history.table, key, column, known(history.value(key, field)), named[::-1])


def known(value: object) -> Any:
    """The value as it is shown: None also where there is no row."""
    return None if value is ABSENT else value


def responsible(history: GroupHistory, key: Key, field: str, since: Iterable[Recorded]) -> list[Recorded]:
    """Of the group's events beyond those of `since`, the ones at which the value became another.

    Where it became so by an old event, and only by a new one stays so, they are the new ones that it rests on.
    """
    old = {recorded.position for recorded in since}
    found = [history.events[i] for i in history.all_changes(key, field) if history.events[i].position not in old]
    return found or [history.events[i] for i in history.named(key, field) if history.events[i].position not in old]
