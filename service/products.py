"""The catalogue: register, describe, price, say how it sells, withdraw, and see what it sells for."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from domain.customers.area import CUSTOMER
from domain.kernel.event import Event
from domain.kernel.stamp import Stamp
from domain.products import product as decisions
from domain.products.area import PRODUCT
from domain.products.events import ProductEvent, SalesState
from domain.products.product import Product
from domain.products.refusals import ProductNotRegisteredYet
from projections.products.price_observations import PRICE_OBSERVATIONS
from projections.products.product_prices import PRODUCT_PRICES
from projections.products.products import PRODUCTS
from service.commands import command
from service.queries import AsOf, RowsByTable, about_stream
from service.session import Session
from service.unit_of_work import UnitOfWork


@command("product register")
def register_product(
    unit: UnitOfWork, stamp: Stamp, product_no: str, description: Mapping[str, object], prices: Mapping[str, object]
) -> Sequence[Event]:
    """Take an article into the catalogue, with its prices from that day on if they are given."""
    found = unit.get(PRODUCT, product_no)
    return registered_with_prices(found, product_no, description, prices, stamp.effective_on, stamp)


def registered_with_prices(
    product: Product | None,
    product_no: str,
    description: Mapping[str, object],
    prices: Mapping[str, object],
    valid_from: date,
    stamp: Stamp,
) -> list[ProductEvent]:
    """An article's entry into the catalogue, and its first prices."""
    events = decisions.register_product(product, product_no, description, stamp=stamp)
    registered = decisions.evolve(None, events[0])
    return [*events, *decisions.change_price(registered, prices, valid_from, stamp=stamp)]


@command("product describe")
def redescribe_product(
    unit: UnitOfWork, stamp: Stamp, product_no: str, changes: Mapping[str, object]
) -> Sequence[Event]:
    """State otherwise what the article is."""
    return decisions.redescribe_product(unit.require(PRODUCT, product_no), changes, stamp=stamp)


@command("product change-price")
def change_price(
    unit: UnitOfWork, stamp: Stamp, product_no: str, prices: Mapping[str, object], valid_from: date
) -> Sequence[Event]:
    """Give the article other prices from a day on, past or planned."""
    return decisions.change_price(unit.require(PRODUCT, product_no), prices, valid_from, stamp=stamp)


@command("product set-state")
def set_state(unit: UnitOfWork, stamp: Stamp, product_no: str, state: SalesState) -> Sequence[Event]:
    """Say how the article sells."""
    return decisions.set_state(unit.require(PRODUCT, product_no), state, stamp=stamp)


@command("product withdraw")
def withdraw_product(unit: UnitOfWork, stamp: Stamp, product_no: str) -> Sequence[Event]:
    """Take the article out of the catalogue."""
    return decisions.withdraw_product(unit.require(PRODUCT, product_no), stamp=stamp)


@command("product observe-price")
def observe_price(
    unit: UnitOfWork,
    stamp: Stamp,
    product_no: str,
    price: Decimal,
    customer_no: str | None = None,
    place: str | None = None,
) -> Sequence[Event]:
    """Record at what price the article was seen on sale."""
    product = unit.require(PRODUCT, product_no)
    customer = unit.require(CUSTOMER, customer_no) if customer_no else None
    return decisions.observe_price(product, price, customer, place, stamp=stamp)


def about_product(session: Session, product_no: str, bounds: AsOf) -> RowsByTable:
    """The article, its prices, and those at which it was seen on sale.

    Raises `ProductNotFound` or `ProductNotRegisteredYet`.
    """
    tables = (PRODUCTS, PRODUCT_PRICES, PRICE_OBSERVATIONS)
    return about_stream(session, PRODUCT, product_no, bounds, tables, ProductNotRegisteredYet)
