"""Characters that no identifier may hold, as patterns over whole columns; cells on which no spreadsheet may act."""

import re

# Unseen by category (as `domain.kernel.text` refuses), white space but the plain space, and letters that print as
# nothing.
_BLANKS = r"\x{034F}\x{115F}\x{1160}\x{17B4}\x{17B5}\x{180B}-\x{180F}\x{3164}\x{FE00}-\x{FE0F}\x{FFA0}"
UNSEEN = rf"[\p{{C}}\p{{Zl}}\p{{Zp}}{_BLANKS}]|[\s&&[^ ]]"
"""Pattern (of polars) of what makes two different identifiers look the same."""

_FORMULA = "=+-@＝＋－＠"
FORMULA = rf"^[{re.escape(_FORMULA)}]"
"""Pattern of a cell that a spreadsheet would calculate, full-width twins included."""

_PLAIN_NUMBER = re.compile(r"-[0-9]+([.,][0-9]+)*")


def inert(cell: str) -> str:
    """Return the cell so that a spreadsheet shows it instead of calculating it; a plain negative number stays one."""
    acts = cell.startswith((*_FORMULA, "\t", "\r")) and not _PLAIN_NUMBER.fullmatch(cell)
    return f"'{cell}" if acts else cell
