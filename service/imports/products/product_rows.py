"""Articles out of the rows of a file: what they are, what they cost, and since when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

import polars as pl

from domain.products.events import PRICES
from eventlog.branch import Branch
from service.imports.engine.checks import faults, identifier, required, right_width
from service.imports.engine.moments import moments
from service.imports.engine.profile import fields_of, profile
from service.imports.engine.refusals import CurrencyDiffers
from service.imports.engine.rejects import Rejects
from service.imports.engine.source import Source
from service.imports.orders.totals import price_totals
from service.imports.products.product_mapping import ProductMapping


@dataclass(frozen=True, slots=True)
class ProductRow:
    """What one row of the file says of an article."""

    sku: str
    effective_at: datetime
    """In UTC."""
    effective_on: date
    description: dict[str, object]
    prices: dict[str, Decimal]
    row: int
    """From 0, to reject it."""


class ProductFile:
    """A file of articles, read: rows to import, and rejects. Raises CurrencyDiffers."""

    def __init__(self, source: Source, mapping: ProductMapping, branch: Branch, now: datetime) -> None:
        if mapping.currency not in (None, branch.currency):
            raise CurrencyDiffers(currency=mapping.currency, branch=branch.slug, kept=branch.currency)
        self.source, self.mapping = source, mapping
        self.rejects = Rejects(source)
        when, checks = moments(
            source.text[mapping.effective.column],
            mapping.effective,
            "effective",
            branch.tz,
            now,
            allow_before_1990=mapping.allow_before_1990,
        )
        fields, more = profile(source.text, mapping.fields, mapping.numbers, branch.tz)
        cells = pl.concat([source.text, when, fields], how="horizontal")
        chosen = [pl.col(column).is_in(values) for column, values in mapping.select.items()]
        is_chosen = pl.all_horizontal(*chosen, pl.lit(value=True)).fill_null(value=False)
        selected = cells.with_columns(is_chosen.alias("§selected"))["§selected"]
        width = right_width(source.width, source.frame.width, mapping.sku)
        named = required(mapping.fields["name"].columns[0])
        every = [*width, *identifier(mapping.sku), required(mapping.effective.column), *checks, named, *more]
        for row, code, message in faults(cells, every):
            if selected[row]:
                self.rejects.add([row], code, message)
        rows = cells.with_row_index("§row").filter(selected)
        self.skipped_lines = cells.height - rows.height
        """Rows that the mapping's `select` leaves out."""
        repeated = rows.filter(
            pl.struct(mapping.sku, "§effective_on").is_duplicated() & pl.col(mapping.sku).is_not_null()
        )
        for row, sku in repeated.select("§row", mapping.sku).iter_rows():
            self.rejects.add([row], "repeated_product", f"{sku}: stands in several rows for the same day. Keep one.")
        self._rows = rows.filter(~pl.col("§row").is_in(self.rejects.rows))

    def products(self) -> Iterator[ProductRow]:
        """Give the accepted rows in the order in which they hold."""
        for row in self._rows.sort("§effective_at", "§row").iter_rows(named=True):
            told = fields_of(row)
            yield ProductRow(
                sku=row[self.mapping.sku],
                effective_at=row["§effective_at"].astimezone(UTC),
                effective_on=row["§effective_on"],
                description={name: value for name, value in told.items() if name not in PRICES},
                prices={name: value for name, value in told.items() if isinstance(value, Decimal)},
                row=row["§row"],
            )

    def totals(self) -> dict[str, object]:
        """Add up what was not rejected so far, from the file's columns and not from the rows read."""
        kept = self._rows.filter(~pl.col("§row").is_in(self.rejects.rows))
        articles = {"products": kept[self.mapping.sku].n_unique()}
        return {**articles, **price_totals(kept, self.mapping.prices, self.mapping.numbers)}
