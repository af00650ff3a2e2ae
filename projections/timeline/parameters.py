"""What a sentence states, declared once: Python reads it from the event, PostgreSQL from the event's stored JSON.

Each part of a declaration gives some parameters of the sentence. What is not known is left out. Amounts and days are
text, so that nothing is rounded. A name may be a path into the event: `result.total`, `items.0.score`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol, get_args

from psycopg.sql import SQL, Composable, Composed, Literal
from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import to_json

from domain.kernel.event import Event

Parameters = dict[str, Any]

SentenceOf = tuple[str, Callable[[Any], Parameters]]
"""The sentence's kind, and what the sentence states; for events about customers `Declared`."""

Phrase = Callable[[Mapping[str, Any]], str]
"""The sentence's parameters -> words of it."""

_PLACE = re.compile(r"\{([\w.]+)\}")


class Part(Protocol):
    """Some parameters of a sentence."""

    def read(self, event: Any) -> Parameters:
        """Take them from the event."""

    def sql(self, kind: type[Event]) -> Composable:
        """The same from `payload`, the JSON of an event of that kind in whatever version, as one jsonb object."""


@dataclass(frozen=True)
class Declared:
    """All parameters of a sentence."""

    parts: tuple[Part, ...]

    def __call__(self, event: Event) -> Parameters:
        return {name: value for part in self.parts for name, value in part.read(event).items()}

    def sql(self, kind: type[Event]) -> Composable:
        """The parameters from `payload`."""
        plain = [part for part in self.parts if isinstance(part, Field)]
        pairs = SQL(", ").join(SQL("{}, {}").format(Literal(part.name), part.value_sql(kind)) for part in plain)
        objects: list[Composable] = [SQL("jsonb_strip_nulls(jsonb_build_object({}))").format(pairs)] if plain else []
        objects += [part.sql(kind) for part in self.parts if not isinstance(part, Field)]
        return SQL(" || ").join(objects) if objects else SQL("'{}'::jsonb")


def fields(*parts: str | Part) -> Declared:
    """Declare what a sentence states: fields of the event by name, and parts of another form."""
    return Declared(tuple(Field(part) if isinstance(part, str) else part for part in parts))


@dataclass(frozen=True)
class Field:
    """One field as it is; `otherwise` where it is not known, nothing where it is the same as the field `unless`.

    `stated` leaves out 0 and the empty text, too; `length` cuts a text to so many characters.
    """

    name: str
    path: str | None = None
    otherwise: str | None = None
    unless: str | None = None
    stated: bool = False
    length: int | None = None

    def read(self, event: Any) -> Parameters:
        value = _get(event, self.path or self.name)
        if value is None:
            return {} if self.otherwise is None else {self.name: self.otherwise}
        if (self.stated and not value) or (self.unless and value == _get(event, self.unless)):
            return {}
        return {self.name: value if self.length is None else str(value)[: self.length]}

    def sql(self, kind: type[Event]) -> Composable:
        return Declared((self,)).sql(kind)

    def value_sql(self, kind: type[Event]) -> Composable:
        """The value as jsonb, null where it is left out."""
        value = _get_sql(kind, self.path or self.name)
        if self.length is not None:
            value = SQL("to_jsonb(left({}, {}))").format(_text_sql(kind, self.path or self.name), Literal(self.length))
        if self.otherwise is not None:
            value = SQL("coalesce({}, to_jsonb({}))").format(value, _text(self.otherwise))
        if self.unless is not None:
            value = SQL("nullif({}, {})").format(value, _get_sql(kind, self.unless))
        return SQL("nullif(nullif({}, '0'), '\"\"')").format(value) if self.stated else value


@dataclass(frozen=True)
class Count:
    """How many there are in a list."""

    name: str
    path: str

    def read(self, event: Any) -> Parameters:
        return {self.name: len(getattr(event, self.path))}

    def sql(self, kind: type[Event]) -> Composable:
        return _object(self.name, SQL("jsonb_array_length({})").format(_get_sql(kind, self.path)))


@dataclass(frozen=True)
class Text:
    """A text with the event's fields, all of them known, in its braces."""

    name: str
    template: str

    def read(self, event: Any) -> Parameters:
        return {self.name: _fill(self.template, event)}

    def sql(self, kind: type[Event]) -> Composable:
        return _object(self.name, _fill_sql(self.template, lambda path: _text_sql(kind, path)))


