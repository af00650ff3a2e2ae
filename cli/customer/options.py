"""The fields of a customer's file as options."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, TypedDict

import typer
from pydantic.fields import FieldInfo

from cli.app.parsing.moments import parse_day
from domain.customers.profile_fields import PROFILE_FIELDS, PROFILE_KINDS, ProfileFields
from domain.kernel.fields import Staff, marks_of
from domain.kernel.text import escaped

_AREA = re.compile(r"[0-9]{1,7}(\.[0-9]{1,2})?")


def parse_area(text: str) -> Decimal:
    """Square metres, at most two decimals."""
    if not _AREA.fullmatch(text):
        raise typer.BadParameter(f"{escaped(text)} is not an area; write square metres such as 42 or 42.50")
    return Decimal(text)


_FORMS: dict[type, dict[str, Any]] = {
    Decimal: {"metavar": "M2", "parser": parse_area},
    date: {"metavar": "DAY", "parser": parse_day},
}


def _option(name: str, field: FieldInfo) -> Any:
    kind = PROFILE_KINDS[name]
    numbered = {"metavar": "EMPLOYEE_NO"} if any(isinstance(mark, Staff) for mark in marks_of(field)) else {}
    return Annotated[kind | None, typer.Option(**_FORMS.get(kind, numbered), help=PROFILE_FIELDS[name].help)]


_OPTIONS = {name: _option(name, field) for name, field in ProfileFields.model_fields.items()}
ProfileOptions = TypedDict("ProfileOptions", _OPTIONS, total=False)  # type: ignore[misc]  # as many as the list has
"""What may be said of a customer's file; what is not said stays as it is."""
