"""What a file says of a customer, as the current profile and its periods both show it."""

from decimal import Decimal
from typing import Annotated, Any

from domain.customers import events as told

Status = Annotated[str, "active (营业), suspended (停业), withdrawn (退网) or banned (取缔)"]
Name = told.Name | None
Address = told.Address | None
District = told.District | None
OrderPhone = told.OrderPhone | None
MarketType = Annotated[str | None, "市场类型, first part of the class code: urban or rural"]
BusinessFormat = Annotated[
    str | None,
    "经营业态, second part of the class code:"
    " grocery, convenience, supermarket, mall, tobacco_and_liquor, leisure or other",
]
BusinessScale = Annotated[str | None, "经营规模 within the format, third part of the class code: large, medium, small"]
ClassCode = Annotated[
    str | None, "客户分类代码, such as CZ1 (urban grocery, large); null until its three parts are known"
]
ShopArea = Annotated[Decimal | None, "size of the shop in square metres"]
TobaccoArea = Annotated[Decimal | None, "the part of the shop that sells tobacco, in square metres"]
TradeArea = told.TradeArea | None
AccountManager = told.Manager | None
LicenceNo = told.LicenceNo | None
LicenceEnd = Annotated[told.LicenceEnd | None, "the last day on which the licence allows supply"]

CORE_FIELDS = (
    "name",
    "address",
    "district",
    "order_phone",
    "market_type",
    "business_format",
    "business_scale",
    "account_manager",
    "licence_no",
    "licence_valid_until",
)
"""The fields a complete file has; `completeness` counts in tenths."""

STATING: tuple[type[told.CustomerEvent], ...] = (
    told.CustomerEnrolled,
    *told.CHANGE_EVENTS,
    told.CustomerSuspended,
    told.CustomerResumed,
    told.CustomerWithdrawn,
    told.CustomerBanned,
)
"""The events that state what the file shows from an instant on, and that may be told late."""


def facts_of(event: told.CustomerEvent) -> dict[str, Any]:
    """The profile fields and the status that the event states."""
    status = told.status_fact(event)
    return told.profile_facts(event) | ({} if status is None else {"status": status})
