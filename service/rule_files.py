"""Rules that a branch publishes, read from TOML files."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from domain.refusals import InvalidInput
from domain.text import escaped

Rule = TypeVar("Rule", bound=BaseModel)


class RuleFileIsWrong(InvalidInput):
    message = "{file}: {fault}"


def read_rule(path: Path, model: type[Rule]) -> Rule:
    """What the file says, as the model has it; decimals exactly. Raises `RuleFileIsWrong`."""
    try:
        content = tomllib.loads(path.read_text("utf-8-sig"), parse_float=Decimal)
        return model.model_validate(content)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(map(str, first["loc"]))
        given = f" {escaped(str(first['input']))}" if first["type"] != "missing" else ""
        raise RuleFileIsWrong(file=path, fault=f"{field}{given}: {first['msg']}; correct it") from None
    except (OSError, ValueError) as error:  # a name with NUL, text that is not UTF-8, not TOML
        why = error.strerror if isinstance(error, OSError) else error
        raise RuleFileIsWrong(file=path, fault=f"it cannot be read: {why}; check the path and the file") from None
