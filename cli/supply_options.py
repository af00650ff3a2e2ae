"""Cartons by tier as people give them: `TIER:CARTONS`, repeated, or a CSV file."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from cli.lines import read_cells
from cli.moments import parse_day
from domain.supply.events import Sharing
from domain.text import escaped

COLUMNS = ("tier", "cartons")
PLAN_COLUMNS = ("sku", "quantity", *COLUMNS)
_WHOLE = re.compile(r"[0-9]{1,9}")

Sku = Annotated[str, typer.Argument(metavar="SKU", help="The article (品规); need not be registered.")]
Cycle = Annotated[str, typer.Option(metavar="NAME", help="The cycle, as the branch calls it, such as 2021-W23.")]
FirstDay = Annotated[date, typer.Option(metavar="DAY", parser=parse_day, help="First day of the cycle.")]
LastDay = Annotated[date, typer.Option(metavar="DAY", parser=parse_day, help="Last day of the cycle.")]
SharedHow = Annotated[
    Sharing, typer.Option(help="A shortage is shared by what tiers would get, or from the highest down.")
]
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
        return _by_tier(((escaped(text), text.split(":")) for text in typed or ()), "TIER:CARTONS such as 30:12")
    rows = ((f"line {number}", row) for number, row in read_cells(file, COLUMNS))
    return _by_tier(rows, "tier,cartons such as 30,12")


def quantities_and_caps(file: Path) -> dict[str, tuple[int, dict[int, int]]]:
    """For each SKU of a CSV file the quantity, which all of its lines repeat, and the cap of each tier."""
    advice = f"{','.join(PLAN_COLUMNS)} such as 6901028075831,500,30,12"
    quantities: dict[str, int] = {}
    caps: dict[str, list[tuple[str, Sequence[str]]]] = {}
    for number, cells in read_cells(file, PLAN_COLUMNS):
        if len(cells) != len(PLAN_COLUMNS) or not _WHOLE.fullmatch(cells[1]):
            raise typer.BadParameter(f"line {number}: write {advice}")
        sku, quantity = cells[0], int(cells[1])
        if (before := quantities.setdefault(sku, quantity)) != quantity:
            raise typer.BadParameter(f"line {number}: quantity {quantity} of {escaped(sku)} was {before} above")
        caps.setdefault(sku, []).append((f"line {number}", cells[2:]))
    return {sku: (quantity, _by_tier(caps[sku], advice)) for sku, quantity in quantities.items()}


def _by_tier(given: Iterable[tuple[str, Sequence[str]]], advice: str) -> dict[int, int]:
    """`given` is where it stands, and tier and cartons."""
    cartons: dict[int, int] = {}
    for place, cells in given:
        if len(cells) != len(COLUMNS) or not all(map(_WHOLE.fullmatch, cells)):
            raise typer.BadParameter(f"{place}: write {advice}")
        tier, number = map(int, cells)
        if tier in cartons:
            raise typer.BadParameter(f"{place}: tier {tier} is given twice")
        cartons[tier] = number
    return cartons
