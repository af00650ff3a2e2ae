"""The one engine: events in, groups of rows out. Live, rebuild, as-of and verify all run it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import is_
from typing import Any

from domain.kernel.event import Recorded
from projections.fold.errors import not_folded
from projections.fold.group import Group
from projections.fold.table import Fold, Groups, Key, ReadTable, Row, Rows
from projections.fold.tally import Tally


class Table:
    """One table on its way through the log; `position` is the last event it has taken."""

    def __init__(self, definition: ReadTable, position: int = 0) -> None:
        self.definition = definition
        self.position = position
        self.elsewhere = False  # the database may hold rows that are not in memory
        self.groups: dict[Key, Any] = {}
        self.rows = 0  # in these groups
        self.closed: dict[Key, Any] = {}  # those of them that will hardly be touched again
        self.settled: Rows = []  # rows of groups that no other event can touch, so nobody looks for them again
        self.settled_at: list[int] = []


Load = Callable[[ReadTable, dict[Key, Any]], None]
"""Fills the given groups from where rows are kept; a group that is not there stays empty."""


class Folding:
    """Tables being brought forward together, in memory. `load` is asked for groups that are not there yet."""

    def __init__(self, tables: Iterable[Table], load: Load | None = None) -> None:
        self.tables = list(tables)
        self.batch = 0
        self.rows_made = 0
        """Rows that folds returned so far: a measure of work."""
        self._load = load
        self._tallies = [(table, table.definition) for table in self.tables if isinstance(table.definition, Tally)]
        self._solitary: dict[type[Any], list[tuple[Table, Fold, Groups]]] = {}
        self._plan: dict[type[Any], list[tuple[Table, Fold, Groups, bool, bool]]] = {}
        for table in self.tables:
            definition = table.definition
            for kind, fold in definition.folds.items() if not isinstance(definition, Tally) else ():
                if kind in definition.solitary_kinds:
                    self._solitary.setdefault(kind, []).append((table, fold, definition.groups))
                else:
                    evicts, keyed = kind in definition.evict_after, kind in definition.keyed
                    self._plan.setdefault(kind, []).append((table, fold, definition.groups, evicts, keyed))

    def apply(self, events: Sequence[Recorded]) -> None:
        """Fold the events in; what a table has taken already, and a second copy within `events`, is dropped.

        Raises `ProjectionStopped` naming the position of an event that a fold fails on.
        """
        self.batch += 1
        if self._load:
            self._load_missing(events, self._load)
        by_kind: dict[type[Any], list[Recorded]] = {}
        last = 0
        for recorded in events:
            if recorded.position > last:
                last = recorded.position
                by_kind.setdefault(type(recorded.event), []).append(recorded)
        self._fold_in_order(events)
        for kind, found in by_kind.items():
            for table, fold, groups_of in self._solitary.get(kind, ()):
                self._fold_each(table, fold, groups_of, found)
        for table, definition in self._tallies:
            changed, new = definition.count(table.groups, _beyond(by_kind, table.position, events))
            self.rows_made += changed
            table.rows += new
        for table in self.tables:
            table.position = max(table.position, last)

    def _fold_each(self, table: Table, fold: Fold, groups_of: Groups, events: Sequence[Recorded]) -> None:
        """Fold events that each make groups which no other event touches."""
        rows, positions = table.settled, table.settled_at
        try:
            for recorded in events:
                if recorded.position > table.position:
                    for _ in groups_of(recorded):
                        after = fold([], recorded)
                        rows += after
                        positions += [recorded.position] * len(after)
        except Exception as error:
            raise not_folded(recorded, error) from error

    def _fold_in_order(self, events: Sequence[Recorded]) -> None:
        batch, plan, made, last = self.batch, self._plan, 0, 0
        for recorded in events:
            position = recorded.position
            if position <= last:
                continue
            last = position
            try:
                for table, fold, groups_of, evicts, keyed in plan.get(type(recorded.event), ()):
                    if position <= table.position:
                        continue
                    groups = table.groups
                    for key in groups_of(recorded):
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
                        if evicts:
                            table.closed[key] = group
            except Exception as error:
                raise not_folded(recorded, error) from error
        self.rows_made += made

    def _load_missing(self, events: Sequence[Recorded], load: Load) -> None:
        """Load the groups that the events touch and that are neither in memory nor new, all of a table at once."""
        for table in self.tables:
            definition, missing = table.definition, dict[Key, Any]()
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
                        group = table.groups[key] = definition.new_group()
                        if kind not in definition.creates:
                            missing[key] = group
            if missing:
                load(definition, missing)


def _beyond(
    by_kind: Mapping[type[Any], list[Recorded]], position: int, events: Sequence[Recorded]
) -> Mapping[type[Any], list[Recorded]]:
    """The events that come after a position."""
    if not events or events[0].position > position:
        return by_kind
    return {kind: [each for each in found if each.position > position] for kind, found in by_kind.items()}


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
    rows, positions = [*table.settled], [*table.settled_at]
    for key, group in table.groups.items():
        found, changed_at = table.definition.contents(key, group)
        rows += found
        positions += changed_at
    return rows, positions


def sort_key(key: Key) -> tuple[tuple[bool, Any], ...]:
    """Orders keys as the database does: text by code point, null last."""
    return tuple((value is None, value) for value in key)
