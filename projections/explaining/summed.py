"""Which events of a group of counts a value can do without, told from what each adds, not by folding all the others."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from projections.fold.table import Key, Rows

if TYPE_CHECKING:
    from projections.explaining.group_history import GroupHistory

Numbers = tuple[Any, ...]

_APART = 1_000_003
"""What is tried lies so far from what there is that nothing comes out alike by chance."""


class NotSummed(Exception):
    """The value is not made of sums, so only folding tells what it rests on."""


class _Effect(NamedTuple):
    """What an event does, whatever the row says: what it adds to sums, and the numbers it gives, None for the others.

    `makes` says whether it makes the row where there is none.
    """

    adds: Numbers
    gives: Numbers
    makes: bool


class Summed:
    """A value that is a sum, or that follows from the sums of its row and from numbers that were last given there.

    That it is one is tried on each event: with the row as it was, with other numbers in the whole group, and with
    nothing there. Where anything comes out otherwise, `NotSummed` is raised. Then a subtraction tells what the value
    would be without some of the events; to fold all others for each such question would take hours for ten thousand.
    """

    def __init__(self, history: "GroupHistory", key: Key, field: str) -> None:
        self._history, self._key, self._field = history, key, field
        after = [history.row(key, i + 1) for i in range(len(history.events))]
        if None in after:
            raise NotSummed
        self._row: Any = after[-1]
        self._sums: list[str] = []
        self._given: list[str] = []
        self._before: list[Any] = []  # what stands in these while nobody gave any
        self._effects = self._try_events(after)
        self._giving = [i for i, effect in enumerate(self._effects) if any(n is not None for n in effect.gives)]
        self._told_by = None if field in {*self._sums, *self._given} else self._last_to_tell()
        self._follows = lru_cache(maxsize=None)(self._value_of)
        if any(self._follows(_cells(r, self._sums), _cells(r, self._given)) != getattr(r, field) for r in after):
            raise NotSummed
        matter = [self._matters(place) for place in range(len(self._sums))]
        self._adds = [tuple(n if m else 0 for n, m in zip(e.adds, matter, strict=True)) for e in self._effects]
        self._total = _cells(self._row, self._sums)
        self._first, self._out, self._kinds = 0, set[int](), set[Numbers]()

    def leave_out(self, part: Sequence[int]) -> bool:
        """Whether the value can do without these events, beside those left out before; if so they are left out.

        It can if the others give it, and still do when any single one of those left out is added to them.
        """
        value, leaving = getattr(self._row, self._field), set(part)
        first = self._first
        while first in leaving or first in self._out:
            first += 1
        if first == len(self._effects) or not self._effects[first].makes:
            return False
        total = self._total
        for i in part:
            total = tuple(a - b for a, b in zip(total, self._adds[i], strict=True))
        kept = [i for i in self._giving if i not in leaving and i not in self._out]
        given = self._last_given(kept)
        if self._follows(total, given) != value:
            return False
        kinds = self._kinds.union(self._adds[i] for i in part)
        added = ((kind, given) for kind in kinds)
        gave = ((self._adds[i], self._last_given(sorted([*kept, i]))) for i in self._giving if i not in kept)
        for more, gifts in chain(added, gave):
            if self._follows(tuple(a + b for a, b in zip(total, more, strict=True)), gifts) != value:
                return False
        self._total, self._first, self._kinds = total, first, kinds
        self._out |= leaving
        return True

    def _try_events(self, after: Sequence[Any]) -> list[_Effect]:
        """Find which columns are sums and which are given, and what each event does to them."""
        identity = self._history.table.key
        there: Any = _moved(self._row, identity)
        elsewhere = [_moved(row, identity) for row in self._history.rows]
        tried = [self._folded(elsewhere, i) for i in range(len(after))]
        alone = [self._folded([], i) for i in range(len(after))]
        if None in tried or alone[0] is None:
            raise NotSummed
        adds, gives = [], []
        for name in there._fields:
            moved, now, new = getattr(there, name), *([getattr(row, name) for row in rows] for rows in (after, tried))
            if moved == now[-1] or not all(map(_is_number, [*now, *new])):
                continue  # it says which row it is, or it is no number
            more = [b - a for a, b in zip([0, *now[:-1]], now, strict=True)]
            left = [number == moved for number in new]
            if [number - moved for number in new] == more and all(
                row is None or getattr(row, name) == number for row, number in zip(alone, more, strict=True)
            ):
                self._sums.append(name)
                adds.append(more)
            elif all(a == b or is_left for a, b, is_left in zip(now, new, left, strict=True)) and not any(
                number for number, is_left in zip(more[1:], left[1:], strict=True) if is_left
            ):
                self._given.append(name)
                self._before.append(next((getattr(r, name) for r, x in zip(alone, left, strict=True) if x and r), None))
                gives.append([None if is_left else number for number, is_left in zip(now, left, strict=True)])
        made = [row is not None for row in alone]
        nothing: list[Numbers] = [()] * len(after)
        return list(map(_Effect, _across(adds) or nothing, _across(gives) or nothing, made))

    def _last_to_tell(self) -> int:
        """The last event that tells the value anew, whatever was told before, and gives no number itself."""
        for i in reversed(range(len(self._effects))):
            if i not in self._giving and self._history.sets_whole(i, self._key, self._field):
                return i
        raise NotSummed

    def _value_of(self, sums: Numbers, given: Numbers) -> Any:
        """The value where these are the sums, and these the numbers given."""
        numbers = dict(zip([*self._sums, *self._given], [*sums, *given], strict=True))
        if self._told_by is None:
            return numbers[self._field]
        for name, more in zip(self._sums, self._effects[self._told_by].adds, strict=True):
            numbers[name] -= more
        rows = [row._replace(**numbers) if row is self._row else row for row in self._history.rows]
        found = self._folded(rows, self._told_by)
        return NotSummed if found is None else getattr(found, self._field)  # which equals no value

    def _matters(self, place: int) -> bool:
        """Whether the value depends on this one of the sums: looked at where the row is, and far from there."""
        far = [_APART * n for n in range(2, 2 + len(self._sums) + len(self._given))]
        given = [_cells(self._row, self._given), tuple(far[len(self._sums) :]), (0,) * len(self._given)]
        for sums in (far[: len(self._sums)], list(_cells(self._row, self._sums))):
            others = [(*sums[:place], other, *sums[place + 1 :]) for other in (0, 1, 5 * _APART)]
            if any(len({self._follows(other, gifts) for other in others}) > 1 for gifts in given):
                return True
        return False

    def _last_given(self, events: Iterable[int]) -> Numbers:
        given = list(self._before)
        for i in events:
            given = [old if new is None else new for old, new in zip(given, self._effects[i].gives, strict=True)]
        return tuple(given)

    def _folded(self, rows: Rows, i: int) -> Any:
        """The row after one event; None where there is none, or the event cannot follow on these rows."""
        try:
            return self._history.row_in(self._history.fold(rows, self._history.events[i]), self._key)
        except Exception:  # what a fold cannot stand is no sum
            return None


def _moved(row: Any, identity: Sequence[str]) -> Any:
    numbers = (name for name in row._fields if name not in identity and _is_number(getattr(row, name)))
    return row._replace(**{name: getattr(row, name) + _APART * n for n, name in enumerate(numbers, 2)})


def _is_number(value: object) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _cells(row: Any, names: Iterable[str]) -> Numbers:
    return tuple(getattr(row, name) for name in names)


def _across(columns: Sequence[Sequence[Any]]) -> list[Numbers]:
    return list(zip(*columns, strict=True))
