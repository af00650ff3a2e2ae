"""Cartons by tier as people give them: `TIER:CARTONS`, repeated, or a CSV file."""

import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from cli.app.parsing.moments import parse_day
from domain.kernel.text import check_identifier, escaped
from domain.supply.events import Sharing
from domain.supply.release import check_caps, check_quantity
from service.files.list_file import ListRow, read_rows

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


def cartons_by_tier(
    typed: Sequence[str] | None, file: Path | None, check: Callable[[Mapping[int, int]], None]
) -> dict[int, int]:
    """The cartons by tier from one of both; each tier once. Raises `ListFileIsWrong`, also for what `check` refuses."""
    if (not typed) == (file is None):
        raise typer.BadParameter("give the tiers with --tier TIER:CARTONS or with --tiers FILE")
    if file is None:
        given = ((text.split(":"), partial(_misused, escaped(text))) for text in typed or ())
        return _by_tier(given, "TIER:CARTONS such as 30:12")
    rows = read_rows(file, COLUMNS, sys.stdin.buffer)
    return _of_rows([(row, row.cells) for row in rows], "tier,cartons such as 30,12", check)


class PlannedSku(NamedTuple):
    """What a file asks for a SKU: the quantity, the cap of each tier, and where it first does."""

    quantity: int
    caps: dict[int, int]
    place: str


def quantities_and_caps(file: Path) -> dict[str, PlannedSku]:
    """What a CSV file asks for each SKU; all of its lines repeat the quantity. Raises `ListFileIsWrong`."""
    advice = f"{','.join(PLAN_COLUMNS)} such as 6901028075831,500,30,12"
    quantities: dict[str, int] = {}
    caps: dict[str, list[tuple[ListRow, Sequence[str]]]] = {}
    for row in read_rows(file, PLAN_COLUMNS, sys.stdin.buffer):
        sku, number, *cap = row.cells
        if not _WHOLE.fullmatch(number):
            raise row.wrong(f"write {advice}")
        with row.checked():
            check_identifier("sku", sku)
            check_quantity(int(number))
        if (before := quantities.setdefault(sku, int(number))) != int(number):
            raise row.wrong(f"quantity {int(number)} of {escaped(sku)} was {before} above")
        caps.setdefault(sku, []).append((row, cap))
    return {
        sku: PlannedSku(quantities[sku], _of_rows(rows, advice, check_caps), rows[0][0].place)
        for sku, rows in caps.items()
    }


def _of_rows(
    rows: Sequence[tuple[ListRow, Sequence[str]]], advice: str, check: Callable[[Mapping[int, int]], None]
) -> dict[int, int]:
    """Each row comes with its cells of tier and cartons; `check` takes them tier by tier, to find the one at fault."""
    cartons = _by_tier(((cells, row.wrong) for row, cells in rows), advice)
    so_far: dict[int, int] = {}
    for (tier, number), (row, _) in sorted(zip(cartons.items(), rows, strict=True)):
        so_far[tier] = number
        with row.checked():
            check(so_far)
    return cartons


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
