"""What counts as a record - a file, an order, a complaint, a promise - and how events changed it."""

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from domain.kernel.event import Recorded
from projections.explaining.differences import Difference, differences
from projections.explaining.histories import histories
from projections.fold.table import ReadTable


class FieldChange(NamedTuple):
    """What an event changed in a record. Both None: it changed nothing that a record shows."""

    recorded: Recorded
    table: ReadTable | None
    difference: Difference | None


def changes_by(
    events: Sequence[Recorded], counts: Callable[[Recorded], bool], tables: Collection[ReadTable]
) -> list[FieldChange]:
    """What those of the events that count changed in the records of these tables, in the order of the log.

    `events` is a whole history from its beginning; each event that counts is told at least once.
    """
    counting = [recorded for recorded in events if counts(recorded)]
    found: dict[int, list[FieldChange]] = {recorded.position: [] for recorded in counting}
    for table in tables:
        listed = {column.name for column in table.listed}
        touched = {
            group for recorded in counting if type(recorded.event) in table.folds for group in table.groups(recorded)
        }
        for history in histories(table, events, touched).values():
            for i, recorded in enumerate(history.events):
                if recorded.position in found:
                    found[recorded.position] += (
                        FieldChange(recorded, table, difference)
                        for difference in differences(table, history.rows_after(i), history.rows_after(i + 1))
                        if difference.field in listed
                    )
    return [change for r in counting for change in found[r.position] or [FieldChange(r, None, None)]]
