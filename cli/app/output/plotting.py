"""Figures as bars in the terminal."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from domain.kernel.text import visible

if TYPE_CHECKING:
    from rich.bar import Bar as Drawn

WIDTH = 40
"""Columns from one end of the scale to the other."""


class Bar(NamedTuple):
    """A value under a title, on the title's scale; None draws nothing."""

    title: str
    label: str
    value: Decimal | None
    scale: tuple[int, int] | None


def print_bars(bars: Iterable[Bar]) -> None:
    """Print the bars, those of one title together and on one scale: its own, or one that holds all its values and 0."""
    from rich.console import Console  # imported here: who reads JSON and CSV need not wait for it
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 2))
    for title, group in groupby(bars, key=lambda bar: bar.title):
        found = list(group)
        values = [Decimal(0), *(bar.value for bar in found if bar.value is not None)]
        low, high = map(Decimal, found[0].scale or (min(values), max(values)))
        grid.add_row(Text(visible(title), style="bold"))
        for bar in found:
            shown = "undefined" if bar.value is None else f"{bar.value:f}"
            grid.add_row(Text(f"  {visible(bar.label)}"), _drawn(bar.value, low, high), Text(shown))
    Console(width=1000).print(grid)  # a line too long for the window is wrapped there, never cut


def _drawn(value: Decimal | None, low: Decimal, high: Decimal) -> "Drawn":
    """From 0, or from the scale's end that is nearest to 0, to the value."""
    from rich.bar import Bar as Drawn

    base = max(low, min(high, Decimal(0)))
    ends = sorted([base, base if value is None else value])
    return Drawn(float(high - low) or 1.0, *(float(end - low) for end in ends), width=WIDTH)
