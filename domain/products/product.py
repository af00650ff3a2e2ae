"""An article of the catalogue: registered, described, priced, scarce or slow, withdrawn."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from functools import reduce
from typing import Any, NamedTuple

from domain.customers.customer import Customer, refuse_not_enrolled_yet
from domain.kernel.refusals import InvalidValue
from domain.kernel.stamp import Stamp
from domain.kernel.text import check_identifier, check_text, escaped
from domain.kernel.timeline import NOTHING_KNOWN, Timeline
from domain.products.events import (
    DESCRIPTION,
    PRICES,
    ProductEvent,
    ProductPriceChanged,
    ProductPriceObserved,
    ProductRedescribed,
    ProductRegistered,
    ProductStateChanged,
    ProductWithdrawn,
    SalesState,
)
from domain.products.pricing import check_price, check_prices, price_class
from domain.products.refusals import (
    ProductAlreadyRegistered,
    ProductIsWithdrawn,
    ProductNotRegisteredYet,
)

MOST_UNITS = 1_000
"""More sticks in a pack, or packs in a carton, is a slip of the pen."""


class Classed(NamedTuple):
    """The price class that was told with a transfer price, and when that held."""

    price_class: int | None
    at: datetime
    on: date


@dataclass(frozen=True, slots=True)
class Product:
    """What decisions need of an article. `prices` holds what was told for each first day; the others run on.

    `classed` has the first days for which a transfer price was told.
    """

    product_no: str
    registered_at: datetime
    registered_on: date
    description: Timeline[Mapping[str, Any]] = NOTHING_KNOWN
    state: Timeline[SalesState] = NOTHING_KNOWN
    prices: Mapping[date, Mapping[str, Decimal]] = field(default_factory=dict)
    classed: Mapping[date, Classed] = field(default_factory=dict)
    withdrawn: Timeline[date] = NOTHING_KNOWN

    def prices_on(self, day: date) -> Mapping[str, Decimal | None]:
        """The prices in force on that day, by name: each as last told for a day by then; None before its first."""
        in_force: dict[str, Decimal | None] = dict.fromkeys(PRICES)
        for first in sorted(first for first in self.prices if first <= day):
            in_force |= self.prices[first]
        return in_force

    def class_of(self, transfer_price: Decimal | None) -> int | None:
        """The price class of a transfer price by the sticks in a carton as the catalogue last says."""
        units = self.description.values[-1]
        return price_class(transfer_price, units.get("sticks_per_pack"), units.get("packs_per_carton"))


def register_product(
    product: Product | None, product_no: str, description: Mapping[str, object], *, stamp: Stamp
) -> list[ProductEvent]:
    """Take an article into the catalogue; a number is registered once, for ever."""
    check_identifier("product_no", product_no)
    if product is not None:
        raise ProductAlreadyRegistered(product_no=product_no, since=product.registered_on)
    stated = _checked({**description, "name": description.get("name") or ""})
    return [ProductRegistered(**stamp.fields(), product_no=product_no, **stated)]


def redescribe_product(product: Product, changes: Mapping[str, object], *, stamp: Stamp) -> list[ProductEvent]:
    """State otherwise what the article is; what the catalogue says then already is not told again.

    A transfer price that is in another class by the sticks in a carton is told again with it.
    """
    _refuse_outside_life(product, stamp)
    before = product.description.at(stamp.effective_at) or {}
    after = {**before, **_checked(changes)}
    stated: list[ProductEvent] = []
    if after != before:
        stated = [ProductRedescribed(**stamp.fields(), product_no=product.product_no, **after)]
    return [*stated, *_reclassified(reduce(evolve, stated, product), stamp)]


def change_price(
    product: Product, prices: Mapping[str, object], valid_from: date, *, stamp: Stamp
) -> list[ProductEvent]:
    """Give the article these prices of a carton from a day on; those not named run on, also when told late.

    Told for the same day already and with the same class, they are not told again; a price that only runs on to that
    day is, since another one that is told late for a day between would else reach beyond it.
    """
    _refuse_outside_life(product, stamp)
    stated = check_prices(prices)
    if stated.items() <= product.prices.get(valid_from, {}).items() and (
        "transfer_price" not in stated
        or product.classed[valid_from].price_class == product.class_of(stated["transfer_price"])
    ):
        return []
    return [_priced(product, stated, valid_from, stamp)]


def set_state(product: Product, state: SalesState, *, stamp: Stamp) -> list[ProductEvent]:
    """Say how the article sells from the stamp's instant on."""
    _refuse_outside_life(product, stamp)
    if product.state.at(stamp.effective_at) is state:
        return []
    return [ProductStateChanged(**stamp.fields(), product_no=product.product_no, state=state)]


