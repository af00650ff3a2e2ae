"""What a file adds up to, straight from its columns: another way of counting than the documents, to reconcile with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

import polars as pl

from service.imports.engine.mapping import NumberForm
from service.imports.engine.source import RESERVED
from service.imports.engine.template import columns_of
from service.imports.orders.order_mapping import PLACED_ON, OrderMapping

_DAY = f"{RESERVED}day"


@dataclass(frozen=True)
class Totals:
    """Sums over lines of a file; amounts in the branch's currency."""

    lines: int
    orders: int
    returns: int
    ordered_amount: Decimal
    returned_amount: Decimal

    @property
    def net_amount(self) -> Decimal:
        """What was ordered less what came back."""
        return self.ordered_amount - self.returned_amount


def order_totals(
    text: pl.DataFrame, placed_on: pl.Series, mapping: OrderMapping, minor_digits: int, rows: Sequence[int] | pl.Series
) -> Totals:
    """Add up these rows of the file's text, which must have passed its checks; `placed_on` has the day of each row."""
    chosen = text.with_columns(placed_on.alias(_DAY))[rows]
    line, returns = mapping.line, mapping.document.returns
    money = _money(chosen, mapping, minor_digits)
    prefixed = [pl.col(returns.column).str.starts_with(prefix) for prefix in returns.prefixes] if returns else []
    came_back = chosen.select(pl.any_horizontal(*prefixed, pl.col(line.quantity).str.starts_with("-"))).to_series()
    named = {_DAY if name == PLACED_ON else name for name in columns_of(mapping.document.order_no)}
    keys = chosen.select(*sorted(named))
    return Totals(
        lines=chosen.height,
        orders=keys.filter(~came_back).n_unique(),
        returns=keys.filter(came_back).n_unique(),
        ordered_amount=_sum(money.filter(~came_back), minor_digits),
        returned_amount=abs(_sum(money.filter(came_back), minor_digits)),
    )


def price_totals(text: pl.DataFrame, columns: Mapping[str, str], form: NumberForm) -> dict[str, Decimal]:
    """Add up columns of prices, each under its name, over these rows of the file's text."""
    prices = {name: _decimal(text[column], form).drop_nulls() for name, column in columns.items()}
    return {name: sum(map(Decimal, cells), Decimal(0)) for name, cells in prices.items()}


def _money(chosen: pl.DataFrame, mapping: OrderMapping, minor_digits: int) -> pl.Series:
    line, form = mapping.line, mapping.numbers
    if line.amount:
        return _decimal(chosen[line.amount], form).cast(pl.Decimal(38, minor_digits))
    pairs = chosen.select(
        price=_decimal(chosen[line.unit_price or ""], form), quantity=_decimal(chosen[line.quantity], form)
    )
    unit = Decimal(1).scaleb(-minor_digits)
    distinct = pairs.unique()
    products = [
        (Decimal(price) * Decimal(quantity)).quantize(unit, ROUND_HALF_UP) for price, quantity in distinct.iter_rows()
    ]
    priced = distinct.with_columns(pl.Series("product", products, pl.Decimal(38, minor_digits)))
    return pairs.join(priced, on=["price", "quantity"], how="left", maintain_order="left")["product"]


def _decimal(cells: pl.Series, form: NumberForm) -> pl.Series:
    """Undo the mapping's way of writing numbers, trusting it."""
    text = cells.str.normalize("NFKC") if form.full_width_digits else cells
    for mark in filter(None, (form.currency_mark, form.thousands_mark)):
        text = text.str.replace_all(mark, "", literal=True)
    return text.str.replace(form.decimal_mark, ".", literal=True)


def _sum(money: pl.Series, minor_digits: int) -> Decimal:
    return Decimal(money.sum() or 0).quantize(Decimal(1).scaleb(-minor_digits))
