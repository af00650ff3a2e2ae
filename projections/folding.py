"""The one engine: events in, groups of rows out. Live, rebuild, as-of and verify all run it."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from domain.event import Recorded
from projections.stopped import ProjectionStopped
from projections.table import Fold, Key, ReadTable, Row, Rows


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
        self.groups: dict[Key, Group] = {}


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
        self._plan: dict[type[Any], list[tuple[Table, Fold, bool]]] = {}
        for table in self.tables:
            for kind, fold in table.definition.folds.items():
                self._plan.setdefault(kind, []).append((table, fold, kind in table.definition.opening))

    def apply(self, events: Sequence[Recorded]) -> int:
        """Fold the events in; what a table has taken already is dropped. Return how many were new.

        Raises `ProjectionStopped` naming the position of an event that a fold fails on.
        """
        self.batch += 1
        work, new = self._find_groups(events)
        recorded = None
        try:
            for fold, group, recorded in work:
                before = group.rows
                after = fold(before, recorded)
                self.rows_made += len(after)
                if after is not before:
                    position = recorded.position
                    if before:
                        # A row that the fold hands back is unchanged; `before` keeps the ids from being used again.
                        kept = dict(zip(map(id, before), group.positions, strict=True))
                        group.positions = [kept.get(id(row), position) for row in after]
                    else:
                        group.positions = [position] * len(after)
                    group.rows = after
                    group.changed = True
        except Exception as error:
            assert recorded is not None  # noqa: S101 - only a fold can fail
            raise ProjectionStopped(
                f"position {recorded.position}: {recorded.event.topic} cannot be folded: {type(error).__name__}"
            ) from error
        return new

    def _find_groups(self, events: Sequence[Recorded]) -> tuple[list[tuple[Fold, Group, Recorded]], int]:
        """Which group each event changes, with the groups that were not in memory loaded, all of a table at once."""
        batch, plan = self.batch, self._plan
        work: list[tuple[Fold, Group, Recorded]] = []
        missing: dict[Table, dict[Key, Group]] = {table: {} for table in self.tables}
        last = new = 0
        for recorded in events:
            position = recorded.position
            if position <= last:
                continue
            last = position
            taken = True
            for table, fold, opens in plan.get(type(recorded.event), ()):
                if position <= table.position:
                    continue
                taken = False
                groups = table.groups
                for key in table.definition.groups(recorded):
                    group = groups.get(key)
                    if group is None:
                        group = groups[key] = Group()
                        if not opens:
                            missing[table][key] = group
                    group.touched = batch
                    work.append((fold, group, recorded))
            new += not taken
        for table in self.tables:
            if self._load and missing[table]:
                self._load(table.definition, missing[table])
            table.position = max(table.position, last)
        return work, new


def answer(tables: Iterable[ReadTable], events: Sequence[Recorded]) -> dict[str, list[Row]]:
    """The rows of the tables, by table name and sorted by key, as these events make them."""
    folding = Folding([Table(table) for table in tables])
    folding.apply(events)
    return {table.definition.name: rows_of(table) for table in folding.tables}


def rows_of(table: Table) -> list[Row]:
    """All rows in memory, sorted by key as the database sorts them."""
    rows = (row for group in table.groups.values() for row in group.rows)
    return sorted(rows, key=lambda row: sort_key(table.definition.key_of(row)))


def sort_key(key: Key) -> tuple[tuple[bool, Any], ...]:
    """Orders keys as the database does: text by code point, null last."""
    return tuple((value is None, value) for value in key)
