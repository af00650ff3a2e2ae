"""Templates such as `{invoice}/{store}/{date}`: checked when the mapping is read, filled in for all lines at once."""

import re
from collections.abc import Callable
from typing import Annotated

import polars as pl
from pydantic import AfterValidator, BeforeValidator, Field

ROW_NUMBER = "row number"
"""In the key of a record: the number of its row in the file, from 1, where the file has no better one."""


class ColumnName(str):
    """The name of a column of the file, in a mapping."""

    __slots__ = ()


class TemplateText(str):
    """A text with names of columns in braces, in a mapping."""

    __slots__ = ()


_PLACE = re.compile(r"\{([^{}]*)\}")


def _pieces(template: str) -> tuple[list[str], list[str]]:
    """Split into the literal texts around the places and the column names in them."""
    split = _PLACE.split(template)
    return split[0::2], split[1::2]


def _column_as_template(value: object) -> object:
    return f"{{{value}}}" if isinstance(value, str) and value and not {"{", "}"} & set(value) else value


def _check(template: str) -> TemplateText:
    literals, names = _pieces(template)
    if not all(names) or any(brace in literal for literal in literals for brace in "{}"):
        raise ValueError("write each column name in one pair of braces, like {invoice}")
    return TemplateText(template)


def _check_key(template: str) -> TemplateText:
    if not all(_pieces(_check(template))[0][1:-1]):
        raise ValueError("put a mark such as / between two columns, or different lines could give the same key")
    return TemplateText(template)


Column = Annotated[str, AfterValidator(ColumnName)]
"""A column name."""

FilledColumn = Annotated[str, Field(min_length=1), AfterValidator(ColumnName)]
"""A column name that cannot be empty."""

Template = Annotated[str, BeforeValidator(_column_as_template), AfterValidator(_check)]
"""A column name, or a text with column names in braces."""

KeyTemplate = Annotated[str, BeforeValidator(_column_as_template), AfterValidator(_check_key)]
"""A template whose result tells its parts apart, so that it can be a key."""


def columns_of(template: str) -> list[str]:
    """Name the columns a template is filled from."""
    return _pieces(template)[1]


def filled_key(template: str, column: Callable[[str], pl.Expr]) -> pl.Expr:
    """Fill in the template; null where a part is missing."""
    literals, names = _pieces(template)
    parts = [pl.lit(literals[0])]
    for name, literal in zip(names, literals[1:], strict=True):
        parts += [column(name), pl.lit(literal)]
    return pl.concat_str(parts)


def filled_text(template: str, column: Callable[[str], pl.Expr]) -> pl.Expr:
    """Fill in the template, missing parts as nothing; null where all parts are missing."""
    names = columns_of(template)
    text = filled_key(template, lambda name: column(name).fill_null(""))
    return pl.when(pl.any_horizontal(column(name).is_not_null() for name in names)).then(text.str.strip_chars(" ,"))


def separators(template: str) -> list[tuple[str, str]]:
    """Pair each column but the last with the character that ends it: a value holding it makes the key ambiguous."""
    literals, names = _pieces(template)
    return [(name, literal[0]) for name, literal in zip(names[:-1], literals[1:-1], strict=True)]
