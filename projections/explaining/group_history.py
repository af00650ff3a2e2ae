"""The history of one group of a read table, event by event: on which of them a value rests, and on what in them."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import cached_property
from typing import Any

from domain.kernel.event import Recorded
from projections.explaining.altering import altered_cell, altered_events
from projections.fold.table import Key, ReadTable, Row, Rows


class Absent:
    """The value of a field whose row is not there."""


ABSENT = Absent()


class GroupHistory:
    """The events that touch the group, in their order, and what the fold made of its rows after each."""

    def __init__(self, table: ReadTable, group: Key, events: Iterable[Recorded]) -> None:
        self.table = table
        self.group = group
        self.events = list(events)
        self._rows: list[Rows] = [[]]
        for recorded in self.events:
            self._rows.append(self.fold(self._rows[-1], recorded))

    @property
    def rows(self) -> Rows:
        """The group's rows after all of its events."""
        return self._rows[-1]

    def rows_after(self, events: int) -> Rows:
        """The group's rows after so many of its events."""
        return self._rows[events]

    def value(self, key: Key, field: str, after: int | None = None) -> Any:
        """The field of the row with this key after so many events (None: all); `ABSENT` where there is no such row."""
        row = self.row(key, len(self.events) if after is None else after)
        return ABSENT if row is None else getattr(row, field)

    def row(self, key: Key, after: int) -> Any:
        """The row with this key after so many events; None where there is none."""
        return self._by_key[after].get(key)

    def all_changes(self, key: Key, field: str) -> list[int]:
        """The events, by their place, at which the value became another."""
        values = [self.value(key, field, after) for after in range(len(self.events) + 1)]
        return [i for i in range(len(self.events)) if values[i] != values[i + 1]]

    def changes(self, key: Key, field: str) -> list[int]:
        """Of all changes those since the value was last set whole.

        An event sets the value whole if it makes the row, or if the value it leaves would be the same had another
        stood there before. So a sum has all its events since it was begun; a status the one that gave it.
        """
        found = self.all_changes(key, field)
        whole = (i for i in reversed(found) if self.sets_whole(i, key, field))
        last = next(whole, 0)
        return [i for i in found if i >= last]

    def sets_whole(self, i: int, key: Key, field: str) -> bool:
        """Whether the value after the event is the same whatever it was before."""
        row = self.row(key, i)
        if row is None:
            return True
        value = self.value(key, field, i + 1)
        same = []
        column = next(column for column in self.table.columns if column.name == field)
        for other in altered_cell(getattr(row, field), column):
            before = [x._replace(**{field: other}) if x is row else x for x in self._rows[i]]
            with suppress(Exception):  # a value that cannot stand there tells nothing
                same.append(self._find(self.fold(before, self.events[i]), key, field) == value)
        return bool(same) and all(same)

    def named(self, key: Key, field: str) -> list[int]:
        """The events, by their place, that explain the value: the `changes`, and as few others as are needed so that
        folding only these from nothing gives the value, and each other event, applied in its place, leaves it.

        Others are needed where the row was made earlier (an order's status), where the value follows from other
        fields (a class code from its parts), or where a fact that changed nothing visible keeps one told late away.
        Of several that would do, the earliest stay.
        """
        changes = self.changes(key, field)
        kept = set(range(len(self.events)))

        dispensable = self.dispensable(kept, key, field)

        def thin(part: Sequence[int]) -> None:
            """Take out whatever is not needed: all at once, or else the later half and then the earlier one."""
            if dispensable(part):
                kept.difference_update(part)
            elif len(part) > 1:
                middle = len(part) // 2
                thin(part[middle:])
                thin(part[:middle])

        thin(sorted(kept.difference(changes)))
        return sorted(kept)

    def inputs(self, i: int, key: Key, field: str) -> list[str]:
        """The paths in the payload of one event that the value after it came from: altered, they would change it.

        What has a key's name or meaning only says which row is meant; it is left out, but where it is the field itself.
        """
        identity = {*self.table.key, *self.table.group} - {field}
        identity |= {column.meaning for column in self.table.columns if column.name in identity}
        value = self.value(key, field, i + 1)
        found: dict[str, None] = {}
        for path, other in altered_events(self.events[i], identity):
            if path not in found:
                try:
                    changed = self.value_with(i, other, key, field) != value
                except Exception:  # no such value can stand there, so it is looked at
                    changed = True
                if changed:
                    found[path] = None
        return [path for path in found if not any(other.startswith((f"{path}[", f"{path}.")) for other in found)]

    def value_with(self, i: int, other: Recorded, key: Key, field: str) -> Any:
        """The value after the events before the i-th and another in its place."""
        reached = self.group in self.table.groups(other)
        return self._find(self.fold(self._rows[i], other) if reached else self._rows[i], key, field)

    def fold(self, rows: Rows, recorded: Recorded) -> Rows:
        """The group's rows after one more event."""
        fold = self.table.folds[type(recorded.event)]
        keyed = type(recorded.event) in self.table.keyed
        after = fold(rows, recorded, self.group) if keyed else fold(rows, recorded)
        made = self.table.row
        return rows if after is rows else [row if type(row) is made else made._make(row) for row in after]

    @cached_property
    def _by_key(self) -> list[dict[Key, Row]]:
        """The rows by key, after each number of events."""
        return [{self.table.key_of(row): row for row in rows} for rows in self._rows]

    def dispensable(self, kept: set[int], key: Key, field: str) -> Callable[[Sequence[int]], bool]:
        """A function that says whether the value can do without some more of those kept; these are left out then.

        It can if the others give it, and still do when any single one of those left out is added to them.
        """
        return lambda part: self._rests_on(sorted(kept.difference(part)), key, field)

    def _rests_on(self, kept: Sequence[int], key: Key, field: str) -> bool:
        """Whether folding only these events gives the value, and any other one, applied in its place, leaves it."""
        value = self.value(key, field)
        states: list[Rows] = [[]]
        try:
            for i in kept:
                states.append(self.fold(states[-1], self.events[i]))
            if self._find(states[-1], key, field) != value:
                return False
            for i in sorted(set(range(len(self.events))).difference(kept)):
                place = bisect_left(kept, i)
                rows = self.fold(states[place], self.events[i])
                if rows != states[place]:
                    for j in kept[place:]:
                        rows = self.fold(rows, self.events[j])
                    if self._find(rows, key, field) != value:
                        return False
        except Exception:  # a fold may rely on an event that is left out here
            return False
        return True

    def _find(self, rows: Rows, key: Key, field: str) -> Any:
        row = next((row for row in rows if self.table.key_of(row) == key), None)
        return ABSENT if row is None else getattr(row, field)
