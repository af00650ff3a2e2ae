"""Numbers read by strict patterns, exactly: never through float, never rounded unless the mapping multiplies a price."""

import re

import polars as pl

from service.importing.checks import Check, required
from service.importing.mapping import NumberForm

_WHOLE_DIGITS = 12
PRICE_DIGITS = 6
"""Decimal places a unit price may have."""
_FULL_WIDTH = r"[\x{FF10}-\x{FF19}]"


def quantity(column: str, form: NumberForm) -> tuple[pl.Expr, list[Check]]:
    """Read whole cartons as Int64."""
    value, checks = _number(column, form, 0, "bad_quantity", "is not a whole number of cartons. Correct it.")
    limit = f"is beyond {form.max_quantity}. If it is right, raise [numbers] max_quantity in the mapping."
    return value, [
        *checks,
        Check("absurd_quantity", column, value.abs() > form.max_quantity, limit),
        Check("zero_quantity", column, value == 0, "is zero: nothing was ordered. Correct or remove the line."),
    ]


def amount(column: str, form: NumberForm, digits: int) -> tuple[pl.Expr, list[Check]]:
    """Read money as Int64 in minor units; more decimal places than the currency has are refused unless they are zeros."""
    advice = f"is not an amount below 1e12 with at most {digits} decimal places. Correct it."
    return _number(column, form, digits, "bad_amount", advice)


def priced(column: str, form: NumberForm, digits: int, quantity: pl.Expr) -> tuple[pl.Expr, list[Check]]:
    """Multiply a unit price with the quantity, rounded half away from zero to minor units, as Int64."""
    advice = f"is not a price below 1e12 with at most {PRICE_DIGITS} decimal places. Correct it."
    price, checks = _number(column, form, PRICE_DIGITS, "bad_unit_price", advice)
    unit = 10 ** (PRICE_DIGITS - digits)
    exact = price.cast(pl.Int128) * quantity.cast(pl.Int128)
    rounded = exact.sign() * ((exact.abs() + unit // 2) // unit)
    too_large = Check(
        "bad_amount", column, rounded.abs() >= 10 ** (_WHOLE_DIGITS + digits), "times the quantity is 1e12 or more. Correct it."
    )
    return rounded.cast(pl.Int64, strict=False), [*checks, too_large]


def whole(column: str, form: NumberForm, code: str) -> tuple[pl.Expr, list[Check]]:
    """Read a number from 1, such as a line's place in its document."""
    value, checks = _number(column, form, 0, code, "is not a whole number from 1. Correct it.")
    return value, [*checks, Check(code, column, value < 1, "is not a whole number from 1. Correct it.")]


def plain(column: str, form: NumberForm) -> pl.Expr:
    """Write the number in the one plain form `-1234.50`; null where it is not a number in the mapping's form."""
    text = pl.col(column)
    if form.full_width_digits:
        text = text.str.normalize("NFKC")
    if form.currency_mark:
        text = text.str.replace(rf"^(-?){re.escape(form.currency_mark)}", "$1")
    decimal, thousands = re.escape(form.decimal_mark), re.escape(form.thousands_mark)
    grouped = rf"|[0-9]{{1,3}}(?:{thousands}[0-9]{{3}})+" if thousands else ""
    well_formed = text.str.contains(rf"^-?(?:[0-9]+{grouped})(?:{decimal}[0-9]+)?$")
    if thousands:
        text = text.str.replace_all(form.thousands_mark, "", literal=True)
    return pl.when(well_formed).then(text.str.replace(form.decimal_mark, ".", literal=True))


def _number(column: str, form: NumberForm, digits: int, code: str, advice: str) -> tuple[pl.Expr, list[Check]]:
    """Scale by 10**digits to Int64, by shifting characters."""
    number = plain(column, form)
    number = pl.when(number.str.contains(rf"^-?[0-9]{{1,{_WHOLE_DIGITS}}}(?:\.[0-9]{{0,{digits}}}0*)?$")).then(number)
    fraction = number.str.extract(r"\.([0-9]*)", 1).fill_null("").str.pad_end(digits, "0").str.head(digits)
    value = (number.str.extract(r"^(-?[0-9]+)", 1) + fraction).cast(pl.Int64, strict=False)
    hint = "has full-width digits. Write ASCII digits, or say [numbers] full_width_digits = true in the mapping."
    return value, [
        required(column),
        Check("full_width_digits", column, value.is_null() & pl.col(column).str.contains(_FULL_WIDTH), hint),
        Check(code, column, value.is_null(), advice),
    ]


