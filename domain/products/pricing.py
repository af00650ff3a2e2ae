"""Which prices may be kept, and the price class (价类) that follows from one."""

from collections.abc import Mapping
from decimal import Decimal

from domain.kernel.refusals import InvalidValue
from domain.kernel.text import escaped
from domain.products.events import PRICES

MOST_PRICE = Decimal(10**9)
PRICE_DIGITS = 6
"""Decimal places a price of one carton may have."""

STICKS_OF_A_CLASS = 200
_LOWEST = ((1, Decimal(100)), (2, Decimal(70)), (3, Decimal(30)), (4, Decimal("16.5")))
"""Price class and the lowest transfer price of 200 sticks in it, in yuan, as the trade counts the classes."""


def check_price(name: str, price: object) -> Decimal:
    """The price of a carton; raises `InvalidValue` unless it is above 0 with at most `PRICE_DIGITS` decimals."""
    if (
        not isinstance(price, Decimal)
        or not price.is_finite()
        or not 0 < price < MOST_PRICE
        or price != round(price, PRICE_DIGITS)
    ):
        why = f"use money for a carton above 0, below {MOST_PRICE}, with at most {PRICE_DIGITS} decimals"
        raise InvalidValue(field=name, value=escaped(str(price)), why=why)
    return price


def check_prices(prices: Mapping[str, object]) -> dict[str, Decimal]:
    """The given prices by name, each checked; None means not given. Another name is refused."""
    for name in prices:
        if name not in PRICES:
            raise InvalidValue(field=name, value="", why=f"there are {', '.join(PRICES)}")
    return {name: check_price(name, price) for name, price in prices.items() if price is not None}


def price_class(
    transfer_price: Decimal | None, sticks_per_pack: int | None, packs_per_carton: int | None
) -> int | None:
    """价类 1 to 5 by the transfer price of 200 sticks; None until price and sticks of a carton are known."""
    if transfer_price is None or sticks_per_pack is None or packs_per_carton is None:
        return None
    sticks = sticks_per_pack * packs_per_carton
    return next((kind for kind, least in _LOWEST if transfer_price * STICKS_OF_A_CLASS >= least * sticks), 5)
