"""The one engine: events in, groups of rows out. Live, rebuild, as-of and verify all run it."""

from collections.abc import Callable, Iterable, Sequence
from operator import is_
from typing import Any

from domain.kernel.event import Recorded
from projections.fold.errors import ProjectionStopped
from projections.fold.table import Fold, Groups, Key, ReadTable, Row, Rows


class Group:
    """A group's rows, each with the position of the last event that changed it."""

    __slots__ = ("changed", "positions", "rows", "stored", "touched")

    def __init__(self) -> None:
        self.rows: Rows = []
        self.positions: list[int] = []
        self.stored = False  # the database holds rows of this group
        self.changed = False  # and they are not these
        self.touched = 0  # the last batch that came by


class Table:
    """One table on its way through the log; `position` is the last event it has taken."""

    def __init__(self, definition: ReadTable, position: int = 0) -> None:
        self.definition = definition
        self.position = position
        self.elsewhere = False  # the database may hold rows that are not in memory
        self.groups: dict[Key, Group] = {}
        self.rows = 0  # in these groups
        self.closed: dict[Key, Group] = {}  # those of them that will hardly be touched again
        self.settled: Rows = []  # rows of groups that no other event can touch, so nobody looks for them again
        self.settled_at: list[int] = []


Load = Callable[[ReadTable, dict[Key, Group]], None]
"""Fills the given groups from where rows are kept; a group that is not there stays empty."""


class Folding:
    """Tables being brought forward together, in memory. `load` is asked for groups that are not there yet."""

    def __init__(self, tables: Iterable[Table], load: Load | None = None) -> None:
        self.tables = list(tables)
        self.batch = 0
        self.rows_made = 0
        """Rows that folds returned so far: a measure of work."""
        self._load = load
        self._plan: dict[type[Any], list[tuple[Table, Fold, Groups, bool, bool, bool]]] = {}
        for table in self.tables:
            for kind, fold in table.definition.folds.items():
                definition = table.definition
                step = (
                    table,
                    fold,
                    definition.groups,
                    kind in definition.solitary_kinds,
                    kind in definition.evict_after,
                    kind in definition.keyed,
                )
                self._plan.setdefault(kind, []).append(step)

    def apply(self, events: Sequence[Recorded]) -> None:
        """Fold the events in; what a table has taken already, and a second copy within `events`, is dropped.

        Raises `ProjectionStopped` naming the position of an event that a fold fails on.
        """
        self.batch += 1
        if self._load:
            self._load_missing(events, self._load)
        batch, plan, made, last = self.batch, self._plan, 0, 0
        for recorded in events:
            position = recorded.position
            if position <= last:
                continue
            last = position
            try:
                for table, fold, groups_of, settles, closes, keyed in plan.get(type(recorded.event), ()):
                    if position <= table.position:
                        continue
                    groups = table.groups
                    for key in groups_of(recorded):
                        if settles:
                            after = fold([], recorded)
                            table.settled += after
                            table.settled_at += [position] * len(after)
                            continue
                        group = groups.get(key)
                        if group is None:
                            group = groups[key] = Group()
                        group.touched = batch
                        before = group.rows
                        after = fold(before, recorded, key) if keyed else fold(before, recorded)
                        if after is not before:
                            made += len(after)
                            if len(before) == 1 == len(after):  # the usual case, without a call
                                group.positions[0] = position
                            else:
                                table.rows += len(after) - len(before)
                                group.positions = _positions(before, group.positions, after, position)
                            group.rows = after
                            group.changed = True
                        if closes:
                            table.closed[key] = group
            except Exception as error:
                raise ProjectionStopped(
                    f"position {position}: {recorded.event.topic} cannot be folded: {type(error).__name__}"
                ) from error
        self.rows_made += made
        for table in self.tables:
            table.position = max(table.position, last)

    def _load_missing(self, events: Sequence[Recorded], load: Load) -> None:
        """Load the groups that the events touch and that are neither in memory nor new, all of a table at once."""
        for table in self.tables:
            definition, missing = table.definition, dict[Key, Group]()
            if not table.elsewhere:
                continue
            for recorded in events:
                kind = type(recorded.event)
                if (
                    recorded.position <= table.position
                    or kind not in definition.folds
                    or kind in definition.solitary_kinds
                ):
                    continue
                for key in definition.groups(recorded):
                    if key not in table.groups:
                        group = table.groups[key] = Group()
                        if kind not in definition.creates:
                            missing[key] = group
            if missing:
                load(definition, missing)


def _positions(before: Rows, positions: list[int], after: Rows, position: int) -> list[int]:
    """For each row after the event, the last position that changed it: a row handed back as it was keeps its own."""
    if len(before) == len(after):
        if not any(map(is_, before, after)):
            return [position] * len(after)
        return [old if a is b else position for a, b, old in zip(before, after, positions, strict=True)]
    kept = dict(zip(map(id, before), positions, strict=True))
    return [kept.get(id(row), position) for row in after]


def fold_events(tables: Iterable[ReadTable], events: Sequence[Recorded]) -> dict[str, list[Row]]:
    """The rows of the tables, by table name and sorted by key, as these events make them."""
    folding = Folding([Table(table) for table in tables])
    folding.apply(events)
    return {table.definition.name: rows_of(table) for table in folding.tables}


def rows_of(table: Table) -> list[Row]:
    """All rows in memory, sorted by key as the database sorts them."""
    rows = map(table.definition.row._make, rows_with_positions(table)[0])
    return sorted(rows, key=lambda row: sort_key(table.definition.key_of(row)))


def rows_with_positions(table: Table) -> tuple[Rows, list[int]]:
    """All rows in memory, in no order, and the position of the last event that changed each."""
    groups = table.groups.values()
    rows = [*table.settled, *(row for group in groups for row in group.rows)]
    return rows, [*table.settled_at, *(position for group in groups for position in group.positions)]


def sort_key(key: Key) -> tuple[tuple[bool, Any], ...]:
    """Orders keys as the database does: text by code point, null last."""
    return tuple((value is None, value) for value in key)
