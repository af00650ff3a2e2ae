"""Read a scheme of evaluation from a TOML file."""

import tomllib
from decimal import Decimal
from pathlib import Path

from pydantic import ValidationError

from domain.evaluation.refusals import SchemeIsWrong
from domain.evaluation.scheme_rules import SchemeDraft
from service.importing.mapping import told_fault


def read_scheme(path: Path) -> SchemeDraft:
    """Numbers are taken as they are written, never rounded. Raises SchemeIsWrong naming file, key, value and advice."""
    try:
        content = tomllib.loads(path.read_text("utf-8-sig"), parse_float=Decimal)
    except (OSError, ValueError) as error:  # a name with NUL, text that is not UTF-8, not TOML
        why = error.strerror if isinstance(error, OSError) else error
        raise SchemeIsWrong(where=path, why=f"cannot be read: {why}; check the path and the file") from None
    try:
        return SchemeDraft.model_validate(content)
    except ValidationError as error:
        raise SchemeIsWrong(where=path, why="; ".join(told_fault(fault) for fault in error.errors())) from None
