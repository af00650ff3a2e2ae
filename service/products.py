"""The catalogue: register, describe, price, say how it sells, withdraw, and see what it sells for."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from domain.customers.area import CUSTOMER
from domain.customers.customer import require_customer
from domain.kernel.event import Event
from domain.kernel.stamp import Stamp
from domain.products import product as decisions
from domain.products.area import PRODUCT
from domain.products.events import ProductEvent, SalesState
from domain.products.product import Product, require_product
from service.commands import CommandResult, record
from service.session import Envelope, Session
from service.unit_of_work import UnitOfWork


def register_product(
    session: Session,
    product_no: str,
    description: Mapping[str, object],
    prices: Mapping[str, object],
    envelope: Envelope,
) -> CommandResult:
    """Take an article into the catalogue, with its prices from that day on if they are given."""
    asked = {
        "command": "product register",
        "product_no": product_no,
        "description": dict(description),
        "prices": dict(prices),
    }

    def decide(unit: UnitOfWork, stamp: Stamp) -> Sequence[Event]:
        return registered_with_prices(
            unit.get(PRODUCT, product_no), product_no, description, prices, stamp.effective_on, stamp
        )

    return record(session, envelope, asked, decide)


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


def redescribe_product(
    session: Session, product_no: str, changes: Mapping[str, object], envelope: Envelope
) -> CommandResult:
    """State otherwise what the article is."""
    return _of_product(
        session,
        envelope,
        {"command": "product describe", "product_no": product_no, "changes": dict(changes)},
        lambda product, stamp: decisions.redescribe_product(product, changes, stamp=stamp),
    )


def change_price(
    session: Session, product_no: str, prices: Mapping[str, object], valid_from: date, envelope: Envelope
) -> CommandResult:
    """Give the article other prices from a day on, past or planned."""
    return _of_product(
        session,
        envelope,
        {
            "command": "product change-price",
            "product_no": product_no,
            "prices": dict(prices),
            "valid_from": valid_from,
        },
        lambda product, stamp: decisions.change_price(product, prices, valid_from, stamp=stamp),
    )


def set_state(session: Session, product_no: str, state: SalesState, envelope: Envelope) -> CommandResult:
    """Say how the article sells."""
    return _of_product(
        session,
        envelope,
        {"command": "product set-state", "product_no": product_no, "state": state},
        lambda product, stamp: decisions.set_state(product, state, stamp=stamp),
    )


def withdraw_product(session: Session, product_no: str, envelope: Envelope) -> CommandResult:
    """Take the article out of the catalogue."""
    return _of_product(
        session,
        envelope,
        {"command": "product withdraw", "product_no": product_no},
        lambda product, stamp: decisions.withdraw_product(product, stamp=stamp),
    )


def observe_price(
    session: Session, product_no: str, price: Decimal, customer_no: str | None, place: str | None, envelope: Envelope
) -> CommandResult:
    """Record at what price the article was seen on sale."""
    asked = {
        "command": "product observe-price",
        "product_no": product_no,
        "price": price,
        "customer_no": customer_no,
        "place": place,
    }

    def decide(unit: UnitOfWork, stamp: Stamp) -> Sequence[Event]:
        product = require_product(unit.get(PRODUCT, product_no), product_no)
        customer = require_customer(unit.get(CUSTOMER, customer_no), customer_no) if customer_no else None
        return decisions.observe_price(product, price, customer, place, stamp=stamp)

    return record(session, envelope, asked, decide)


def _of_product(
    session: Session,
    envelope: Envelope,
    asked: Mapping[str, object],
    decision: Callable[[Product, Stamp], Sequence[ProductEvent]],
) -> CommandResult:
    product_no = str(asked["product_no"])
    return record(
        session,
        envelope,
        asked,
        lambda unit, stamp: decision(require_product(unit.get(PRODUCT, product_no), product_no), stamp),
    )
