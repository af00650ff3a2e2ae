"""The cells of an order file as values: what each line says by itself, and what may be wrong with it."""

from collections.abc import Iterator
from datetime import datetime

import polars as pl

from eventlog.branch import Branch
from service.imports.engine.amounts import amount, priced, quantity, whole
from service.imports.engine.cells import KEY, Cells
from service.imports.engine.checks import Check, identifier, required, unambiguous
from service.imports.engine.mapping import DateColumn
from service.imports.engine.source import Source
from service.imports.engine.template import columns_of, filled_key
from service.imports.orders.order_mapping import PLACED_ON, OrderMapping


def order_cells(source: Source, mapping: OrderMapping, branch: Branch, now: datetime) -> Cells:
    """Value and check every row; the customer's fields are there too."""
    document, line, form = mapping.document, mapping.line, mapping.numbers
    keys = [document.order_no, mapping.customer.customer_no]
    cells = Cells(source, mapping, branch, now, width_at=line.sku)
    cells.checks.append(required(document.placed.column))
    for column in dict.fromkeys([*columns_of(keys[0]), *columns_of(keys[1]), line.sku]):
        cells.checks += identifier(column) if column != PLACED_ON else ()
    for key in keys:
        cells.checks += [check for check in unambiguous(key) if check.column != PLACED_ON]
    cells.moment("placed", document.placed)
    cells.moment(
        "delivered", document.delivered if isinstance(document.delivered, DateColumn) else None, after="placed"
    )
    cells.fields(mapping.customer.fields)
    cells.distinct([line.quantity], quantity(line.quantity, form))
    if line.amount:
        cells.distinct([line.amount], amount(line.amount, form, branch.minor_digits))
    elif line.unit_price:
        cells.distinct([line.unit_price, "§qty"], priced(line.unit_price, form, branch.minor_digits))
    if line.line_no:
        cells.distinct([line.line_no], whole(line.line_no, form))
    cells.code("channel", document.channel, "document.channel", needed=True)
    day = {PLACED_ON: pl.col("§placed_on").cast(pl.String)}
    cells.add("key", filled_key(document.order_no, lambda name: day.get(name, pl.col(name))))
    cells.add("return", _is_return(mapping))
    cells.checks += _agreements(mapping)
    return cells


def order_lines(cells: Cells, mapping: OrderMapping) -> pl.DataFrame:
    """Give for each selected row of the file, in its order, what documents are made of.

    row (from 0), document_no, customer_no, returned, placed_at, placed_on, delivered_at, delivered_on, channel, sku,
    qty (positive cartons), amount (positive minor units), line_no and line_order (null where the mapping names none).
    """
    line = mapping.line
    return cells.frame.filter("§selected").select(
        row="§row",
        document_no=KEY,
        customer_no=filled_key(mapping.customer.customer_no, pl.col),
        returned=pl.col("§return") | (pl.col("§qty") < 0),
        placed_at="§placed_at",
        placed_on="§placed_on",
        delivered_at="§placed_at" if mapping.document.delivered == "when_placed" else "§delivered_at",
        delivered_on="§delivered_on",
        channel="§channel",
        sku=line.sku,
        qty=pl.col("§qty").abs(),
        amount=pl.col("§amount").abs(),
        line_no=pl.col("§line_no") if line.line_no else pl.lit(None, pl.Int64),
        line_order=pl.col(line.line_order) if line.line_order else pl.lit(None, pl.String),
    )


def _is_return(mapping: OrderMapping) -> pl.Expr:
    returns = mapping.document.returns
    starts = [pl.col(returns.column).str.starts_with(prefix) for prefix in returns.prefixes] if returns else []
    return pl.any_horizontal(*starts, pl.lit(False)).fill_null(False)


def _agreements(mapping: OrderMapping) -> Iterator[Check]:
    line, returns, delivered = mapping.line, mapping.document.returns, mapping.document.delivered
    qty, money = pl.col("§qty"), pl.col("§amount")
    opposite = (qty < 0) & (money > 0) | (qty > 0) & (money < 0)
    yield Check("sign_mismatch", line.amount or line.unit_price or "", opposite, "has another sign than the quantity.")
    if returns:
        odd = pl.col("§return") & (qty > 0 if returns.quantities == "negative" else qty < 0)
        advice = f"in a return document, where the mapping expects {returns.quantities} quantities."
        yield Check("sign_mismatch", line.quantity, odd, advice)
    if isinstance(delivered, DateColumn):
        early = pl.col("§delivered_at") < pl.col("§placed_at")
        advice = "is before the order was placed. Correct one of them."
        yield Check("delivered_before_placed", delivered.column, early, advice)
