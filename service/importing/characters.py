"""Which characters an identifier may hold, and how text from a file is shown without letting it act."""

import re

# Controls, formats (bidi, zero-width, soft hyphen), separators, blank letters, white space but the plain one.
_CLASSES = r"\p{Cc}\p{Cf}\p{Zl}\p{Zp}"
_BLANKS = r"\x{034F}\x{115F}\x{1160}\x{17B4}\x{17B5}\x{180B}-\x{180F}\x{3164}\x{FE00}-\x{FE0F}\x{FFA0}"
UNSEEN_IN_ID = rf"[{_CLASSES}{_BLANKS}]|[\s&&[^ ]]"
"""Pattern (of polars) of what makes two different identifiers look the same."""

FORMULA_START = r"^[=+\-@\x{FF1D}\x{FF0B}\x{FF0D}\x{FF20}]"
"""Pattern (of polars) of a cell that a spreadsheet would calculate, full-width twins included."""

MAX_ID_LENGTH = 200
_SHOWN_LENGTH = 80
_PLAIN_NUMBER = re.compile(r"-[0-9]+([.,][0-9]+)*")


def shown(value: object) -> str:
    """Quote a value for a message: unprintable characters escaped, long text cut."""
    text = "nothing" if value is None else str(value)
    cut = text[:_SHOWN_LENGTH] + ("…" if len(text) > _SHOWN_LENGTH else "")
    escaped = "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in cut)
    return escaped if value is None else f"'{escaped}'"


def inert(cell: str) -> str:
    """Return the cell so that a spreadsheet shows it instead of calculating it; a plain negative number stays one."""
    return f"'{cell}" if cell[:1] in {*"=+-@\t\r＝＋－＠"} and not _PLAIN_NUMBER.fullmatch(cell) else cell
