"""Cartons by tier as people give them: `TIER:CARTONS`, repeated, or a CSV file."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from cli.lines import read_cells
from domain.text import escaped

COLUMNS = ("tier", "cartons")
_WHOLE = re.compile(r"[0-9]{1,9}")

Sku = Annotated[str, typer.Argument(metavar="SKU", help="The article (品规); need not be registered.")]
Cycle = Annotated[str, typer.Option(metavar="NAME", help="The cycle, as the branch calls it, such as 2021-W23.")]
OfSku = Annotated[str | None, typer.Option("--sku", metavar="SKU", help="Only this article's (品规).")]
OfCycle = Annotated[str | None, typer.Option("--cycle", metavar="NAME", help="Only this cycle's.")]
TiersFile = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Take them from a CSV file with the columns tier,cartons; - is stdin."),
]


def cartons_by_tier(typed: Sequence[str] | None, file: Path | None) -> dict[int, int]:
    """The cartons of each tier from one of both; each tier once."""
    if (not typed) == (file is None):
        raise typer.BadParameter("give the tiers with --tier TIER:CARTONS or with --tiers FILE")
    if file is None:
        return _by_tier((f"{escaped(text)}: write TIER:CARTONS such as 30:12", text.split(":")) for text in typed or ())
    return _by_tier(
        (f"line {number}: write tier,cartons such as 30,12", row) for number, row in read_cells(file, COLUMNS)
    )


def _by_tier(given: Iterable[tuple[str, Sequence[str]]]) -> dict[int, int]:
    cartons: dict[int, int] = {}
    for advice, cells in given:
        if len(cells) != len(COLUMNS) or not all(map(_WHOLE.fullmatch, cells)):
            raise typer.BadParameter(advice)
        tier, number = map(int, cells)
        if tier in cartons:
            raise typer.BadParameter(f"tier {tier} is given twice")
        cartons[tier] = number
    return cartons
