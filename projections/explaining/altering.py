"""Other values than the one that is there: what depends on it changes with it."""

from collections.abc import Container, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any

from pydantic import BaseModel

from domain.kernel.event import Recorded
from domain.kernel.fields import marks_of
from projections.fold.table import Column

_LATE = 9000  # years; what lies after is altered to earlier, for time ends in 9999
_STEPS = (timedelta(seconds=1), timedelta(days=366))
_SOME: Mapping[type, Any] = {
    str: "x",
    int: 1,
    Decimal: Decimal(1),
    datetime: datetime(1970, 1, 1, tzinfo=UTC),
    date: date(1970, 1, 1),
    bool: True,
    dict: {"x": "x"},
    list: ["x"],
}


def altered(value: object) -> list[Any]:
    """Other values, the nearest first; nothing for None, and for what is of no kind that tables know."""
    match value:
        case bool():
            return [not value]
        case int() | Decimal():
            return [value + 1]
        case Enum():
            return [member for member in type(value) if member is not value]
        case str():
            return [value + "x"]
        case datetime():
            return [value + step if value.year < _LATE else value - step for step in _STEPS]
        case date():
            return [value + step if value.year < _LATE else value - step for step in (timedelta(1), _STEPS[1])]
        case dict():
            return [{**value, "x": "x"}]
        case list():
            return [[*value, "x"]]
        case tuple() if value:
            return [()]
    return []


def altered_cell(value: object, column: Column) -> list[Any]:
    """The nearest other value of a cell, and what it is when it becomes known or unknown.

    The nearest only: an instant that replaces any earlier one (the last visit's) is set whole by what replaces it.
    """
    return [*(altered(value)[:1] or [_SOME[column.kind]]), *([None] if column.nullable and value is not None else [])]


def altered_events(recorded: Recorded, but: Container[str]) -> Iterator[tuple[str, Recorded]]:
    """The event with one thing altered that it states, and the path of that thing in its payload (`lines[0].amount`).

    What is not known is not altered: nothing came from there. Nor is what `but` has by its name or its meaning.
    """
    for name in ("position", "recorded_at", "customer_seq"):
        for other in altered(getattr(recorded, name)) if name not in but else ():
            yield name, recorded._replace(**{name: other})
    for path, event in _variants(recorded.event, but):
        yield path, recorded._replace(event=event)


def _variants(model: Any, but: Container[str]) -> Iterator[tuple[str, Any]]:
    for name, field in type(model).model_fields.items():
        if name in but or any(mark.purpose in but for mark in marks_of(field)):
            continue
        value = getattr(model, name)
        may_be_unknown = value is not None and field.default is None
        for other in [*altered(value), *([None] if may_be_unknown else [])]:
            yield name, model.model_copy(update={name: other})
        if isinstance(value, BaseModel):
            for path, other in _variants(value, but):
                yield f"{name}.{path}", model.model_copy(update={name: other})
        if isinstance(value, tuple):
            for i, part in enumerate(value):
                for path, other in _variants(part, but) if isinstance(part, BaseModel) else ():
                    yield f"{name}[{i}].{path}", model.model_copy(update={name: (*value[:i], other, *value[i + 1 :])})
