"""Checks of cells: each names its column, its stable reason and what to do; a row is rejected by the first it fails."""

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from domain.kernel.text import MAX_IDENTIFIER, escaped
from service.imports.engine.characters import FORMULA, UNSEEN
from service.imports.engine.template import separators


@dataclass(frozen=True)
class Check:
    """A fault that a column may have."""

    code: str
    column: str
    failed: pl.Expr
    """True on the rows that fail; null counts as not failed."""
    advice: str


def required(column: str) -> Check:
    """Refuse an empty cell."""
    return Check("missing_value", column, pl.col(column).is_null(), "is missing. Fill it in.")


def without_nul(column: str) -> Check:
    """Refuse what the database cannot store; other controls are kept, and shown escaped."""
    return Check("bad_character", column, pl.col(column).str.contains("\\x00"), "holds a NUL character. Remove it.")


def identifier(column: str) -> list[Check]:
    """Refuse what is empty or could not be a number."""
    return [required(column), *sound(column)]


def sound(column: str) -> list[Check]:
    """Refuse what acts as a formula, is too long, or looks the same as another identifier; it may be empty."""
    cell = pl.col(column)
    unseen = "holds a character that is not seen, or white space other than a plain space. Type it again."
    return [
        Check("bad_character", column, cell.str.contains(UNSEEN), unseen),
        Check("formula_in_id", column, cell.str.contains(FORMULA), "begins like a formula. Correct it."),
        Check(
            "id_too_long",
            column,
            cell.str.len_chars() > MAX_IDENTIFIER,
            f"is over {MAX_IDENTIFIER} characters. Correct it.",
        ),
    ]


def unambiguous(template: str) -> Iterator[Check]:
    """Refuse parts that would let two different rows give the same key."""
    for column, mark in separators(template):
        advice = f"holds {escaped(mark)}, which ends this part of {template}. Use another mark in the mapping."
        yield Check("ambiguous_key", column, pl.col(column).str.contains(mark, literal=True), advice)
