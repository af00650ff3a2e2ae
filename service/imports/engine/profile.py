"""Fields of customers and of articles, filled from the columns a mapping names."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

import polars as pl

from domain.customers.profile_fields import PROFILE_KINDS
from domain.products.events import PRICES
from service.imports.engine.amounts import plain
from service.imports.engine.checks import Check, without_nul
from service.imports.engine.mapping import FieldSource, NumberForm
from service.imports.engine.moments import parsed
from service.imports.engine.template import filled_text

_TYPES: dict[str, type] = {
    **{name: kind for name, kind in PROFILE_KINDS.items() if not issubclass(kind, str)},
    "sticks_per_pack": int,
    "packs_per_carton": int,
    **dict.fromkeys(PRICES, Decimal),
}
"""Fields that are not text."""


def profile(
    text: pl.DataFrame, sources: Mapping[str, FieldSource], numbers: NumberForm, zone: ZoneInfo
) -> tuple[pl.DataFrame, list[Check]]:
    """Give one column `§field.<name>` for each field, null where the file says nothing, and the checks on them."""
    columns, checks = [], []
    for name, source in sources.items():
        kind = _TYPES.get(name, str)
        cell = _cell(source)
        cells = text.select(cell).to_series()
        values = _values(cells, source, kind, numbers, zone).alias(f"§field.{name}")
        columns.append(values)
        unread = values.is_null() & cells.is_not_null()
        checks += list(_checks(name, source, kind, unread))
    return pl.DataFrame(columns), checks


def _cell(source: FieldSource) -> pl.Expr:
    return (pl.col(source.column) if source.column else filled_text(source.template or "", pl.col)).alias("cell")


def _values(cells: pl.Series, source: FieldSource, kind: type, numbers: NumberForm, zone: ZoneInfo) -> pl.Series:
    if source.values:
        cells = cells.replace_strict(source.values, default=None, return_dtype=pl.String)
    if kind is date:
        days = {cell: parsed(cell, source.formats, zone).on for cell in cells.unique().drop_nulls()}
        return cells.replace_strict(days, default=None, return_dtype=pl.Date)
    if kind in {Decimal, int}:
        number = plain("cell", numbers)
        whole = number.str.contains(r"^[0-9]{1,9}$") if kind is int else pl.lit(value=True)
        return cells.to_frame("cell").select(pl.when(whole).then(number)).to_series()
    return cells


def _checks(name: str, source: FieldSource, kind: type, unread: pl.Series) -> Iterator[Check]:
    for column in source.columns:
        yield without_nul(column)
    meaning = {date: "a date", int: "a whole number"}.get(kind, "a number")
    if source.values:
        meaning = "a code of the mapping's values"
    yield Check(
        "unknown_value" if source.values else "bad_field",
        source.columns[0],
        pl.lit(unread),
        f"is not {meaning} ({name}).",
    )


def fields_of(row: Mapping[str, object]) -> dict[str, object]:
    """Pick the fields out of a row; absent where the file says nothing."""
    named = {key.removeprefix("§field."): value for key, value in row.items() if key.startswith("§field.")}
    return {
        name: kind(str(value)) if (kind := _TYPES.get(name, str)) in {Decimal, int} else value
        for name, value in named.items()
        if value is not None
    }
