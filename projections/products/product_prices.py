"""product_prices: what each article costs over time, one row for each stretch without change."""

from bisect import bisect_left
from datetime import date
from decimal import Decimal
from typing import Annotated, NamedTuple

from domain.kernel.event import Recorded
from domain.kernel.fields import Sku
from domain.products.events import PRICES, ProductPriceChanged
from projections.fold.table import ReadTable, Rows, topics


class PriceRow(NamedTuple):
    """The prices of one article from `valid_from` until the day before `valid_to`, for a carton (条)."""

    sku: Annotated[Sku, "the article's number, by which order lines name it"]
    valid_from: Annotated[date, "first day of the prices, in the branch's zone; may lie ahead"]
    valid_to: Annotated[date | None, "first day of the next prices; null while there are none"]
    transfer_price: Annotated[Decimal | None, "调拨价: what we pay for a carton; null where it is not known"]
    wholesale_price: Annotated[Decimal | None, "批发价: what a retailer pays us for a carton"]
    retail_price: Annotated[Decimal | None, "零售价: what a consumer is to pay the retailer for a carton"]
    price_class: Annotated[
        int | None,
        "价类 by the transfer price of 200 sticks: 1 from 100, 2 from 70, 3 from 30, 4 from 16.5, 5 below (yuan);"
        " null where the price or the sticks in a carton are not known",
    ]
    told: Annotated[list[str], "columns that were told for valid_from; the others run on from the days before"]


def _changed(rows: Rows, recorded: Recorded[ProductPriceChanged]) -> Rows:
    """Each price holds from its first day until it is told for a later one; for the same day, the later telling stands.

    A price that was not told runs on, so one that is told late reaches through days told before on which only others
    changed.
    """
    event = recorded.event
    i = bisect_left(rows, event.valid_from, key=lambda row: row.valid_from)
    again = bool(rows[i:]) and rows[i].valid_from == event.valid_from
    before, after = rows[:i], rows[i + again :]
    facts = {name: price for name in PRICES if (price := getattr(event, name)) is not None}
    if event.transfer_price is not None:
        facts["price_class"] = event.price_class
    if again:
        first = rows[i]
    elif before:
        until = before[-1].valid_to
        before[-1] = before[-1]._replace(valid_to=event.valid_from)
        first = before[-1]._replace(valid_from=event.valid_from, valid_to=until, told=[])
    else:
        until = after[0].valid_from if after else None
        first = PriceRow(event.product_no, event.valid_from, until, None, None, None, None, [])
    first = first._replace(told=sorted({*first.told, *facts}), **facts)
    for n, row in enumerate(after):
        facts = {name: fact for name, fact in facts.items() if name not in row.told}
        if not facts:
            break
        after[n] = row._replace(**facts)
    return [*before, first, *after]


PRODUCT_PRICES = ReadTable(
    name="product_prices",
    meaning="What the articles of the catalogue cost over time: periods of days without gap or overlap from the first",
    row=PriceRow,
    key=("sku", "valid_from"),
    group=("sku",),
    groups=lambda recorded: ((recorded.event.product_no,),),
    folds={ProductPriceChanged: _changed},
    ignores=topics("product", "registered redescribed state_changed withdrawn price_observed"),
    constraints=("EXCLUDE USING gist (sku WITH =, daterange(valid_from, valid_to) WITH &&)",),
)