def observe_price(
    product: Product, price: Decimal, customer: Customer | None = None, place: str | None = None, *, stamp: Stamp
) -> list[ProductEvent]:
    """Record at what price of a carton the article was seen on sale, at a customer's or at another place."""
    _refuse_outside_life(product, stamp)
    if customer is not None:
        refuse_not_enrolled_yet(customer, stamp)
    return [
        ProductPriceObserved(
            **stamp.fields(),
            product_no=product.product_no,
            price=check_price("price", price),
            customer_no=customer and customer.customer_no,
            place=None if place is None else check_text("place", place, most=400),
        )
    ]


def withdraw_product(product: Product, *, stamp: Stamp) -> list[ProductEvent]:
    """Take the article out of the catalogue."""
    stamp.require_reason("a withdrawal")
    _refuse_outside_life(product, stamp)
    return [ProductWithdrawn(**stamp.fields(), product_no=product.product_no)]


def _checked(description: Mapping[str, object]) -> dict[str, object]:
    """The given parts of a description; None means not given."""
    checked: dict[str, object] = {}
    for name, value in description.items():
        if value is None:
            continue
        if name not in DESCRIPTION:
            raise InvalidValue(field=name, value="", why=f"the catalogue has {', '.join(DESCRIPTION)}")
        if name in {"sticks_per_pack", "packs_per_carton"}:
            if type(value) is not int or not 1 <= value <= MOST_UNITS:
                why = f"use a whole number from 1 to {MOST_UNITS}"
                raise InvalidValue(field=name, value=escaped(str(value)), why=why)
            checked[name] = value
        else:
            checked[name] = check_text(name, str(value), most=400)
    return checked


def _priced(product: Product, prices: Mapping[str, Decimal], valid_from: date, stamp: Stamp) -> ProductPriceChanged:
    kind = product.class_of(prices.get("transfer_price"))
    return ProductPriceChanged(
        **stamp.fields(), product_no=product.product_no, valid_from=valid_from, **prices, price_class=kind
    )


def _reclassified(product: Product, stamp: Stamp) -> Iterator[ProductPriceChanged]:
    """The transfer prices whose class is not what was told with them; none is true before it was told to be."""
    for day, (stated, at, on) in sorted(product.classed.items()):
        price = product.prices[day]["transfer_price"]
        if product.class_of(price) != stated:
            then = stamp if at <= stamp.effective_at else replace(stamp, effective_at=at, effective_on=on)
            yield _priced(product, {"transfer_price": price}, day, then)


def _refuse_outside_life(product: Product, stamp: Stamp) -> None:
    """Refuse what would be true before the article was registered or after it was withdrawn."""
    if stamp.effective_at < product.registered_at:
        raise ProductNotRegisteredYet(product_no=product.product_no, since=product.registered_on, at=stamp.effective_on)
    if (since := product.withdrawn.at(stamp.effective_at)) is not None:
        raise ProductIsWithdrawn(product_no=product.product_no, since=since)


def evolve(product: Product | None, event: ProductEvent) -> Product:
    """The article once `event` is known too."""
    at = event.effective_at
    if product is None:
        product = Product(event.product_no, at, event.effective_on)
    match event:
        case ProductRegistered() | ProductRedescribed():
            stated = {name: value for name in DESCRIPTION if (value := getattr(event, name)) is not None}
            return replace(product, description=product.description.with_value(at, stated))
        case ProductPriceChanged():
            prices = {name: price for name in PRICES if (price := getattr(event, name)) is not None}
            before = product.prices.get(event.valid_from, {})
            product = replace(product, prices={**product.prices, event.valid_from: {**before, **prices}})
            if event.transfer_price is None:
                return product
            classed = {**product.classed, event.valid_from: Classed(event.price_class, at, event.effective_on)}
            return replace(product, classed=classed)
        case ProductStateChanged():
            return replace(product, state=product.state.with_value(at, event.state))
        case ProductWithdrawn():
            return replace(product, withdrawn=product.withdrawn.with_value(at, event.effective_on))
    return product
