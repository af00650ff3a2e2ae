"""How a customer is classified: market type, business format, scale within the format, and the code of the three."""

from enum import StrEnum


class MarketType(StrEnum):
    """市场类型"""

    URBAN = "urban"  # 城镇
    RURAL = "rural"  # 乡村


class BusinessFormat(StrEnum):
    """经营业态"""

    GROCERY = "grocery"  # 食杂
    CONVENIENCE = "convenience"  # 便利
    SUPERMARKET = "supermarket"  # 超市
    MALL = "mall"  # 商场
    TOBACCO_AND_LIQUOR = "tobacco_and_liquor"  # 烟酒
    LEISURE = "leisure"  # 娱乐
    OTHER = "other"  # 其他


class BusinessScale(StrEnum):
    """经营规模, within the business format"""

    LARGE = "large"
    MEDIUM = "medium"
    SMALL = "small"


CLASSIFYING = frozenset({"market_type", "business_format", "business_scale"})
"""The fields of a file that make the code."""

_MARKET_LETTER = {"urban": "C", "rural": "X"}
_FORMAT_LETTER = {
    "grocery": "Z",
    "convenience": "B",
    "supermarket": "S",
    "mall": "N",
    "tobacco_and_liquor": "Y",
    "leisure": "F",
    "other": "Q",
}
_SCALE_DIGIT = {"large": "1", "medium": "2", "small": "3"}


def class_code(market_type: str | None, business_format: str | None, business_scale: str | None) -> str | None:
    """客户分类代码: `CZ1` is an urban grocery, large. None until all three parts are known."""
    if market_type is None or business_format is None or business_scale is None:
        return None
    return _MARKET_LETTER[market_type] + _FORMAT_LETTER[business_format] + _SCALE_DIGIT[business_scale]
