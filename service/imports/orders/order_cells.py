"""The cells of an order file as values: what each line says by itself, and the first thing wrong with it."""

from collections.abc import Iterator
from datetime import datetime

import polars as pl

from eventlog.branch import Branch
from service.imports.engine.amounts import amount, by_distinct, priced, quantity, whole
from service.imports.engine.checks import Check, Fault, faults, identifier, required, right_width, unambiguous
from service.imports.engine.mapping import DateColumn
from service.imports.engine.moments import moments
from service.imports.engine.profile import profile
from service.imports.engine.source import Source
from service.imports.engine.template import columns_of, filled_key
from service.imports.orders.order_mapping import PLACED_ON, OrderMapping


class OrderCells:
    """Every row of the file, valued and checked.

    `lines` has one row per row of the file, in its order: row (from 0), selected, document_no, customer_no, returned,
    placed_at, placed_on, delivered_at, delivered_on, channel, sku, qty (positive cartons), amount (positive minor
    units), line_no and line_order (null where the mapping names none). `profile` has what it tells of the customer.
    """

    def __init__(self, source: Source, mapping: OrderMapping, branch: Branch, now: datetime) -> None:
        self._source, self._mapping = source, mapping
        document = mapping.document
        cells = source.text
        placed, self._checks = moments(
            cells[document.placed.column],
            document.placed,
            "placed",
            branch.tz,
            now,
            allow_before_1990=mapping.allow_before_1990,
        )
        cells = cells.hstack(placed)
        if isinstance(document.delivered, DateColumn):
            delivered, more = moments(
                cells[document.delivered.column],
                document.delivered,
                "delivered",
                branch.tz,
                now,
                allow_before_1990=mapping.allow_before_1990,
            )
            cells = cells.hstack(delivered)
            self._checks += more
        self.profile, more = profile(source.text, mapping.customer.fields, mapping.numbers, branch.tz)
        self._checks = [*self._key_checks(), *self._checks, *more]
        self._cells = self._with_numbers(cells, branch.minor_digits).with_columns(self._codes())
        self._checks += self._agreements()
        self.lines = self._cells.select(self._line())

    def faults(self) -> Iterator[Fault]:
        """Give the first fault of each selected row that has one, in row order."""
        selected, source = self.lines["selected"], self._source
        width = right_width(source.width, source.frame.width, self._mapping.line.sku)
        return (fault for fault in faults(self._cells, [*width, *self._checks]) if selected[fault[0]])

    def _key_checks(self) -> Iterator[Check]:
        document, customer_no = self._mapping.document, self._mapping.customer.customer_no
        yield required(document.placed.column)
        parts = dict.fromkeys([*columns_of(document.order_no), *columns_of(customer_no), self._mapping.line.sku])
        for column in parts:
            if column != PLACED_ON:
                yield from identifier(column)
        yield from unambiguous(document.order_no)
        yield from unambiguous(customer_no)

    def _with_numbers(self, cells: pl.DataFrame, minor_digits: int) -> pl.DataFrame:
        line, form = self._mapping.line, self._mapping.numbers
        value, checks = quantity(line.quantity, form)
        cells = by_distinct(cells, [line.quantity], value)
        self._checks += checks
        if line.amount:
            value, checks = amount(line.amount, form, minor_digits)
            cells = by_distinct(cells, [line.amount], value)
        elif line.unit_price:
            value, checks = priced(line.unit_price, form, minor_digits)
            cells = by_distinct(cells, [line.unit_price, "§qty"], value)
        self._checks += checks
        if line.line_no:
            value, checks = whole(line.line_no, form)
            cells = by_distinct(cells, [line.line_no], value)
            self._checks += checks
        return cells

    def _codes(self) -> Iterator[pl.Expr]:
        document = self._mapping.document
        returns, channel = document.returns, document.channel
        starts = [pl.col(returns.column).str.starts_with(prefix) for prefix in returns.prefixes] if returns else []
        yield pl.any_horizontal(*starts, pl.lit(False)).fill_null(False).alias("§return")
        if channel and channel.column:
            meaning = pl.col(channel.column).replace_strict(channel.values, default=None, return_dtype=pl.String)
            yield meaning.alias("§channel")
            self._checks.append(
                Check(
                    "unknown_value",
                    channel.column,
                    meaning.is_null(),
                    "is not a code of document.channel.values in the mapping.",
                )
            )

    def _agreements(self) -> Iterator[Check]:
        line, returns = self._mapping.line, self._mapping.document.returns
        qty, money = pl.col("§qty"), pl.col("§amount")
        opposite = (qty < 0) & (money > 0) | (qty > 0) & (money < 0)
        yield Check(
            "sign_mismatch", line.amount or line.unit_price or "", opposite, "has another sign than the quantity."
        )
        if returns:
            odd = pl.col("§return") & (qty > 0 if returns.quantities == "negative" else qty < 0)
            advice = f"in a return document, where the mapping expects {returns.quantities} quantities."
            yield Check("sign_mismatch", line.quantity, odd, advice)
        if "§delivered_at" in self._cells.columns:
            early = self._delivered_at() < pl.col("§placed_at")
            column = self._mapping.document.delivered
            name = column.column if isinstance(column, DateColumn) else ""
            yield Check("delivered_before_placed", name, early, "is before the order was placed. Correct one of them.")

    def _delivered_at(self) -> pl.Expr:
        """A delivery day without a time that is the day of placing means: after it was placed."""
        if self._mapping.document.delivered == "when_placed":
            return pl.col("§placed_at")
        if "§delivered_at" not in self._cells.columns:
            return pl.lit(None, pl.Datetime("us", "UTC"))
        same_day = ~pl.col("§delivered_timed") & (pl.col("§delivered_on") == pl.col("§placed_on"))
        return pl.when(same_day).then(pl.col("§placed_at")).otherwise(pl.col("§delivered_at"))

    def _line(self) -> Iterator[pl.Expr]:
        document, line, have = self._mapping.document, self._mapping.line, self._cells.columns
        constant = document.channel.constant if document.channel else None
        part = {PLACED_ON: pl.col("§placed_on").cast(pl.String)}
        yield pl.int_range(pl.len(), dtype=pl.Int64).alias("row")
        chosen = [pl.col(column).is_in(values) for column, values in self._mapping.select.items()]
        yield pl.all_horizontal(*chosen, pl.lit(True)).fill_null(False).alias("selected")
        yield filled_key(document.order_no, lambda name: part.get(name, pl.col(name))).alias("document_no")
        yield filled_key(self._mapping.customer.customer_no, pl.col).alias("customer_no")
        yield (pl.col("§return") | (pl.col("§qty") < 0)).alias("returned")
        yield pl.col("§placed_at").alias("placed_at")
        yield pl.col("§placed_on").alias("placed_on")
        yield self._delivered_at().alias("delivered_at")
        yield (pl.col("§delivered_on") if "§delivered_on" in have else pl.lit(None, pl.Date)).alias("delivered_on")
        yield (pl.col("§channel") if "§channel" in have else pl.lit(constant, pl.String)).alias("channel")
        yield pl.col(line.sku).alias("sku")
        yield pl.col("§qty").abs().alias("qty")
        yield pl.col("§amount").abs().alias("amount")
        yield (pl.col("§line_no") if "§line_no" in have else pl.lit(None, pl.Int64)).alias("line_no")
        yield (pl.col(line.line_order) if line.line_order else pl.lit(None, pl.String)).alias("line_order")
