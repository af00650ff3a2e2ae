"""Add up a file of orders straight from its columns: another way of counting than the documents, to reconcile with."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

import polars as pl

from projections.orders.document_totals import DocumentTotals
from service.imports.engine.source import RESERVED
from service.imports.engine.sums import plain_numbers
from service.imports.engine.template import columns_of
from service.imports.orders.order_mapping import PLACED_ON, OrderMapping

_DAY = f"{RESERVED}day"


def order_totals(
    text: pl.DataFrame, placed_on: pl.Series, mapping: OrderMapping, minor_digits: int, rows: Sequence[int] | pl.Series
) -> DocumentTotals:
    """Add up these rows of the file's text, which must have passed its checks; `placed_on` has the day of each row."""
    chosen = text.with_columns(placed_on.alias(_DAY))[rows]
    line, returns = mapping.line, mapping.document.returns
    money = _money(chosen, mapping, minor_digits)
    prefixed = [pl.col(returns.column).str.starts_with(prefix) for prefix in returns.prefixes] if returns else []
    came_back = chosen.select(pl.any_horizontal(*prefixed, pl.col(line.quantity).str.starts_with("-"))).to_series()
    named = {_DAY if name == PLACED_ON else name for name in columns_of(mapping.document.order_no)}
    keys = chosen.select(*sorted(named))
    return DocumentTotals(
        lines=chosen.height,
        orders=keys.filter(~came_back).n_unique(),
        returns=keys.filter(came_back).n_unique(),
        amount=_sum(money.filter(~came_back), minor_digits),
        returned_amount=abs(_sum(money.filter(came_back), minor_digits)),
    )


def _money(chosen: pl.DataFrame, mapping: OrderMapping, minor_digits: int) -> pl.Series:
    line, form = mapping.line, mapping.numbers
    if line.amount:
        return plain_numbers(chosen[line.amount], form).cast(pl.Decimal(38, minor_digits))
    pairs = chosen.select(
        price=plain_numbers(chosen[line.unit_price or ""], form), quantity=plain_numbers(chosen[line.quantity], form)
    )
    unit = Decimal(1).scaleb(-minor_digits)
    distinct = pairs.unique()
    products = [
        (Decimal(price) * Decimal(quantity)).quantize(unit, ROUND_HALF_UP) for price, quantity in distinct.iter_rows()
    ]
    priced = distinct.with_columns(pl.Series("product", products, pl.Decimal(38, minor_digits)))
    return pairs.join(priced, on=["price", "quantity"], how="left", maintain_order="left")["product"]


def _sum(money: pl.Series, minor_digits: int) -> Decimal:
    return Decimal(money.sum() or 0).quantize(Decimal(1).scaleb(-minor_digits))
