"""What a group is: as few rows of a table as can be folded by themselves, and how it is kept in memory."""

from typing import Any


class Group:
    """A group's rows, each with the position of the last event that changed it."""

    __slots__ = ("changed", "positions", "rows", "stored", "touched")

    def __init__(self) -> None:
        self.rows: list[Any] = []
        self.positions: list[int] = []
        self.stored = False  # the database holds rows of this group
        self.changed = False  # and they are not these
        self.touched = 0  # the last batch that came by


class Count:
    """The row of a group that is a sum: its numbers, and the last position that added to it, 0 while there is none."""

    __slots__ = ("numbers", "position", "stored")
    changed = True

    def __init__(self, numbers: list[Any]) -> None:
        self.numbers = numbers
        self.position = 0
        self.stored = False

    @property
    def touched(self) -> int:
        """Tells which groups were not touched for long."""
        return self.position


class CountByMeasure:
    """The rows of a group that has one for each measure: its numbers, and the last position that added to each.

    That position is 0 where nothing did: the measure has its row because the group has one, since its `first` event.
    """

    __slots__ = ("first", "numbers", "positions", "stored")
    changed = True

    def __init__(self) -> None:
        self.numbers: dict[str, list[Any]] = {}
        self.positions: dict[str, int] = {}
        self.first = 0
        self.stored = False

    @property
    def touched(self) -> int:
        """Tells which groups were not touched for long."""
        return max(self.positions.values(), default=0)
