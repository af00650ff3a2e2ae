"""Which values a customer's file accepts, field by field."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from domain.customers.classification import BusinessFormat, BusinessScale, MarketType
from domain.customers.events import PROFILE_FIELDS
from domain.kernel.refusals import InvalidValue
from domain.kernel.text import check_identifier, check_text, escaped

LARGEST_AREA_M2 = Decimal(1_000_000)


def _identifier(field: str, value: Any) -> str:
    return check_identifier(field, str(value))


def _phone(field: str, value: Any) -> str:
    check_identifier(field, str(value).removeprefix("+"))  # +86 ... is a number, not a formula
    return str(value)


def _text(field: str, value: Any) -> str:
    return check_text(field, str(value), most=400)


def _choice(kind: type[StrEnum]) -> Callable[[str, Any], StrEnum]:
    def check(field: str, value: Any) -> StrEnum:
        if value in set(kind):
            return kind(value)
        raise InvalidValue(field=field, value=escaped(str(value)), why=f"use one of {', '.join(kind)}")

    return check


def _area(field: str, value: Any) -> Decimal:
    if not isinstance(value, Decimal) or not value.is_finite() or not 0 < value <= LARGEST_AREA_M2:
        raise InvalidValue(
            field=field, value=escaped(str(value)), why=f"use square metres above 0, up to {LARGEST_AREA_M2}"
        )
    return value


def _day(field: str, value: Any) -> date:
    if not isinstance(value, date):
        raise InvalidValue(field=field, value=escaped(str(value)), why="use a date")
    return value


_CHECKS: dict[str, Callable[[str, Any], Any]] = {
    "name": _text,
    "address": _text,
    "district": _text,
    "order_phone": _phone,
    "market_type": _choice(MarketType),
    "business_format": _choice(BusinessFormat),
    "business_scale": _choice(BusinessScale),
    "shop_area_m2": _area,
    "tobacco_area_m2": _area,
    "trade_area": _text,
    "account_manager": _identifier,
    "licence_no": _identifier,
    "licence_valid_until": _day,
}


def check_profile(values: Mapping[str, object]) -> dict[str, Any]:
    """The given values, checked; None means not given. A field that is not collected is refused.

    Raises `InvalidValue`, `InvalidText` or `InvalidIdentifier`.
    """
    for field in values:
        if field not in _CHECKS:
            raise InvalidValue(
                field=field, value="", why=f"it is not collected; a file has {', '.join(PROFILE_FIELDS)}"
            )
    return {f: _CHECKS[f](f, v) for f, v in values.items() if v is not None}
