"""Numbers read by strict patterns, exactly: never through float, rounded only where a price is multiplied."""

import re

import polars as pl

from domain.orders.lines import MOST_CARTONS
from domain.products.pricing import PRICE_DIGITS
from service.imports.engine.checks import Check, required
from service.imports.engine.mapping import NumberForm

_WHOLE_DIGITS = 12
_FULL_WIDTH = r"[\x{FF10}-\x{FF19}]"


def quantity(column: str, form: NumberForm) -> tuple[pl.Expr, list[Check]]:
    """Read whole cartons as Int64 into `§qty`; the checks look there."""
    value = pl.col("§qty")
    return _scaled(column, form, 0).alias("§qty"), [
        *_readable(column, value, "bad_quantity", "is not a whole number of cartons. Correct it."),
        Check("absurd_quantity", column, value.abs() > MOST_CARTONS, f"is over {MOST_CARTONS} cartons. Correct it."),
        Check("zero_quantity", column, value == 0, "is zero: nothing was ordered. Correct or remove the line."),
    ]


def amount(column: str, form: NumberForm, digits: int) -> tuple[pl.Expr, list[Check]]:
    """Read money as Int64 in minor units into `§amount`; decimal places beyond the currency's must be zeros."""
    advice = f"is not an amount below 1e12 with at most {digits} decimal places. Correct it."
    return _scaled(column, form, digits).alias("§amount"), _readable(column, pl.col("§amount"), "bad_amount", advice)


def priced(column: str, form: NumberForm, digits: int) -> tuple[pl.Expr, list[Check]]:
    """Multiply a unit price with the quantity, rounded half away from zero to minor units, as Int64 into `§amount`."""
    advice = (
        f"is not a price with at most {PRICE_DIGITS} decimal places, or times the quantity is 1e12 or more. Correct it."
    )
    unit, limit = 10 ** (PRICE_DIGITS - digits), 10 ** (_WHOLE_DIGITS + digits)
    exact = _scaled(column, form, PRICE_DIGITS).cast(pl.Int128) * pl.col("§qty").cast(pl.Int128)
    rounded = exact.sign() * ((exact.abs() + unit // 2) // unit)
    value = pl.when(rounded.abs() < limit).then(rounded).cast(pl.Int64, strict=False).alias("§amount")
    unread = pl.col("§amount").is_null() & pl.col("§qty").is_not_null()
    return value, [*_readable(column, pl.col("§amount"), "bad_unit_price", advice, unread)]


def whole(column: str, form: NumberForm) -> tuple[pl.Expr, list[Check]]:
    """Read a line's place in its document, from 1, into `§line_no`."""
    value = pl.col("§line_no")
    advice = "is not a whole number from 1. Correct it."
    return _scaled(column, form, 0).alias("§line_no"), [
        *_readable(column, value, "bad_line_no", advice),
        Check("bad_line_no", column, value < 1, advice),
    ]


def whole_number(column: str, form: NumberForm) -> pl.Expr:
    """Read a whole number as Int64; null where it is none."""
    return _scaled(column, form, 0)


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


def _scaled(column: str, form: NumberForm, digits: int) -> pl.Expr:
    """Scale by 10**digits to Int64, by shifting characters; null where the number is not of that form."""
    number = plain(column, form)
    number = pl.when(number.str.contains(rf"^-?[0-9]{{1,{_WHOLE_DIGITS}}}(?:\.[0-9]{{0,{digits}}}0*)?$")).then(number)
    fraction = number.str.extract(r"\.([0-9]*)", 1).fill_null("").str.pad_end(digits, "0").str.head(digits)
    return (number.str.extract(r"^(-?[0-9]+)", 1) + fraction).cast(pl.Int64, strict=False)


def _readable(column: str, value: pl.Expr, code: str, advice: str, unread: pl.Expr | None = None) -> list[Check]:
    wrong = value.is_null() if unread is None else unread
    hint = "has full-width digits. Write ASCII digits, or say [numbers] full_width_digits = true in the mapping."
    return [
        required(column),
        Check("full_width_digits", column, wrong & pl.col(column).str.contains(_FULL_WIDTH), hint),
        Check(code, column, wrong, advice),
    ]
