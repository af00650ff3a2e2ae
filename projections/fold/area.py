"""What an area of the business declares of its read side."""

from dataclasses import dataclass

from projections.fold.table import ReadTable
from projections.fold.view import View


@dataclass(frozen=True, eq=False)
class ReadArea:
    """An area's read tables and views, in the order they are shown."""

    name: str
    tables: tuple[ReadTable, ...]
    views: tuple[View, ...] = ()
