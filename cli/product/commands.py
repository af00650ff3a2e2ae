"""indelible product: the catalogue of articles (品规)."""

from datetime import date
from decimal import Decimal
from typing import Annotated, TypedDict, Unpack

import typer

from cli.app.changing import changes
from cli.app.noun import Noun
from cli.app.options import Sku
from cli.app.parsing.lines import parse_money
from cli.app.parsing.moments import parse_day
from cli.product import queries
from domain.products.events import PRICES, SalesState
from service import products
from service.commands import Command

app = Noun()


class _Description(TypedDict, total=False):
    """What the catalogue says of an article beside its name."""

    brand: Annotated[str | None, typer.Option(help="The brand it belongs to (品牌).")]
    specification: Annotated[str | None, typer.Option(help="Its form within the brand (规格).")]
    sticks_per_pack: Annotated[int | None, typer.Option(metavar="N", help="Cigarettes (支) in a pack, such as 20.")]
    packs_per_carton: Annotated[int | None, typer.Option(metavar="N", help="Packs (盒) in a carton (条), such as 10.")]


class _Prices(TypedDict, total=False):
    """What a carton costs."""

    transfer_price: Annotated[
        Decimal | None,
        typer.Option(metavar="AMOUNT", parser=parse_money, help="调拨价: what we pay for a carton (条)."),
    ]
    wholesale_price: Annotated[
        Decimal | None,
        typer.Option(metavar="AMOUNT", parser=parse_money, help="批发价: what a retailer pays us for a carton."),
    ]
    retail_price: Annotated[
        Decimal | None,
        typer.Option(metavar="AMOUNT", parser=parse_money, help="零售价: what a consumer is to pay for a carton."),
    ]


class _Entry(_Description, _Prices, total=False):
    """All that may be known of an article beside its name."""


class _Changes(_Description, total=False):
    """All that may be described otherwise."""

    name: Annotated[str | None, typer.Option(help="What the article is called.")]


@changes(app)
def register(
    sku: Sku, name: Annotated[str, typer.Option(help="What the article is called.")], **entry: Unpack[_Entry]
) -> Command:
    """Take an article into the catalogue (新品上架), with its prices from that day on."""
    prices = {price: value for price, value in entry.items() if price in PRICES}
    description = {"name": name, **{field: value for field, value in entry.items() if field not in PRICES}}
    return products.register_product(sku, description, prices)


@changes(app)
def describe(sku: Sku, **changed: Unpack[_Changes]) -> Command:
    """State otherwise what an article is (更正); other sticks in a carton may give its prices another class (价类)."""
    if not changed:
        raise typer.BadParameter("say what is otherwise, for example --brand TEXT")
    return products.redescribe_product(sku, changed)


@changes(app)
def change_price(
    sku: Sku,
    valid_from: Annotated[
        date, typer.Option(metavar="DAY", parser=parse_day, help="First day of the prices; may lie ahead.")
    ],
    **prices: Unpack[_Prices],
) -> Command:
    """Give an article other prices (调价) from a day on; those not named stay."""
    if not prices:
        raise typer.BadParameter("say what it costs, for example --retail-price 150")
    return products.change_price(sku, prices, valid_from)


@changes(app)
def set_state(sku: Sku, state: Annotated[SalesState, typer.Argument(help="紧俏, 顺销 or 滞销.")]) -> Command:
    """Say how an article sells: scarce (紧俏), selling (顺销) or slow (滞销)."""
    return products.set_state(sku, state)


@changes(app)
def withdraw(sku: Sku) -> Command:
    """Take an article out of the catalogue (退市)."""
    return products.withdraw_product(sku)


@changes(app)
def observe_price(
    sku: Sku,
    price: Annotated[
        Decimal, typer.Option(metavar="AMOUNT", parser=parse_money, help="What a carton (条) is sold for.")
    ],
    customer: Annotated[str | None, typer.Option(metavar="CUSTOMER_NO", help="The customer who sells at it.")] = None,
    place: Annotated[str | None, typer.Option(help="Where it was seen, if at no customer's.")] = None,
) -> Command:
    """Record at what price an article is sold in the market (市场价格采集)."""
    return products.observe_price(sku, price, customer, place)


queries.add_to(app)
