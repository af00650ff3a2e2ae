"""Which text may be kept: numbers and codes strictly, free text as people write it."""

import re
import unicodedata
from functools import lru_cache

from domain.kernel.refusals import InvalidIdentifier, InvalidText

MAX_IDENTIFIER = 128
MAX_TEXT = 4000

PLAIN_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,9})?")
"""A number as people write it; Decimal and int also take NaN, 1E+9, 1_000 and digits of other scripts."""

_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Unicode categories that print as nothing or as something else: controls, bidi and zero-width marks, surrogates."""


@lru_cache(maxsize=65536)
def check_identifier(field: str, value: str) -> str:
    """Return `value` if it can be a number or code: one visible line without spaces around it.

    Raises `InvalidIdentifier` for empty, over-long, or unseen characters (controls, bidi, zero-width, surrogates).
    """
    why = None
    if not value or value != value.strip():
        why = "it is empty or has spaces around it"
    elif len(value) > MAX_IDENTIFIER:
        why = f"it is longer than {MAX_IDENTIFIER} characters"
    elif not (value.isascii() and value.isprintable()) and any(unicodedata.category(c) in _UNSEEN for c in value):
        why = "it holds characters that cannot be seen"
    elif value[0] in "=+-@＝＋－＠":
        why = "a spreadsheet would take it for a formula"
    if why:
        raise InvalidIdentifier(field=field, value=escaped(value), why=why)
    return value


def check_text(field: str, value: str, *, most: int = MAX_TEXT) -> str:
    """Return `value` without surrounding white space if it can be kept as text.

    Raises `InvalidText` for empty or over-long text, NUL, and lone surrogates; other controls are kept.
    """
    value = value.strip()
    why = None
    if not value:
        why = "it is empty"
    elif len(value) > most:
        why = f"it is longer than {most} characters"
    elif "\0" in value or any(0xD800 <= ord(c) <= 0xDFFF for c in value):
        why = "it holds NUL or half a character"
    if why:
        raise InvalidText(field=field, value=escaped(value[:60]), why=why)
    return value


def escaped(value: str) -> str:
    """`value` quoted and cut to a line, with every unseen character written as its escape."""
    return f'"{visible(value[:MAX_IDENTIFIER])}"'


def visible(value: str) -> str:
    """`value` with every unseen character (line ends, escape sequences, bidi marks) written as its escape."""
    if value.isascii() and value.isprintable():
        return value
    return "".join(c.encode("unicode_escape").decode() if unicodedata.category(c) in _UNSEEN else c for c in value)
