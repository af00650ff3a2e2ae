"""Cartons by tier as people give them: `TIER:CARTONS`, repeated, or a CSV file."""

import re
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from cli.moments import parse_day
from domain.supply.events import Sharing
from domain.text import escaped
from service.list_file import read_rows

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
    """The cartons of each tier from one of both; each tier once. Raises `ListFileIsWrong`."""
    if (not typed) == (file is None):
        raise typer.BadParameter("give the tiers with --tier TIER:CARTONS or with --tiers FILE")
    if file is None:
        given = ((text.split(":"), partial(_misused, escaped(text))) for text in typed or ())
        return _by_tier(given, "TIER:CARTONS such as 30:12")
    rows = read_rows(file, COLUMNS, sys.stdin.buffer)
    return _by_tier(((row.cells, row.wrong) for row in rows), "tier,cartons such as 30,12")


def quantities_and_caps(file: Path) -> dict[str, tuple[int, dict[int, int]]]:
    """For each SKU of a CSV file the quantity, which all of its lines repeat, and the cap of each tier."""
    advice = f"{','.join(PLAN_COLUMNS)} such as 6901028075831,500,30,12"
    quantities: dict[str, int] = {}
    caps: dict[str, list[tuple[Sequence[str], Callable[[str], Exception]]]] = {}
    for row in read_rows(file, PLAN_COLUMNS, sys.stdin.buffer):
        sku, number, *cap = row.cells
        if not _WHOLE.fullmatch(number):
            raise row.wrong(f"write {advice}")
        if (before := quantities.setdefault(sku, int(number))) != int(number):
            raise row.wrong(f"quantity {int(number)} of {escaped(sku)} was {before} above")
        caps.setdefault(sku, []).append((cap, row.wrong))
    return {sku: (quantity, _by_tier(caps[sku], advice)) for sku, quantity in quantities.items()}


def _by_tier(given: Iterable[tuple[Sequence[str], Callable[[str], Exception]]], advice: str) -> dict[int, int]:
    """`given` is tier and cartons, and what makes the error out of what is wrong with them."""
    cartons: dict[int, int] = {}
    for cells, wrong in given:
        if len(cells) != len(COLUMNS) or not all(map(_WHOLE.fullmatch, cells)):
            raise wrong(f"write {advice}")
        tier, number = map(int, cells)
        if tier in cartons:
            raise wrong(f"tier {tier} is given twice")
        cartons[tier] = number
    return cartons


def _misused(text: str, why: str) -> Exception:
    return typer.BadParameter(f"{text}: {why}")
