"""The class code (客户分类代码) of market type, business format and scale."""

import pytest

from domain.customers.classification import BusinessFormat, BusinessScale, MarketType, class_code

FORMATS = {
    "grocery": "Z", "convenience": "B", "supermarket": "S", "mall": "N", "tobacco_and_liquor": "Y", "leisure": "F",
    "other": "Q",
}  # fmt: skip


@pytest.mark.parametrize(("business_format", "letter"), FORMATS.items())
def test_a_format_has_its_letter(business_format: str, letter: str) -> None:
    assert class_code("urban", business_format, "large") == f"C{letter}1"


def test_every_part_is_in_the_table() -> None:
    assert {*FORMATS} == {*BusinessFormat}
    codes = {class_code(m, f, s) for m in MarketType for f in BusinessFormat for s in BusinessScale}
    assert len(codes) == 2 * 7 * 3


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        (("urban", "grocery", "large"), "CZ1"),
        (("rural", "other", "medium"), "XQ2"),
        (("rural", "mall", "small"), "XN3"),
    ],
)
def test_the_parts_stand_in_their_order(parts: tuple[str, str, str], code: str) -> None:
    assert class_code(*parts) == code


@pytest.mark.parametrize("missing", range(3))
def test_there_is_no_code_until_all_parts_are_known(missing: int) -> None:
    parts: list[str | None] = ["urban", "grocery", "large"]
    parts[missing] = None
    assert class_code(*parts) is None
