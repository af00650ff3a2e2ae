"""What a row says of a customer: fields, codes, dates, status, and since when."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from tests.service.imports.reading import read_customers

MAPPING = """
customer_no = "no"
effective = "since"
unknown_customers = "enrol"
[fields]
name = "name"
address = "{street}, {city}"
business_format = { column = "kind", values = { "食杂" = "Z" } }
shop_area_m2 = "area"
licence_valid_until = { column = "until", formats = ["%d.%m.%Y"] }
[status]
column = "status"
values = { A = "active", I = "withdrawn" }
on = "left"
"""
HEADER = "no,since,name,street,city,kind,area,until,status,left"


def test_a_row_fills_the_fields_it_tells(tmp_path: Path) -> None:
    read = read_customers(
        tmp_path,
        f"{HEADER}\n1,2024-01-01,=老店,中山路1号,苏州,食杂,12.5,31.12.2027,A,\n2,2024-01-01,,,苏州,,,,I,2024-05-01\n",
        MAPPING,
    )
    first, second = read.records()
    assert first.fields == {
        "name": "=老店",
        "address": "中山路1号, 苏州",
        "business_format": "Z",
        "shop_area_m2": Decimal("12.5"),
        "licence_valid_until": date(2027, 12, 31),
    }
    assert (read.source.line[first.rows[0]], str(first.effective_at), first.withdrawn_at) == (
        2,
        "2023-12-31 16:00:00+00:00",
        None,
    )
    assert (second.fields, str(second.withdrawn_at)) == ({"address": "苏州"}, "2024-04-30 16:00:00+00:00")
    assert len(read.rejects) == 0


def test_what_a_row_says_wrongly_is_rejected(tmp_path: Path) -> None:
    rows = [
        "1,2024-01-01,a,,,超市,,,A,",
        "2,2024-01-01,a,,,,1e3,,A,",
        "3,2024-01-01,a,,,,,2027-12-31,A,",
        "4,2024-01-01,a,,,,,,X,",
        "5,2024-01-01,a,,,,,,I,",
        "=6,2024-01-01,a,,,,,,A,",
        "7,,a,,,,,,A,",
        "8,2024-01-01,a,,,,,,A,",
        "8,2024-01-01,b,,,,,,A,",
        "9,2024-01-01,a,,,,,,A",
        "10,2024-01-01,a,,,,,,A,",
        "10,2024-02-01,b,,,,,,A,",
    ]
    read = read_customers(tmp_path, "\n".join([HEADER, *rows]), MAPPING)
    assert [code for _, code, _ in read.rejects.listed()] == [
        "unknown_value",
        "bad_field",
        "bad_field",
        "unknown_value",
        "missing_value",
        "formula_in_id",
        "missing_value",
        "repeated_customer",
        "repeated_customer",
        "wrong_width",
    ]
    assert [(row.customer_no, row.fields["name"]) for row in read.records()] == [("10", "a"), ("10", "b")]


def test_facts_may_hold_since_enrolment(tmp_path: Path) -> None:
    mapping = 'customer_no = "no"\neffective = "enrolment"\nunknown_customers = "skip"\nfields.name = "name"\n'
    read = read_customers(tmp_path, "no,name\n1,a\n2,\n", mapping)
    assert [(row.effective_at, row.fields) for row in read.records()] == [(None, {"name": "a"}), (None, {})]
