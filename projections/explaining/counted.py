"""The events behind what a customer's rows come to together."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from domain.kernel.event import Recorded
from projections.explaining.histories import histories
from projections.fold.table import ReadTable


class Counted(NamedTuple):
    """An event, and by how much it changed what the rows come to."""

    recorded: Recorded
    amount: int


def counted(table: ReadTable, events: Iterable[Recorded], amount: Callable[[Any], int]) -> list[Counted]:
    """Those of a customer's events that changed what the table's rows come to, in the order of the log.

    `amount` is what one row comes to; together the events are what all rows come to.
    """
    known = list(events)
    changed: Counter[int] = Counter()
    for history in histories(table, known).values():
        for row in history.rows:
            key, before = table.key_of(row), 0
            for i, recorded in enumerate(history.events, 1):
                state = history.row(key, i)
                now = 0 if state is None else amount(state)
                changed[recorded.position] += now - before
                before = now
    return [Counted(recorded, changed[recorded.position]) for recorded in known if changed[recorded.position]]
