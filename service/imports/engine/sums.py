"""Columns added up as they stand: another way of counting than the values read from them, to reconcile with."""

from decimal import Decimal

import polars as pl

from service.imports.engine.mapping import NumberForm


def plain_numbers(cells: pl.Series, form: NumberForm) -> pl.Series:
    """Undo the mapping's way of writing numbers, trusting it."""
    text = cells.str.normalize("NFKC") if form.full_width_digits else cells
    for mark in filter(None, (form.currency_mark, form.thousands_mark)):
        text = text.str.replace_all(mark, "", literal=True)
    return text.str.replace(form.decimal_mark, ".", literal=True)


def sum_exactly(cells: pl.Series, form: NumberForm) -> Decimal:
    """Add up numbers of any precision; empty cells count as nothing."""
    return sum(map(Decimal, plain_numbers(cells, form).drop_nulls()), Decimal(0))
