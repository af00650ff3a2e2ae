"""Articles out of the rows of a file: what they are, what they cost, and since when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

import polars as pl

from domain.products.events import PRICES
from service.imports.engine.cells import Cells
from service.imports.engine.checks import identifier, required
from service.imports.engine.import_file import RecordFile, Repeated, record_of
from service.imports.engine.profile import fields_of
from service.imports.engine.recording import Figures
from service.imports.engine.sums import sum_exactly
from service.imports.engine.template import ROW_NUMBER
from service.imports.products.product_mapping import ProductMapping


@dataclass(frozen=True, slots=True)
class ProductRow:
    """An article, as one row of the file has it."""

    sku: str
    effective_at: datetime
    """In UTC."""
    effective_on: date
    description: dict[str, object]
    prices: dict[str, Decimal]
    rows: Sequence[int]


class ProductFile(RecordFile[ProductMapping, ProductRow]):
    """A file of articles; each row stands for itself. Raises CurrencyDiffers."""

    repeated = Repeated(
        "repeated_product", ["§sku", "§effective_on"], "stands in several rows for the same day. Keep one."
    )

    def records(self) -> Iterator[ProductRow]:
        for row in self.rows.sort("§effective_at", "§row").iter_rows(named=True):
            fields = fields_of(row)
            described = {name: value for name, value in fields.items() if name not in PRICES}
            priced = {name: value for name, value in fields.items() if isinstance(value, Decimal)}
            yield record_of(ProductRow, row, description=described, prices=priced)

    def totals(self, rows: pl.DataFrame) -> Figures:
        prices, numbers = self.mapping.prices, self.mapping.numbers
        sums = {name: sum_exactly(rows[column], numbers) for name, column in prices.items()}
        return {"products": rows["§sku"].n_unique(), **sums}

    def priced_days(self, rows: pl.DataFrame) -> dict[str, list[tuple[str, date]]]:
        """Give the article and the day of the rows that name each price."""
        named = {name: rows.filter(pl.col(f"§field.{name}").is_not_null()) for name in self.mapping.prices}
        return {name: priced.select("§sku", "§effective_on").rows() for name, priced in named.items()}

    def _cells(self, now: datetime) -> Cells:
        self._refuse_other_currency()
        mapping = self.mapping
        cells = Cells(self.source, mapping, self.branch, now, width_at=mapping.sku)
        cells.number("key", f"{{{ROW_NUMBER}}}")
        cells.add("sku", pl.col(mapping.sku))
        cells.checks += identifier(mapping.sku)
        cells.moment("effective", mapping.effective, needed=True)
        cells.checks.append(required(mapping.fields["name"].columns[0]))
        cells.fields(mapping.fields)
        return cells