@dataclass(frozen=True)
class Joined:
    """The elements of a list as one text, those only that have this value in this field; left out where none is.

    `template` says what of an element, in braces; without one the elements are texts.
    """

    name: str
    path: str
    template: str | None = None
    having: tuple[str, str] | None = None
    between: str = ", "

    def read(self, event: Any) -> Parameters:
        having = self.having
        elements = [each for each in getattr(event, self.path) if not having or _get(each, having[0]) == having[1]]
        texts = [each if self.template is None else _fill(self.template, each) for each in elements]
        return {self.name: self.between.join(texts)} if texts else {}

    def sql(self, kind: type[Event]) -> Composable:
        text = _fill_sql(self.template, _of_element) if self.template else SQL("x.element #>> '{{}}'").format()
        where = (
            SQL("{} = {}").format(_of_element(self.having[0]), _text(self.having[1])) if self.having else SQL("true")
        )
        joined = SQL(
            "(SELECT string_agg({}, {} ORDER BY x.number)"
            " FROM jsonb_array_elements({}) WITH ORDINALITY AS x (element, number) WHERE {})"
        ).format(text, _text(self.between), _get_sql(kind, self.path), where)
        return SQL("jsonb_strip_nulls({})").format(_object(self.name, joined))


@dataclass(frozen=True)
class If:
    """Some parameters where a field says something (is known, and not empty, 0 or false), else others."""

    path: str
    then: Declared
    otherwise: Declared = Declared(())

    def read(self, event: Any) -> Parameters:
        return (self.then if _get(event, self.path) else self.otherwise)(event)

    def sql(self, kind: type[Event]) -> Composable:
        return SQL("CASE WHEN coalesce({}, '') IN ('', '0', 'false') THEN {} ELSE {} END").format(
            _text_sql(kind, self.path), self.otherwise.sql(kind), self.then.sql(kind)
        )


def plain(value: object) -> object:
    """A value as JSON holds it; amounts and days as text, so that nothing is rounded."""
    if isinstance(value, Decimal):
        return f"{value:f}"  # never 0E-12
    if isinstance(value, tuple):
        return list(value)
    return value if value is None or isinstance(value, (str, int)) else str(value)


def _get(value: Any, path: str) -> Any:
    for name in path.split("."):
        value = value[int(name)] if name.isdigit() else getattr(value, name)
    return plain(value)


def _get_sql(kind: type[Event], path: str) -> Composed:
    """The value as jsonb, in the form that `plain` gives it."""
    steps = (Literal(int(name) if name.isdigit() else name) for name in path.split("."))
    value = SQL("(p.payload -> {})").format(SQL(" -> ").join(steps))
    field = _field(kind, path)
    if field.get_default() is not None and not field.is_required():  # what an older version does not tell
        value = SQL("coalesce({}, {}::jsonb)").format(value, Literal(to_json(field.get_default()).decode()))
    if _within(field.annotation, Decimal):  # 1E+3
        value = SQL(
            "CASE WHEN {0} #>> '{{}}' LIKE '%E%' THEN to_jsonb(({0} #>> '{{}}')::numeric::text) ELSE {0} END"
        ).format(value)
    return value


def _text_sql(kind: type[Event], path: str) -> Composed:
    return SQL("({} #>> '{{}}')").format(_get_sql(kind, path))


def _of_element(path: str) -> Composed:
    return SQL("(x.element ->> {})").format(Literal(path))


def _fill(template: str, source: object) -> str:
    """The template with the fields put in that its braces name."""
    return _PLACE.sub(lambda place: str(_get(source, place[1])), template)


def _fill_sql(template: str, text_of: Callable[[str], Composed]) -> Composed:
    parts = [text_of(part) if odd % 2 else _text(part) for odd, part in enumerate(_PLACE.split(template))]
    return SQL(" || ").join(parts)


def _object(name: str, value: Composable) -> Composed:
    return SQL("jsonb_build_object({}, {})").format(Literal(name), value)


def _text(text: str) -> Composed:
    return SQL("{}::text").format(Literal(str(text)))


def _field(model: type[BaseModel], path: str) -> FieldInfo:
    """The declaration of what a path leads to."""
    name, _, rest = path.partition(".")
    field = model.model_fields[name]
    if not rest:
        return field
    return _field(_within(field.annotation, BaseModel), rest.lstrip("0123456789."))


def _within(annotation: Any, wanted: type[Any]) -> Any:
    """The class of that kind in an annotation, which may be of an optional field or of a list."""
    if isinstance(annotation, type) and issubclass(annotation, wanted):
        return annotation
    return next((found for part in get_args(annotation) if (found := _within(part, wanted))), None)
