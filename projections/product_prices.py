"""product_prices: what each article costs over time, one row for each stretch without change."""

from bisect import bisect_left
from datetime import date
from decimal import Decimal
from typing import Annotated, NamedTuple

from domain.fields import Sku
from domain.products.events import PRICES, ProductPriceChanged
from projections import families
from projections.table import ReadTable, Rows, Told


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
        " null where the price or the sticks in a carton were not known when it was recorded",
    ]


def _changed(rows: Rows, told: Told[ProductPriceChanged]) -> Rows:
    """The prices hold until the next first day; told again for the same day, the later telling stands."""
    event = told.event
    i = bisect_left(rows, event.valid_from, key=lambda row: row.valid_from)
    before, after = rows[:i], [row for row in rows[i:] if row.valid_from != event.valid_from]
    if before:
        before[-1] = before[-1]._replace(valid_to=event.valid_from)
    prices = [getattr(event, name) for name in PRICES]
    until = after[0].valid_from if after else None
    return [*before, PriceRow(*(event.product_no, event.valid_from, until, *prices, event.price_class)), *after]


PRODUCT_PRICES = ReadTable(
    name="product_prices",
    meaning="What the articles of the catalogue cost over time: periods of days without gap or overlap from the first",
    row=PriceRow,
    key=("sku", "valid_from"),
    group=("sku",),
    groups=lambda recorded: ((recorded.event.product_no,),),
    folds={ProductPriceChanged: _changed},
    ignores=families.CUSTOMERS | families.ORDERS | families.DIALOGUE | families.VALUE - {ProductPriceChanged.topic},
    constraints=("EXCLUDE USING gist (sku WITH =, daterange(valid_from, valid_to) WITH &&)",),
)
