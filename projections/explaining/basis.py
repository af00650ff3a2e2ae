"""The rows on which something was decided, what they come to, and the events behind that."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from domain.kernel.event import Recorded
from projections.explaining.group_history import histories
from projections.fold.table import ReadTable
from projections.running.query import Wanted, fitting_rows


@dataclass(frozen=True)
class Basis:
    """Rows of a table as they were at a position, and the columns of theirs that were added up or taken off."""

    table: ReadTable
    signs: Mapping[str, int]
    """1 for a column that is added, -1 for one that is taken off; null counts as 0."""
    wanted: Wanted
    position: int

    def amount(self, row: Any) -> int:
        """What the row comes to."""
        return sum(sign * (getattr(row, name) or 0) for name, sign in self.signs.items())


class Counted(NamedTuple):
    """An event behind the rows, and by how much it changed what they come to."""

    recorded: Recorded
    amount: int


def counted(basis: Basis, events: Iterable[Recorded]) -> list[Counted]:
    """Those of a customer's events that the basis counts, in the order of the log; they add up to what it comes to."""
    known = [recorded for recorded in events if recorded.position <= basis.position]
    amounts: dict[int, int] = {}
    for history in histories(basis.table, known).values():
        for row in fitting_rows(history.rows, basis.wanted):
            states = (history.row(basis.table.key_of(row), n) for n in range(len(history.events) + 1))
            before = 0
            for recorded, after in zip([None, *history.events], states, strict=True):
                now = 0 if after is None else basis.amount(after)
                if recorded is not None and now != before:
                    amounts[recorded.position] = amounts.get(recorded.position, 0) + now - before
                before = now
    return [Counted(recorded, amounts[recorded.position]) for recorded in known if amounts.get(recorded.position)]
