"""The fields of a customer's file: from this list follow what is accepted, columns, options and words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, get_args

from domain.customers.classification import BusinessFormat, BusinessScale, MarketType
from domain.kernel.fields import Business, Staff
from domain.kernel.frozen_model import FrozenModel
from domain.kernel.refusals import InvalidValue
from domain.kernel.text import check_identifier, check_text, escaped

LARGEST_AREA_M2 = Decimal(1_000_000)


@dataclass(frozen=True)
class Collected:
    """Which values a field takes, and what people read of it: a word, its option's help, and its column's meaning.

    Without a meaning its column has the purpose of the field's type. A file is complete once it has all that is `core`.
    """

    check: Callable[[str, Any], Any]
    words: str
    help: str
    meaning: str | None = None
    core: bool = False


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


Name = Annotated[
    str,
    Business("what the shop is called on its sign and its invoices"),
    Collected(_text, "name", "What the shop is called (店名).", core=True),
]
Address = Annotated[
    str,
    Business("where goods are delivered and the shop is visited"),
    Collected(_text, "address", "Where goods are delivered (地址).", core=True),
]
District = Annotated[
    str,
    Business("county or section of the branch, for routes and inspection"),
    Collected(_text, "district", "County or section of the branch (区县).", core=True),
]
OrderPhone = Annotated[
    str,
    Business("the shop's number for telephone orders"),
    Collected(_phone, "order phone (订货电话)", "The shop's number for telephone orders (订货电话).", core=True),
]
Market = Annotated[
    MarketType,
    Business("市场类型, first part of the class code"),
    Collected(
        _choice(MarketType),
        "market type (市场类型)",
        "Urban or rural (市场类型).",
        "市场类型, first part of the class code: urban or rural",
        core=True,
    ),
]
Format = Annotated[
    BusinessFormat,
    Business("经营业态, second part of the class code"),
    Collected(
        _choice(BusinessFormat),
        "business format (经营业态)",
        "The kind of shop (经营业态).",
        "经营业态, second part of the class code:"
        " grocery, convenience, supermarket, mall, tobacco_and_liquor, leisure or other",
        core=True,
    ),
]
Scale = Annotated[
    BusinessScale,
    Business("经营规模, third part of the class code"),
    Collected(
        _choice(BusinessScale),
        "business scale (经营规模)",
        "Its size within the format (经营规模).",
        "经营规模 within the format, third part of the class code: large, medium, small",
        core=True,
    ),
]
_SQUARE_METRES = Business("size in square metres, for the scale within the business format")
ShopArea = Annotated[
    Decimal,
    _SQUARE_METRES,
    Collected(_area, "shop area in m²", "The shop's size in square metres.", "size of the shop in square metres"),
]
TobaccoArea = Annotated[
    Decimal,
    _SQUARE_METRES,
    Collected(
        _area,
        "tobacco area in m²",
        "The part of it that sells tobacco.",
        "the part of the shop that sells tobacco, in square metres",
    ),
]
TradeArea = Annotated[
    str,
    Business("what surrounds the shop (school, market, station): which goods sell"),
    Collected(_text, "trade area (商圈)", "What surrounds the shop (商圈)."),
]
Manager = Annotated[
    str,
    Staff("the account manager (客户经理) who answers for the customer's file"),
    Collected(
        _identifier, "account manager (客户经理)", "Who answers for the customer (客户经理), by number.", core=True
    ),
]
LicenceNo = Annotated[
    str,
    Business("the retail licence that allows supply"),
    Collected(_identifier, "licence (许可证)", "The retail licence (烟草专卖零售许可证).", core=True),
]
LicenceEnd = Annotated[
    date,
    Business("the last day on which the licence allows supply"),
    Collected(_day, "licence valid until", "The last day on which the licence holds.", core=True),
]


class ProfileFields(FrozenModel):
    """Everything a customer's file may hold. What is not listed here is not collected."""

    name: Name | None = None
    address: Address | None = None
    district: District | None = None
    order_phone: OrderPhone | None = None
    market_type: Market | None = None
    business_format: Format | None = None
    business_scale: Scale | None = None
    shop_area_m2: ShopArea | None = None
    tobacco_area_m2: TobaccoArea | None = None
    trade_area: TradeArea | None = None
    account_manager: Manager | None = None
    licence_no: LicenceNo | None = None
    licence_valid_until: LicenceEnd | None = None


_TYPES = {name: get_args(get_args(field.annotation)[0]) for name, field in ProfileFields.model_fields.items()}

PROFILE_FIELDS: Mapping[str, Collected] = {name: collected for name, (_, _, collected) in _TYPES.items()}
"""Name -> how it is checked and shown, in the order of the file."""

PROFILE_KINDS: Mapping[str, type] = {name: kind for name, (kind, _, _) in _TYPES.items()}
"""Name -> the type of its values."""


def check_profile(values: Mapping[str, object]) -> dict[str, Any]:
    """The given values, checked; None means not given. A field that is not collected is refused.

    Raises `InvalidValue`, `InvalidText` or `InvalidIdentifier`.
    """
    for field in values:
        if field not in PROFILE_FIELDS:
            raise InvalidValue(
                field=field, value="", why=f"it is not collected; a file has {', '.join(PROFILE_FIELDS)}"
            )
    return {f: PROFILE_FIELDS[f].check(f, v) for f, v in values.items() if v is not None}
