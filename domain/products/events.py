"""What can have happened to an article (品规) of the catalogue."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, ClassVar

from domain.kernel.event import Event
from domain.kernel.fields import Business, CustomerNo
from domain.kernel.frozen_model import FrozenModel

ProductNo = Annotated[str, Business("the article's number, by which order lines name it as their SKU")]


class SalesState(StrEnum):
    """How an article sells."""

    SCARCE = "scarce"  # 紧俏
    SELLING = "selling"  # 顺销
    SLOW = "slow"  # 滞销


class Description(FrozenModel):
    """What the catalogue says of an article beside its prices."""

    name: Annotated[str, Business("what the article is called")]
    brand: Annotated[str | None, Business("the brand it belongs to")] = None
    specification: Annotated[str | None, Business("its form within the brand: length, tar, packing")] = None
    sticks_per_pack: Annotated[int | None, Business("cigarettes (支) in a pack, for units and price class")] = None
    packs_per_carton: Annotated[int | None, Business("packs (盒) in a carton (条), for units and price class")] = None


DESCRIPTION: tuple[str, ...] = tuple(Description.model_fields)


class Prices(FrozenModel):
    """What an article costs from a day on."""

    transfer_price: Annotated[
        Decimal | None, Business("调拨价: what we pay for a carton (条), in the branch's currency")
    ] = None
    wholesale_price: Annotated[Decimal | None, Business("批发价: what a retailer pays us for a carton")] = None
    retail_price: Annotated[Decimal | None, Business("零售价: what a consumer is to pay the retailer for a carton")] = (
        None
    )


PRICES: tuple[str, ...] = tuple(Prices.model_fields)


class ProductEvent(Event):
    """An event of the article's own stream."""

    product_no: ProductNo


class ProductRegistered(Description, ProductEvent):
    """An article entered the catalogue."""

    topic: ClassVar[str] = "product.registered"


class ProductRedescribed(Description, ProductEvent):
    """The catalogue says otherwise what the article is; all of its description is told."""

    topic: ClassVar[str] = "product.redescribed"


class ProductPriceChanged(Prices, ProductEvent):
    """The article has these prices from a day on, be it past or planned; a price that is not told runs on."""

    topic: ClassVar[str] = "product.price_changed"
    valid_from: Annotated[date, Business("first day of the prices, in the branch's zone; may lie ahead")]
    price_class: Annotated[
        int | None, Business("价类 1 (dearest) to 5, by the transfer price of 200 sticks; runs on with that price")
    ] = None


class ProductStateChanged(ProductEvent):
    """The article sells otherwise than before."""

    topic: ClassVar[str] = "product.state_changed"
    state: Annotated[SalesState, Business("scarce 紧俏, selling 顺销, slow 滞销: how supply and promotion treat it")]


class ProductWithdrawn(ProductEvent):
    """The article left the catalogue; its history stays."""

    topic: ClassVar[str] = "product.withdrawn"


class ProductPriceObserved(ProductEvent):
    """Somebody saw at what price the article is sold in the market, at a customer's or elsewhere."""

    topic: ClassVar[str] = "product.price_observed"
    customer_no: CustomerNo | None = None
    price: Annotated[Decimal, Business("what a carton (条) was sold for, in the branch's currency")]
    place: Annotated[str | None, Business("where, if at no customer's: a market, a street, a town")] = None
