"""The fields of a customer's file as options."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, TypedDict

import typer

from cli.app.parsing.moments import parse_day
from domain.customers.classification import BusinessFormat, BusinessScale, MarketType
from domain.kernel.text import escaped

_AREA = re.compile(r"[0-9]{1,7}(\.[0-9]{1,2})?")


def parse_area(text: str) -> Decimal:
    """Square metres, at most two decimals."""
    if not _AREA.fullmatch(text):
        raise typer.BadParameter(f"{escaped(text)} is not an area; write square metres such as 42 or 42.50")
    return Decimal(text)


class ProfileOptions(TypedDict, total=False):
    """What may be said of a customer's file; what is not said stays as it is."""

    name: Annotated[str | None, typer.Option(help="What the shop is called (店名).")]
    address: Annotated[str | None, typer.Option(help="Where goods are delivered (地址).")]
    district: Annotated[str | None, typer.Option(help="County or section of the branch (区县).")]
    order_phone: Annotated[str | None, typer.Option(help="The shop's number for telephone orders (订货电话).")]
    market_type: Annotated[MarketType | None, typer.Option(help="Urban or rural (市场类型).")]
    business_format: Annotated[BusinessFormat | None, typer.Option(help="The kind of shop (经营业态).")]
    business_scale: Annotated[BusinessScale | None, typer.Option(help="Its size within the format (经营规模).")]
    shop_area_m2: Annotated[
        Decimal | None, typer.Option(metavar="M2", parser=parse_area, help="The shop's size in square metres.")
    ]
    tobacco_area_m2: Annotated[
        Decimal | None, typer.Option(metavar="M2", parser=parse_area, help="The part of it that sells tobacco.")
    ]
    trade_area: Annotated[str | None, typer.Option(help="What surrounds the shop (商圈).")]
    account_manager: Annotated[
        str | None, typer.Option(metavar="EMPLOYEE_NO", help="Who answers for the customer (客户经理), by number.")
    ]
    licence_no: Annotated[str | None, typer.Option(help="The retail licence (烟草专卖零售许可证).")]
    licence_valid_until: Annotated[
        date | None, typer.Option(metavar="DAY", parser=parse_day, help="The last day on which the licence holds.")
    ]
