"""What a tally is: a read table that only counts, declared by what an event adds to which keys."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from inspect import signature
from typing import Any, NamedTuple, cast

from domain.kernel.event import Event, Recorded
from projections.fold.errors import not_folded
from projections.fold.group import Count, CountByMeasure
from projections.fold.table import Key, ReadTable, Row, Rows

Added = Mapping[Any, Mapping[str, Any]]
"""By group what an event adds to its row, by column; or, where a group has a row for each measure, by measure the
numbers that it adds to the columns that are counted, in their order.

Where an event names a group, or a measure of it, that row is there from then on, and is changed even by adding 0."""

Adds = Callable[[Any], Added]
"""event -> what it adds."""


class Derived(NamedTuple):
    """A column that is worked out when a row is written or read, from the columns that `names` gives."""

    work_out: Callable[..., Any]
    names: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Tally(ReadTable):
    """A table of sums. From what an event adds follow groups, folds, merging, and the events behind a value.

    `folds` says for each kind of event what it adds. `counts` are the columns that it adds to; `stated` those that an
    event of `states` sets anew instead, in the rows that it names - one of `revises` only where such a row is there.
    `derived` columns follow from the others; one that has the name of a count is shown in its place. With a `measure`,
    the last column of the key, a group has a row for each measure that was counted, and for each of `every_measure`.

    Sums of parts add up to that of the whole, so the events of one group may be folded apart. But what was stated last
    only somebody knows who has seen all: a tally with such columns is folded by one process.
    """

    counts: tuple[str, ...] = ()
    stated: tuple[str, ...] = ()
    states: frozenset[type[Event]] = frozenset()
    revises: frozenset[type[Event]] = frozenset()
    measure: str | None = None
    every_measure: tuple[str, ...] = ()
    derived: Mapping[str, Derived] = field(default_factory=dict)

    @property
    def adds_up(self) -> bool:
        """Whether parts of a group that were folded apart, each from nothing, make one group together."""
        return not self.stated

    @property
    def needs_whole_log(self) -> bool:
        """Whether one process has to fold it from the events of all customers."""
        return bool(self.stated)

    @property
    def adds(self) -> Mapping[type[Event], Adds]:
        """What each kind of event adds, or states."""
        return cast("Mapping[type[Event], Adds]", self.folds)

    @cached_property
    def places(self) -> dict[str, int]:
        """Where the number of a column stands among those of a row."""
        return {name: place for place, name in enumerate([*self.counts, *self.stated])}

    @cached_property
    def zeros(self) -> list[Any]:
        """The numbers of a row that nothing was added to."""
        kinds = {column.name: column.kind for column in self.columns}
        return [kinds[name]() for name in self.places]

    def row_of(self, key: Key, numbers: Sequence[Any]) -> Any:
        """The row with this key and these numbers."""
        if self._is_plain:
            return self.row(*key, *numbers)
        values = dict(zip((*self.key, *self.places), (*key, *numbers), strict=True))
        found = {name: column.work_out(*map(values.get, column.names)) for name, column in self.derived.items()}
        return self.row(**values | found)

    @cached_property
    def _is_plain(self) -> bool:
        return bool(self.row._fields == (*self.key, *self.places))

    def total(self, rows: Sequence[Any]) -> dict[str, Any]:
        """The counts of all rows together, and what follows from these."""
        counts = {name: sum(getattr(row, name) for row in rows) for name in self.counts}
        return counts | {name: column.work_out(*map(counts.get, column.names)) for name, column in self.derived.items()}

    def added_to(self, key: Key, event: Event) -> dict[str, Any] | None:
        """What the event adds to the row with this key, or states in it, by column; None where it names no such row."""
        adds = self.adds.get(type(event))
        added = adds(event).get(key[: len(self.group)]) if adds else None
        if added is None or self.measure is None:
            return None if added is None else dict(added)
        numbers = added.get(key[-1], self.zeros if key[-1] in self.every_measure else None)
        return None if numbers is None else dict(zip(self.counts, numbers, strict=True))

    def new_group(self) -> Any:
        """A group without rows, to be kept in memory."""
        return CountByMeasure() if self.measure else Count(self.zeros[:])

    def load(self, group: Any, row: Row, position: int) -> None:
        """Add a stored row, or a part that was folded apart, with the position it was last changed at, to a group."""
        numbers = [getattr(row, name) or zero for name, zero in zip(self.places, self.zeros, strict=True)]
        if self.measure is None:
            group.numbers = list(map(sum, zip(group.numbers, numbers, strict=True)))
            group.position = max(group.position, position)
            return
        measure = getattr(row, self.measure)
        before = group.numbers.get(measure, self.zeros)
        group.numbers[measure] = list(map(sum, zip(before, numbers, strict=True)))
        group.positions[measure] = max(group.positions.get(measure, 0), position)
        group.first = min(group.first or abs(position), abs(position))

    def contents(self, key: Key, group: Any, *, apart: bool = False) -> tuple[Rows, list[int]]:
        """The rows of a group in memory, and the position of the last event that changed each.

        Of a part that is folded `apart` from others, the position of a row that nothing was added to is told below 0:
        where another part added to it, that one counts.
        """
        if self.measure is None:
            return ([self.row_of(key, group.numbers)], [group.position]) if group.position else ([], [])
        rows = [self.row_of((*key, measure), numbers) for measure, numbers in group.numbers.items()]
        first = -group.first if apart else group.first
        return rows, [group.positions[measure] or first for measure in group.numbers]

    def count(self, groups: dict[Key, Any], events: Mapping[type[Event], Sequence[Recorded]]) -> tuple[int, int]:
        """Add in what these events, told by their kinds, add; returns how many rows they change, and how many are new.

        Raises `ProjectionStopped` naming the position of an event that cannot be counted.
        """
        count = self._count_by_measure if self.measure else self._count
        done = [
            count(groups, events[kind], adds)
            for kind, adds in self.adds.items()
            if kind in events and kind not in self.states
        ]
        if self.states:  # in the order of the log, and after all is there that they may concern
            stating = (recorded for kind in self.states for recorded in events.get(kind, ()))
            done.append(self._state(groups, sorted(stating, key=lambda recorded: recorded.position)))
        return sum(changed for changed, _ in done), sum(new for _, new in done)

    def _count(self, groups: dict[Key, Count], events: Sequence[Recorded], adds: Adds) -> tuple[int, int]:
        places, zeros, changed, new = self.places, self.zeros, 0, 0
        try:
            for recorded in events:
                position = recorded.position
                for key, more in adds(recorded.event).items():
                    group = groups.get(key)
                    if group is None:
                        group = groups[key] = Count(zeros[:])
                    numbers = group.numbers
                    for name, number in more.items():
                        numbers[places[name]] += number
                    if position > group.position:
                        new += not group.position
                        group.position = position
                    changed += 1
        except Exception as error:
            raise not_folded(recorded, error) from error
        return changed, new

    def _count_by_measure(
        self, groups: dict[Key, CountByMeasure], events: Sequence[Recorded], adds: Adds
    ) -> tuple[int, int]:
        zeros, changed, new = self.zeros, 0, 0
        try:
            for recorded in events:
                position = recorded.position
                for key, more in adds(recorded.event).items():
                    group = groups.get(key)
                    if group is None:
                        group = groups[key] = CountByMeasure()
                    if self.every_measure and not group.numbers:
                        new += len(self.every_measure)
                        group.numbers = {measure: [*zeros] for measure in self.every_measure}
                        group.positions = dict.fromkeys(self.every_measure, 0)
                        group.first = position
                    elif position < group.first:
                        group.first = position
                    held, positions = group.numbers, group.positions
                    for measure, added in more.items():
                        numbers = held.get(measure)
                        if numbers is None:
                            new += 1
                            held[measure] = [*added]
                            positions[measure] = position
                            continue
                        for place, number in enumerate(added):
                            numbers[place] += number
                        if position > positions[measure]:
                            positions[measure] = position
                    changed += len(more)
        except Exception as error:
            raise not_folded(recorded, error) from error
        return changed, new

    def _state(self, groups: dict[Key, Count], events: Sequence[Recorded]) -> tuple[int, int]:
        changed = new = 0
        try:
            for recorded in events:
                kind = type(recorded.event)
                for key, stated in self.adds[kind](recorded.event).items():
                    group = groups.get(key)
                    if kind in self.revises and not (group and group.position):
                        continue
                    if group is None:
                        group = groups[key] = Count(self.zeros[:])
                    for name, number in stated.items():
                        group.numbers[self.places[name]] = number
                    new += not group.position
                    group.position = max(group.position, recorded.position)
                    changed += 1
        except Exception as error:
            raise not_folded(recorded, error) from error
        return changed, new


def tally(
    *,
    key: tuple[str, ...],
    row: type[Any],
    adds: Mapping[type[Event], Adds],
    states: Mapping[type[Event], Adds] | None = None,
    stated: Iterable[str] = (),
    measure: str | None = None,
    derived: Mapping[str, Callable[..., Any]] | None = None,
    counts: Iterable[str] | None = None,
    **others: Any,
) -> Tally:
    """A tally; its counts are all columns that are neither of the key, nor stated, nor derived, unless they are told.

    A function of `derived` has the names of the columns that it works with as those of its parameters.
    """
    derived, states, stated = derived or {}, states or {}, tuple(stated)
    folds = {**adds, **states}
    return Tally(
        key=key,
        row=row,
        group=key[:-1] if measure else key,
        groups=lambda recorded: tuple(folds[type(recorded.event)](recorded.event)),
        folds=folds,  # type: ignore[arg-type]
        counts=tuple(counts or (name for name in row._fields if name not in {*key, *stated, *derived})),
        stated=stated,
        states=frozenset(states),
        measure=measure,
        derived={name: Derived(work_out, tuple(signature(work_out).parameters)) for name, work_out in derived.items()},
        **others,
    )
