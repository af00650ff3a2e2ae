"""products: the catalogue as it stands, each article once."""

from datetime import date, datetime
from typing import Annotated, NamedTuple

from domain.kernel.event import Recorded
from domain.kernel.fields import Sku
from domain.products.events import (
    DESCRIPTION,
    ProductRedescribed,
    ProductRegistered,
    ProductStateChanged,
    ProductWithdrawn,
)
from projections.fold.table import ReadTable, Rows, topics


class ProductRow(NamedTuple):
    """One article (品规)."""

    sku: Annotated[Sku, "the article's number, by which order lines name it; lines may name others too"]
    name: Annotated[str, "what the article is called"]
    brand: Annotated[str | None, "the brand it belongs to"]
    specification: Annotated[str | None, "its form within the brand"]
    sticks_per_pack: Annotated[int | None, "cigarettes (支) in a pack"]
    packs_per_carton: Annotated[int | None, "packs (盒) in a carton (条)"]
    described_at: Annotated[datetime, "from when the description holds"]
    registered_on: Annotated[date, "the day it entered the catalogue"]
    state: Annotated[str | None, "scarce (紧俏), selling (顺销) or slow (滞销); null until it was said"] = None
    state_since: Annotated[datetime | None, "from when the state holds"] = None
    withdrawn_on: Annotated[date | None, "the day it left the catalogue; null while it is in it"] = None


def _registered(_: Rows, recorded: Recorded[ProductRegistered]) -> Rows:
    event = recorded.event
    told_of = [getattr(event, name) for name in DESCRIPTION]
    return [ProductRow(*(event.product_no, *told_of, event.effective_at, event.effective_on))]


def _redescribed(rows: Rows, recorded: Recorded[ProductRedescribed]) -> Rows:
    event = recorded.event
    if rows[0].described_at > event.effective_at:
        return rows
    told_of = {name: getattr(event, name) for name in DESCRIPTION}
    return [rows[0]._replace(**told_of, described_at=event.effective_at)]


def _state_changed(rows: Rows, recorded: Recorded[ProductStateChanged]) -> Rows:
    event = recorded.event
    if rows[0].state_since is not None and rows[0].state_since > event.effective_at:
        return rows
    return [rows[0]._replace(state=event.state, state_since=event.effective_at)]


def _withdrawn(rows: Rows, recorded: Recorded[ProductWithdrawn]) -> Rows:
    return [rows[0]._replace(withdrawn_on=recorded.event.effective_on)]


PRODUCTS = ReadTable(
    name="products",
    meaning="The catalogue: articles (品规), what they are and how they sell; what they cost is in product_prices",
    row=ProductRow,
    key=("sku",),
    group=("sku",),
    groups=lambda recorded: ((recorded.event.product_no,),),
    folds={
        ProductRegistered: _registered,
        ProductRedescribed: _redescribed,
        ProductStateChanged: _state_changed,
        ProductWithdrawn: _withdrawn,
    },
    creates=frozenset({ProductRegistered}),
    ignores=topics("product", "price_changed price_observed"),
    unlisted=frozenset({"described_at", "state_since"}),
)
