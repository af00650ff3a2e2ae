"""What one line may say: which cells are values, and the stable reason of each that is not."""

from decimal import Decimal
from pathlib import Path

import pytest

from tests.service.imports.reading import HEADER, ORDERS, read_orders

GOOD = {"doc": "D1", "day": "2024-05-01", "shop": "S1", "sku": "A", "qty": "2", "sum": "10.50"}


def one_line(tmp_path: Path, before: str = "", mapping: str = ORDERS, **cells: str) -> tuple[object, ...]:
    """Read a file of one line; give (code, message), or (quantity, amount) of its only line."""
    row = ",".join('"' + cell.replace('"', '""') + '"' for cell in (GOOD | cells).values())
    read = read_orders(tmp_path, f"{HEADER}\n{row}\n", before=before, mapping=mapping)
    if len(read.rejects):
        assert list(read.records()) == []
        return read.rejects.listed()[0][1:]
    (document,) = read.records()
    (line,) = document.lines
    return line.get("requested_qty", line.get("qty")), line["amount"]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        *[
            ({"qty": text}, "bad_quantity")
            for text in ("1.5", "1e5", "1_000", "1,000", "+1", "١", "0x10", "x", "1 2", "−1")
        ],
        *[
            ({"sum": text}, "bad_amount")
            for text in ("NaN", "1e5", "inf", "1_0", "1,000.00", "10.505", "$5", ".5", "5.", "-")
        ],
        ({"sum": "1000000000000"}, "bad_amount"),
        ({"qty": "１２３"}, "full_width_digits"),
        ({"sum": "１２.5"}, "full_width_digits"),
        ({"qty": "0"}, "zero_quantity"),
        ({"qty": "1000001"}, "absurd_quantity"),
        ({"qty": "99999999999999999999999"}, "bad_quantity"),
        ({"qty": "-1"}, "sign_mismatch"),
        ({"sum": "-1"}, "sign_mismatch"),
        *[({column: ""}, "missing_value") for column in GOOD],
        ({"doc": "  "}, "missing_value"),
        *[
            ({"doc": f"D{c}1"}, "bad_character")
            for c in ("\t", "\x1b", "\u200b", "\u202e", "\u00a0", "\u3000", "\ufeff", "\u3164")
        ],
        ({"shop": "S\n1"}, "bad_character"),
        *[({"sku": f"{c}1+1"}, "formula_in_id") for c in "=+-@＝＋－＠"],
        ({"sku": "x" * 129}, "id_too_long"),
        *[
            ({"day": text}, "bad_date")
            for text in ("2024-02-30", "01/05/2024", "2024-5-1", "20240501", "２０２４-05-01", "9999-99-99")
        ],
        ({"day": "2024-05-01T10"}, "bad_date"),
        ({"day": "1989-12-31"}, "date_before_1990"),
        ({"day": "2024-06-02"}, "date_in_future"),
        ({"day": "2024-06-01T20:05:01+08:00"}, "date_in_future"),
    ],
)
def test_a_cell_that_is_no_value_is_rejected(tmp_path: Path, cells: dict[str, str], code: str) -> None:
    assert one_line(tmp_path, **cells)[0] == code


def test_messages_name_column_and_value_escaped(tmp_path: Path) -> None:
    assert one_line(tmp_path, doc="D\u202e1")[1] == (
        'doc "D\\u202e1" holds a character that is not seen, or white space other than a plain space. Type it again.'
    )
    assert one_line(tmp_path, qty="１")[1] == (
        'qty "１" has full-width digits. Write ASCII digits, or say [numbers] full_width_digits = true in the mapping.'
    )


