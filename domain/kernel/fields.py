"""What each field of an event is: the business's, a staff number, or a person's; and why it is collected."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, get_args

from pydantic import AwareDatetime
from pydantic.fields import FieldInfo


@dataclass(frozen=True)
class Business:
    """A fact about the business (a shop, an order, a document), with the purpose it is kept for."""

    purpose: str


@dataclass(frozen=True)
class Staff:
    """An employee by number, never by name, with the purpose it is kept for."""

    purpose: str


Instant = AwareDatetime
"""A moment with its offset, kept in UTC."""

SchemaVersion = Annotated[int, Business("which version of this event's fields was written")]
CustomerNo = Annotated[str, Business("the number the customer is known by, by default the first licence's")]
OrderNo = Annotated[str, Business("the number of the order document")]
ReturnNo = Annotated[str, Business("the number of the return document")]
ComplaintNo = Annotated[str, Business("the number the complaint is tracked by")]
PolicyNo = Annotated[str, Business("the name of the policy, one for what it governs")]
PolicyVersion = Annotated[int, Business("counts the policy's publications from 1")]
PromiseNo = Annotated[str, Business("the number the promise is known by")]
ContactNo = Annotated[str, Business("the number the contact is known by")]
EmployeeNo = Annotated[str, Staff("who did it or answers for it")]
LineNo = Annotated[int, Business("the line's number within its document; a SKU may repeat")]
Sku = Annotated[str, Business("what was ordered; need not be registered")]
Cartons = Annotated[int, Business("quantity in cartons (条)")]
Amount = Annotated[Decimal, Business("money in the branch's currency; the truth, from which a price is derived")]
FreeText = Annotated[str, Business("what was said or found; never about a person's private life")]
PlacedAt = Annotated[Instant, Business("when the order was placed")]
PlacedOn = Annotated[date, Business("the day the order was placed, in the branch's zone: the month it counts in")]


def marks_of(field: FieldInfo) -> list[Business | Staff]:
    """What the field is declared to be; a sound declaration gives exactly one mark."""
    return _marks([*field.metadata, field.annotation])


def _marks(parts: list[Any]) -> list[Business | Staff]:
    """Optional fields carry their mark one level down: `OrderNo | None`."""
    return [
        mark for part in parts for mark in ([part] if isinstance(part, Business | Staff) else _marks([*get_args(part)]))
    ]
