"""The history of one group of a tally: on which events a value rests follows from what each adds, without folding."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache, cached_property
from typing import Any

from domain.kernel.event import Recorded
from projections.explaining.group_history import ABSENT, GroupHistory
from projections.fold.table import Key, Rows
from projections.fold.tally import Tally

Numbers = tuple[Any, ...]


class TallyHistory(GroupHistory):
    """The events that touch the group, in their order, of which each row's numbers are worked out when it is wanted."""

    table: Tally

    def __init__(self, table: Tally, group: Key, events: Iterable[Recorded]) -> None:
        self.table, self.group, self.events = table, group, list(events)
        self._numbers: dict[Key, list[Numbers | None]] = {}

    @cached_property
    def rows(self) -> Rows:
        """The group's rows after all of its events."""
        return self.rows_after(len(self.events))

    def rows_after(self, events: int) -> Rows:
        """The group's rows after so many of its events."""
        groups: dict[Key, Any] = {self.group: self.table.new_group()}
        for recorded in self.events[:events]:
            self.table.count(groups, {type(recorded.event): [recorded]})
        return sorted(self.table.contents(self.group, groups[self.group])[0], key=self.table.key_of)

    def row(self, key: Key, after: int) -> Any:
        """The row with this key after so many events; None where there is none."""
        numbers = self._numbers_of(key)[after]
        return None if numbers is None else self.table.row_of(key, numbers)

    def sets_whole(self, i: int, key: Key, field: str) -> bool:
        """Whether the value after the event is the same whatever it was before: all but counts that were begun."""
        return field not in self.table.counts or self._numbers_of(key)[i] is None

    def value_with(self, i: int, other: Recorded, key: Key, field: str) -> Any:
        """The value after the events before the i-th and another in its place."""
        numbers = self._after(self._numbers_of(key)[i], other, key)
        return ABSENT if numbers is None else getattr(self.table.row_of(key, numbers), field)

    def dispensable(self, kept: set[int], key: Key, field: str) -> Callable[[Sequence[int]], bool]:
        """A function that says whether the value can do without some more of those kept; these are left out then.

        A subtraction tells what the value would be without them: to fold the others anew for each such question would
        take hours for ten thousand. What was stated last of columns that are stated is looked for among those kept.
        """
        table, events = self.table, self.events
        value = self.value(key, field)
        of = {field, *(table.derived[field].names if field in table.derived else ())}
        matters = [name in of for name in table.places]
        nothing = tuple(table.zeros)
        says = [table.added_to(key, recorded.event) for recorded in events]
        states = [type(recorded.event) in table.states for recorded in events]
        makes = [said is not None and type(r.event) not in table.revises for said, r in zip(says, events, strict=True)]
        stating = [i for i, said in enumerate(says) if said and states[i]]
        adds = [
            tuple(
                said.get(name, zero) if said and matter and not stated else zero
                for name, zero, matter in zip(table.places, nothing, matters, strict=True)
            )
            for said, stated in zip(says, states, strict=True)
        ]

        @cache
        def follows(total: Numbers, stated: Numbers) -> Any:
            return getattr(table.row_of(key, [*total[: len(table.counts)], *stated]), field)

        def last_stated(left: set[int], back: int | None = None) -> Numbers:
            """What those kept state last, but for those that are left out, and with one that is taken back."""
            there = [i for i in stating if (i in kept and i not in left) or i == back]
            found = dict.fromkeys(table.stated, 0)
            for i in there:
                found |= says[i] or {}
            return tuple(found.values())

        left_out: set[int] = set()
        kinds: set[Numbers] = set()
        total = _sum(nothing, adds)
        first = 0

        def leave_out(part: Sequence[int]) -> bool:
            nonlocal total, first
            leaving, begin = set(part), first
            while begin < len(events) and (begin in left_out or begin in leaving or not makes[begin]):
                begin += 1
            if begin == len(events):
                return False
            without = tuple(a - sum(adds[i][place] for i in part) for place, a in enumerate(total))
            stated = last_stated(leaving)
            if follows(without, stated) != value:
                return False
            more = kinds.union(adds[i] for i in part)
            if any(follows(_sum(without, [kind]), stated) != value for kind in more):
                return False
            back = (i for i in stating if i in left_out or i in leaving)
            if any(follows(without, last_stated(leaving, i)) != value for i in back):
                return False
            total, first = without, begin
            left_out.update(leaving)
            kinds.update(more)
            return True

        return leave_out

    def _numbers_of(self, key: Key) -> list[Numbers | None]:
        """The numbers of the row with this key after each number of events; None while it is not there."""
        if key not in self._numbers:
            found: list[Numbers | None] = [None]
            for recorded in self.events:
                found.append(self._after(found[-1], recorded, key))
            self._numbers[key] = found
        return self._numbers[key]

    def _after(self, numbers: Numbers | None, recorded: Recorded, key: Key) -> Numbers | None:
        said, kind = self.table.added_to(key, recorded.event), type(recorded.event)
        if said is None or (numbers is None and kind in self.table.revises):
            return numbers
        before = zip(self.table.places, numbers or self.table.zeros, strict=True)
        if kind in self.table.states:
            return tuple(said.get(name, number) for name, number in before)
        return tuple(number + said[name] if name in said else number for name, number in before)


def _sum(numbers: Numbers, more: Iterable[Numbers]) -> Numbers:
    return tuple(map(sum, zip(numbers, *more, strict=True)))