@pytest.mark.parametrize(
    ("cells", "before", "value"),
    [
        ({"qty": " 2 ", "sum": " 10.5 "}, "", (2, Decimal("10.50"))),
        ({"qty": "2.000", "sum": "10.5000"}, "", (2, Decimal("10.50"))),
        ({"sum": "0"}, "", (2, Decimal("0.00"))),
        ({"qty": "-2", "sum": "-10.50"}, "", (2, Decimal("10.50"))),
        ({"qty": "-2", "sum": "0"}, "", (2, Decimal("0.00"))),
        ({"qty": "1000000", "sum": "999999999999.99"}, "", (1_000_000, Decimal("999999999999.99"))),
        ({"qty": "２", "sum": "１０．５０"}, "numbers.full_width_digits = true\n", (2, Decimal("10.50"))),
        (
            {"qty": "1.234", "sum": "1.234,50"},
            'numbers = {decimal_mark=",", thousands_mark="."}\n',
            (1234, Decimal("1234.50")),
        ),
        (
            {"sum": "-¥1,234.50", "qty": "-1"},
            'numbers = {thousands_mark=",", currency_mark="¥"}\n',
            (1, Decimal("1234.50")),
        ),
        ({"day": "1989-12-31"}, "allow_before_1990 = true\n", (2, Decimal("10.50"))),
        ({"day": "2024-06-01T20:05:00+08:00"}, "", (2, Decimal("10.50"))),
        ({"sku": "烟草 No. 5"}, "", (2, Decimal("10.50"))),
    ],
)
def test_what_is_accepted_keeps_its_exact_value(
    tmp_path: Path, cells: dict[str, str], before: str, value: tuple[int, Decimal]
) -> None:
    assert one_line(tmp_path, before, **cells) == value


def test_thousands_marks_must_stand_where_they_belong(tmp_path: Path) -> None:
    before = 'numbers = {thousands_mark=","}\n'
    assert [one_line(tmp_path, before, sum=text)[0] for text in ("1,00", "1,0000", ",100", "1,,000")] == [
        "bad_amount"
    ] * 4


@pytest.mark.parametrize(
    ("price", "qty", "amount"),
    [
        ("1.005", "1", "1.01"),
        ("0.005", "3", "0.02"),
        ("-0.005", "-1", None),
        ("0.005", "-1", "0.01"),
        ("999999999999.999999", "1", None),
        ("0.0000001", "1", None),
        ("1234567.891234", "1000000", None),
    ],
)
def test_a_price_times_a_quantity_rounds_half_up(tmp_path: Path, price: str, qty: str, amount: str | None) -> None:
    mapping = ORDERS.replace('amount = "sum"', 'unit_price = "sum"')
    result = one_line(tmp_path, "", mapping, sum=price, qty=qty)
    if amount is None:
        assert result[0] in {"bad_unit_price", "sign_mismatch"}
    else:
        assert result == (abs(int(qty)), Decimal(amount))


@pytest.mark.parametrize(
    ("placed", "cell", "instant", "day"),
    [
        ('"day"', "2024-05-01", "2024-04-30T16:00:00+00:00", "2024-05-01"),
        ('"day"', "2024-05-01T08:30", "2024-05-01T00:30:00+00:00", "2024-05-01"),
        ('"day"', "2024-05-01 23:30:00Z", "2024-05-01T23:30:00+00:00", "2024-05-02"),
        (
            '{column="day", formats=["%m/%d/%Y", "%m/%d/%Y %H:%M"]}',
            "5/1/2024",
            "2024-04-30T16:00:00+00:00",
            "2024-05-01",
        ),
        (
            '{column="day", formats=["%m/%d/%Y", "%m/%d/%Y %H:%M"]}',
            "5/1/2024 9:05",
            "2024-05-01T01:05:00+00:00",
            "2024-05-01",
        ),
        ('{column="day", formats=["%Y年%m月%d日"]}', "2024年5月1日", "2024-04-30T16:00:00+00:00", "2024-05-01"),
    ],
)
def test_dates_are_the_branchs(tmp_path: Path, placed: str, cell: str, instant: str, day: str) -> None:
    read = read_orders(tmp_path, f"{HEADER}\nD1,{cell},S,A,1,1\n", mapping=ORDERS.replace('"day"', placed))
    (document,) = read.records()
    assert (document.effective_at.isoformat(), str(document.effective_on)) == (instant, day)
