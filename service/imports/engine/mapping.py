"""The parts of a mapping that all kinds of files share: its form, its numbers, dates, codes, and which rows count."""

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal, Self, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from domain.customers.profile_fields import PROFILE_FIELDS
from service.files.toml_file import read_toml
from service.imports.engine.refusals import MappingIsWrong, MappingUnreadable
from service.imports.engine.template import (
    ROW_NUMBER,
    Column,
    ColumnName,
    FilledColumn,
    Template,
    TemplateText,
    columns_of,
)


class Part(BaseModel):
    """A table of a mapping: a key it does not know is refused, because a misspelt key is a rule not applied."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
    shorthand: ClassVar[str | None] = None
    """The key that a mere text stands for."""

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        return {cls.shorthand: value} if cls.shorthand and isinstance(value, str) else value


def _known_encoding(name: str) -> str:
    try:
        "".encode(name)
        known = codecs.lookup(name).name
    except (LookupError, UnicodeError):
        known = "undefined"
    if known in {"undefined", "idna", "punycode", "unicode_escape", "raw_unicode_escape"}:
        raise ValueError("is not an encoding of files; known are for instance utf-8, gb18030, big5, cp1252")
    return known


class FileForm(Part):
    """The form in which bytes become rows."""

    encoding: Annotated[str, AfterValidator(_known_encoding)] | None = None
    """Overrides: byte order mark, then strict UTF-8, then strict GB18030."""
    delimiter: str = Field(",", min_length=1, max_length=1)
    ignore: list[str] = []
    """Columns the file has and the mapping does not use; `*` for any."""
    missing: list[str] = []
    """Texts such as `NA` or `NULL` that stand for an empty cell."""
    max_mib: int = Field(2048, gt=0)
    """The largest file read, unpacked, in MiB."""


class NumberForm(Part):
    """The form of numbers. Digits are ASCII, a sign is a leading `-`, and nothing is ever rounded silently."""

    decimal_mark: Literal[".", ","] = "."
    thousands_mark: Literal["", ",", ".", " ", "'"] = ""
    currency_mark: str = ""
    """Text such as `$` or `¥` that may stand at the start of an amount."""
    full_width_digits: bool = False

    @model_validator(mode="after")
    def _marks_differ(self) -> Self:
        if self.decimal_mark == self.thousands_mark:
            raise ValueError("the decimal and the thousands mark must differ")
        return self


class DateColumn(Part):
    """A column of dates or times; without an offset they are the branch's local time."""

    shorthand = "column"
    column: FilledColumn
    formats: list[str] = []
    """As in `strptime`, tried in order; none means ISO 8601."""


class Coded(Part):
    """One value for the whole file, or a column whose codes are translated."""

    shorthand = "constant"
    constant: str | None = None
    column: Column | None = None
    values: dict[str, str] = {}

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.constant is None) == (self.column is None) or (self.column is None) != (not self.values):
            raise ValueError('write one text, or { column = "...", values = { code = "meaning" } }')
        return self


def listed(value: object) -> object:
    """One word where several may stand."""
    return [value] if isinstance(value, str) else value


Words = Annotated[list[Template], BeforeValidator(listed), Field(min_length=1)]
"""Columns or templates, of which the first that is filled counts."""


class FieldSource(Part):
    """Where a field comes from: a column or template, a column of codes, or a column of dates."""

    shorthand = "template"
    template: Template | None = None
    column: Column | None = None
    values: dict[str, str] = {}
    formats: list[str] = []

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.template is None) == (self.column is None):
            raise ValueError('write a column or template, or { column = "...", values = {...} or formats = [...] }')
        return self

    @property
    def columns(self) -> list[str]:
        """The file's columns this field reads."""
        return [self.column] if self.column else columns_of(self.template or "")


def _collected(sources: dict[str, FieldSource]) -> dict[str, FieldSource]:
    if unknown := sorted(sources.keys() - PROFILE_FIELDS.keys()):
        raise ValueError(f"{', '.join(unknown)}: not collected; a customer's file has {', '.join(PROFILE_FIELDS)}")
    return sources


ProfileSources = Annotated[dict[str, FieldSource], AfterValidator(_collected)]
"""Where each profile field comes from."""


class Mapping(Part):
    """The part that every mapping has."""

    computed: ClassVar[frozenset[str]] = frozenset({ROW_NUMBER})
    """Names in templates that stand for no column."""

    file: FileForm = FileForm()
    numbers: NumberForm = NumberForm()
    select: dict[Column, list[str]] = {}
    """Only rows whose column holds one of these values are read."""
    currency: str | None = Field(None, pattern=r"^[A-Z]{3}$")
    """Refused at a branch that keeps another currency."""
    allow_before_1990: bool = False

    @property
    def columns(self) -> set[str]:
        """Every column the file must have."""
        return {*_columns(self)} - self.computed


def _columns(value: object) -> Iterator[str]:
    """Find the columns that a part of a mapping names, however deep."""
    match value:
        case ColumnName():
            yield value
        case TemplateText():
            yield from columns_of(value)
        case Part():
            for name in type(value).model_fields:
                yield from _columns(getattr(value, name))
        case dict() | list():
            for item in (*value, *(value.values() if isinstance(value, dict) else ())):
                yield from _columns(item)


class EnrollingMapping(Mapping):
    """A mapping of records of customers, who may be enrolled by them."""

    unknown_customers: Literal["reject", "enrol"] = "reject"


AnyMapping = TypeVar("AnyMapping", bound=Mapping)


def load_mapping(path: Path, model: type[AnyMapping]) -> AnyMapping:
    """Read a mapping file.

    Raises MappingUnreadable, or MappingIsWrong naming file, key, value and what to do for each fault.
    """
    return read_toml(path, model, unreadable=MappingUnreadable, wrong=MappingIsWrong)
