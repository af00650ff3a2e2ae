"""Rows for people and for programs."""

from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from cli.app.output.envelope import print_envelope
from cli.app.output.tables import Part, in_zone, print_csv, print_part

PART = Part(
    ("no", "name", "qty", "amount", "at"),
    [
        ("C1", "苏州小店", 5, Decimal("250.50"), datetime(2021, 6, 30, 16, 0, tzinfo=UTC)),
        ("C2", None, 12, Decimal("3.00"), datetime(2021, 6, 30, 16, 1, 5, tzinfo=UTC)),
    ],
)
SHANGHAI = ZoneInfo("Asia/Shanghai")


def test_people_see_columns_aligned_by_the_width_of_the_characters(capsys: pytest.CaptureFixture[str]) -> None:
    print_part(in_zone(PART, SHANGHAI))
    assert capsys.readouterr().out == (
        "no  name      qty  amount  at\n"
        "──  ────────  ───  ──────  ───────────────────\n"
        "C1  苏州小店    5  250.50  2021-07-01\n"
        "C2  -          12    3.00  2021-07-01 00:01:05\n"
    )


def test_nothing_is_cut_however_wide_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    print_part(Part(tuple("abcdefgh"), [tuple(letter * 200 for letter in "abcdefgh")]))
    *_, row = capsys.readouterr().out.splitlines()
    assert row.split() == [letter * 200 for letter in "abcdefgh"]


def test_one_thing_is_told_from_top_to_bottom(capsys: pytest.CaptureFixture[str]) -> None:
    print_part(Part(("name", "open", "fields"), [("店", True, ["a", "b"])], single=True), "shop")
    assert capsys.readouterr().out == "shop:\nname    店\nopen    yes\nfields  a, b\n"


def test_a_number_is_never_written_with_an_exponent(capsys: pytest.CaptureFixture[str]) -> None:
    part = Part(("rate",), [(Decimal("0E-12"),), (Decimal("1E-7"),)])
    print_part(part)
    print_csv(part, header=False)
    print_envelope(part.data())
    assert capsys.readouterr().out.splitlines()[2:] == [
        "0.000000000000",
        "     0.0000001",
        "0.000000000000",
        "0.0000001",
        (
            '{"position": null, "as_of": null, "known_at": null,'
            ' "data": [{"rate": "0.000000000000"}, {"rate": "0.0000001"}]}'
        ),
    ]


def test_people_see_no_more_decimals_than_are_wanted(capsys: pytest.CaptureFixture[str]) -> None:
    part = Part(("rate",), [(Decimal("0.0000054347826"),), (Decimal("66.666666666667"),), (Decimal(18),)], decimals=6)
    print_part(part)
    print_csv(part, header=False)
    assert capsys.readouterr().out.splitlines()[2:] == [
        " 0.000005",
        "66.666667",
        "       18",
        "0.0000054347826",
        "66.666666666667",
        "18",
    ]


def test_programs_get_values_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    print_csv(
        Part(
            ("text", "at", "none", "is", "map"), [('=1+1,"\n', datetime(2021, 1, 1, tzinfo=UTC), None, True, {"a": 1})]
        )
    )
    assert capsys.readouterr().out == (
        'text,at,none,is,map\n"=1+1,""\n",2021-01-01T00:00:00+00:00,,true,"{""a"": 1}"\n'
    )
