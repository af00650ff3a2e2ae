"""Writes `docs/events.md`: every kind of event, what it means, and what each of its fields is kept for."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from itertools import chain
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import AwareDatetime, BaseModel

from domain.areas import EVENT_TYPES
from domain.kernel.event import Event
from domain.kernel.fields import Staff, marks_of

_NAMES = {
    str: "text",
    int: "whole number",
    bool: "yes or no",
    Decimal: "decimal",
    date: "day",
    datetime: "instant",
    AwareDatetime: "instant",
}
_INTRODUCTION = """# Events

Everything that can be recorded. Written from the code by `make docs`; do not edit it.

An event is stored as UTF-8 JSON; what is not known is left out. *Instants* are kept in UTC, *decimals* as text so
that no digit is lost, *days* are the branch's. A field is **business** (a fact about a shop, an order, a document) or
**staff** (an employee's number, never a name). No field holds a private person's data.
"""


def events_page() -> str:
    """The whole document."""
    return "\n".join(
        [_INTRODUCTION, *_topics(), "", *_envelope(), *(line for t in sorted(EVENT_TYPES) for line in _event(t))]
    )


def line_types(kind: type[BaseModel]) -> list[type[BaseModel]]:
    """The models nested in the fields of an event, and in these."""
    found = (part for field in kind.model_fields.values() for part in _parts(field.annotation))
    lines = [part for part in found if isinstance(part, type) and issubclass(part, BaseModel)]
    return list(dict.fromkeys(chain.from_iterable((line, *line_types(line)) for line in lines)))


def _topics() -> Iterator[str]:
    yield "| topic | version | meaning |"
    yield "|---|---|---|"
    for topic, kind in sorted(EVENT_TYPES.items()):
        anchor = topic.replace(".", "")
        yield f"| [`{topic}`](#{anchor}) | {version_of(kind)} | {_first_line(kind)} |"


def version_of(kind: type[Event]) -> int:
    """The version in which events of this kind are written now."""
    version: int = kind.model_fields["schema_version"].default
    return version


def _envelope() -> Iterator[str]:
    yield "## Every event"
    yield ""
    yield from _table(Event, set())


def _event(topic: str) -> Iterator[str]:
    kind = EVENT_TYPES[topic]
    yield f"## {topic}"
    yield ""
    yield _text(kind)
    yield ""
    yield from _table(kind, set(Event.model_fields))
    for line in line_types(kind):
        yield f"Each `{line.__name__}`: {_text(line)}"
        yield ""
        yield from _table(line, set())


def _table(kind: type[BaseModel], known: set[str]) -> Iterator[str]:
    yield "| field | type | kind | kept for |"
    yield "|---|---|---|---|"
    for name, field in kind.model_fields.items():
        if name not in known:
            (mark,) = marks_of(field)
            optional = "" if field.is_required() else ", may be absent" if field.default is None else ""
            shown = "staff" if isinstance(mark, Staff) else "business"
            yield f"| `{name}` | {_type(field.annotation)}{optional} | {shown} | {mark.purpose} |"
    yield ""


def _parts(annotation: Any) -> Iterator[Any]:
    yield annotation
    for part in get_args(annotation):
        yield from _parts(part)


def _type(annotation: Any) -> str:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in (Union, UnionType):
        return " or ".join(_type(part) for part in arguments if part is not NoneType)
    if origin is Annotated:
        return _type(arguments[0])
    if origin is tuple:
        return f"list of {_type(arguments[0])}"
    if issubclass(annotation, Enum):
        return "one of " + ", ".join(f"`{member.value}`" for member in annotation)
    return _NAMES.get(annotation) or f"`{annotation.__name__}`"


def _text(kind: type[BaseModel]) -> str:
    return " ".join((kind.__doc__ or "").split())


def _first_line(kind: type[BaseModel]) -> str:
    return (kind.__doc__ or "").splitlines()[0]
