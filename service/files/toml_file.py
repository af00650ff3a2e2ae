"""A file of settings that an operator writes in TOML, checked key by key."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from domain.kernel.refusals import Refusal
from domain.kernel.text import PLAIN_NUMBER, escaped

Model = TypeVar("Model", bound=BaseModel)

_MOST_BITS = 10_000
"""Of a whole number. Python writes numbers of more than some 14,000 bits in no message, and nobody counts so far."""

_TOO_LONG = "a number in it is too large, or has thousands of digits"


def read_toml(path: Path, model: type[Model], *, unreadable: Callable[..., Refusal], wrong: type[Refusal]) -> Model:
    """What the file says, decimals exactly.

    Raises `unreadable` (file, why), or `wrong` naming file, key, value and advice for each fault.
    """
    try:
        content = _parsed(path.read_text("utf-8-sig"))
    except UnicodeDecodeError:
        raise unreadable(file=path, why="it is not in UTF-8, which TOML is written in") from None
    except (OSError, ValueError, RecursionError) as error:  # also a name with NUL, not TOML, nested too deep
        raise unreadable(file=path, why=error.strerror if isinstance(error, OSError) else error) from None
    leaves = list(_leaves(content))
    if any(isinstance(leaf, int) and leaf.bit_length() > _MOST_BITS for leaf in leaves):
        raise wrong(faults=f"{path}: {_TOO_LONG}; correct it")
    if any(isinstance(leaf, str) and "\0" in leaf for leaf in leaves):
        raise wrong(faults=f"{path}: it says \\u0000 (NUL), which no text may hold; remove it")
    try:
        meant = model.model_validate(content)
    except ValidationError as error:
        raise wrong(faults="; ".join(f"{path}: {_fault(fault)}" for fault in error.errors())) from None
    if guessed := list(_guessed(content, meant)):
        raise wrong(faults="; ".join(f"{path}: {fault}" for fault in guessed))
    return meant


def _parsed(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError:
        raise
    except (ValueError, InvalidOperation):  # by int and by Decimal, whose words are for programmers
        raise ValueError(_TOO_LONG) from None


def _leaves(part: object) -> Iterator[object]:
    """Every key of the file, and every value that holds no others."""
    if not isinstance(part, dict | list):
        yield part
        return
    for inner in chain.from_iterable(part.items()) if isinstance(part, dict) else part:
        yield from _leaves(inner)


def _guessed(content: Any, meant: Any, key: str = "") -> Iterator[str]:
    """What pydantic took for a number, a day, or for true or false, though nobody would write these so."""
    if isinstance(content, dict):
        for name, part in content.items():
            inner = meant.get(name) if isinstance(meant, Mapping) else getattr(meant, name, None)
            yield from _guessed(part, inner, f"{key}.{name}".lstrip("."))
    elif isinstance(content, list) and isinstance(meant, list | tuple):
        for place, (part, inner) in enumerate(zip(content, meant, strict=False)):
            yield from _guessed(part, inner, f"{key}.{place}")
    elif advice := _misread(content, meant):
        yield f"{key} = {escaped(str(content))}: {advice}"


def _misread(content: object, meant: object) -> str | None:
    """How to write what is meant, if it is not written so."""
    plain = isinstance(content, str) and PLAIN_NUMBER.fullmatch(content)
    match meant:
        case bool():
            return None if isinstance(content, bool) else "write true or false, without quotes"
        case int() | Decimal() if isinstance(content, bool) or (isinstance(content, str) and not plain):
            return "write a plain number such as 85 or 12.5"
        case date() if plain or isinstance(content, int | Decimal):
            return "write a day such as 2021-06-30"
    return None


def _fault(fault: ErrorDetails) -> str:
    key = ".".join(str(step) for step in fault["loc"]) or "the file"
    if fault["type"] == "missing":
        return f"{key} is missing; add it"
    given = fault["input"]
    said = escaped(str(given).lower() if isinstance(given, bool) else str(given))
    advice = fault["msg"].removeprefix("Value error, ")
    if fault["type"] == "extra_forbidden":
        advice = "there is no such key; correct or remove it"
    elif fault["type"] == "string_type" and not isinstance(given, dict | list):
        advice = f"write it in quotes, as {said}"
    return f"{key} = {said}: {advice}"
