"""A file of settings that an operator writes in TOML, checked key by key."""

import tomllib
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from domain.refusals import Refusal
from domain.text import escaped

Model = TypeVar("Model", bound=BaseModel)


def read_toml(path: Path, model: type[Model], *, unreadable: Callable[..., Refusal], wrong: type[Refusal]) -> Model:
    """What the file says, decimals exactly.

    Raises `unreadable` (file, why), or `wrong` naming file, key, value and advice for each fault.
    """
    try:
        content = tomllib.loads(path.read_text("utf-8-sig"), parse_float=Decimal)
    except (OSError, ValueError, RecursionError) as error:  # also a name with NUL, not UTF-8, not TOML, nested too deep
        raise unreadable(file=path, why=error.strerror if isinstance(error, OSError) else error) from None
    if any("\0" in text for text in _texts(content)):
        raise wrong(faults=f"{path}: it says \\u0000 (NUL), which no text may hold; remove it")
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise wrong(faults="; ".join(f"{path}: {_fault(fault)}" for fault in error.errors())) from None


def _texts(part: object) -> Iterator[str]:
    """Every key and every text of the file."""
    if isinstance(part, str):
        yield part
    parts = chain.from_iterable(part.items()) if isinstance(part, dict) else part if isinstance(part, list) else ()
    for inner in parts:
        yield from _texts(inner)


def _fault(fault: ErrorDetails) -> str:
    key = ".".join(str(step) for step in fault["loc"]) or "the file"
    if fault["type"] == "missing":
        return f"{key} is missing; add it"
    advice = "there is no such key; correct or remove it" if fault["type"] == "extra_forbidden" else fault["msg"]
    return f"{key} = {escaped(str(fault['input']))}: {advice.removeprefix('Value error, ')}"
