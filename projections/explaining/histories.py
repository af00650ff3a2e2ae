"""The histories of the groups of a read table that events touch."""

from collections.abc import Container, Iterable

from domain.kernel.event import Recorded
from projections.explaining.group_history import GroupHistory
from projections.explaining.tally_history import TallyHistory
from projections.fold.table import Key, ReadTable
from projections.fold.tally import Tally


def histories(
    table: ReadTable, events: Iterable[Recorded], only: Container[Key] | None = None
) -> dict[Key, GroupHistory]:
    """The history of each group that the events touch, or of those of them that are wanted."""
    touching: dict[Key, list[Recorded]] = {}
    for recorded in events:
        if type(recorded.event) in table.folds:
            for group in table.groups(recorded):
                if only is None or group in only:
                    touching.setdefault(group, []).append(recorded)
    if isinstance(table, Tally):
        return {group: TallyHistory(table, group, found) for group, found in touching.items()}
    return {group: GroupHistory(table, group, found) for group, found in touching.items()}
