"""Rows of a price list: what each says of its article, and what a mapping of them may say."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from service.imports.engine.refusals import CurrencyDiffers, MappingIsWrong
from tests.service.imports.reading import read_products

MAPPING = """
sku = "no"
effective = { column = "day", formats = ["%d.%m.%Y"] }
[numbers]
decimal_mark = ","
thousands_mark = "."
[select]
kind = ["cigarette"]
[fields]
name = "{brand} {sort}"
sticks_per_pack = "sticks"
packs_per_carton = "packs"
retail_price = "price"
"""
HEADER = "no,day,kind,brand,sort,sticks,packs,price"


def test_a_row_tells_what_the_article_is_and_costs_and_since_when(tmp_path: Path) -> None:
    rows = ['2,01.02.2024,cigarette,利群,新版,20,10,"1.234,50"', "1,01.01.2024,cigarette,中华,,,,", "3,x,tea,,,,,"]
    file = read_products(tmp_path, "\n".join([HEADER, *rows]), MAPPING)
    read = [(row.sku, row.effective_on, row.description, row.prices) for row in file.records()]
    assert read == [
        ("1", date(2024, 1, 1), {"name": "中华"}, {}),
        (
            "2",
            date(2024, 2, 1),
            {"name": "利群 新版", "sticks_per_pack": 20, "packs_per_carton": 10},
            {"retail_price": Decimal("1234.50")},
        ),
    ]
    assert next(iter(file.records())).effective_at == datetime(2023, 12, 31, 16, tzinfo=UTC)
    assert (file.skipped_lines, len(file.rejects)) == (1, 0)
    assert file.totals(file.rows) == {"products": 2, "retail_price": Decimal("1234.50")}


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("1,01.01.2024,cigarette,a,,20.5,,", "bad_field"),
        ("1,01.01.2024,cigarette,a,,-20,,", "bad_field"),
        ("1,01.01.2024,cigarette,a,,,,1.23", "bad_field"),
        ("1,,cigarette,a,,,,", "missing_value"),
        ("1,01.01.2024,cigarette,,x,,,", "missing_value"),
        ("1,2024-01-01,cigarette,a,,,,", "bad_date"),
        ("1,01.01.1989,cigarette,a,,,,", "date_before_1990"),
        ("1\u200b,01.01.2024,cigarette,a,,,,", "bad_character"),
    ],
)
def test_a_bad_cell_rejects_its_row(tmp_path: Path, row: str, code: str) -> None:
    file = read_products(tmp_path, f"{HEADER}\n{row}\n", MAPPING)
    assert [reason for _, reason, _ in file.rejects.listed()] == [code]
    assert list(file.records()) == []


def test_an_article_stands_once_for_a_day(tmp_path: Path) -> None:
    rows = [f"{no},01.0{month}.2024,cigarette,a,,,,{price}" for no, month, price in ("113", "114", "123", "213")]
    file = read_products(tmp_path, "\n".join([HEADER, *rows]), MAPPING)
    assert [(line, code) for line, code, _ in file.rejects.listed()] == [
        (2, "repeated_product"),
        (3, "repeated_product"),
    ]
    assert [(row.sku, row.effective_on.month) for row in file.records()] == [("2", 1), ("1", 2)]


def test_two_hours_of_one_day_are_one_day(tmp_path: Path) -> None:
    mapping = (
        'sku = "no"\neffective = "day"\n[file]\nignore = ["*"]\n[fields]\nname = "brand"\nretail_price = "price"\n'
    )
    rows = [f"1,2024-01-01T{hour}:00,,利群,,,,{price}" for hour, price in (("09", 140), ("17", 150))]
    file = read_products(tmp_path, "\n".join([HEADER, *rows]), mapping)
    assert [code for _, code, _ in file.rejects.listed()] == ["repeated_product"] * 2


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ('name = "brand"\ncolour = "x"', "colour: not kept; the catalogue has name, brand"),
        ('brand = "brand"', "say which column is the name"),
        ('name = "brand"\nretail_price = "{price}{sort}"', "retail_price: a price stands in one column"),
        ('name = "brand"\nretail_price = "{price}0"', "retail_price: a price stands in one column"),
        ('name = "brand"\nretail_price = { column = "price", values = { a = "1" } }', "a price stands in one column"),
    ],
)
def test_a_mapping_that_cannot_be_meant_is_refused(tmp_path: Path, wrong: str, said: str) -> None:
    mapping = f'sku = "no"\neffective = "day"\n[fields]\n{wrong}\n'
    with pytest.raises(MappingIsWrong, match=said):
        read_products(tmp_path, HEADER, mapping)


def test_prices_of_another_currency_are_refused(tmp_path: Path) -> None:
    mapping = 'sku = "no"\neffective = "day"\ncurrency = "USD"\n[file]\nignore = ["*"]\n[fields]\nname = "brand"\n'
    with pytest.raises(CurrencyDiffers):
        read_products(tmp_path, f"{HEADER}\n1,2024-01-01,,a,,,,\n", mapping)
