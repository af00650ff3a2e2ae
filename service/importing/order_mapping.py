"""What a mapping of order lines says: which columns make a document, its customer and its lines."""

from collections.abc import Set
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from service.importing.characters import shown
from service.importing.mapping import Coded, DateColumn, FieldSource, Mapping, Part, load_mapping
from service.importing.refusals import MappingIsWrong
from service.importing.template import KeyTemplate, columns_of

PLACED_ON = "placed_on"
"""In a key template: the day the document was placed, in the branch's zone, as YYYY-MM-DD."""


class Returns(Part):
    """Which documents are returns, and in which sign the file states what came back."""

    column: str
    prefixes: list[str] = Field(min_length=1)
    quantities: Literal["negative", "positive"] = "negative"


class DocumentColumns(Part):
    """One order or return."""

    order_no: KeyTemplate
    placed: DateColumn
    delivered: Literal["when_placed"] | DateColumn | None = Field(None, union_mode="left_to_right")
    """A column; or `when_placed`: these orders were placed, confirmed and delivered at once; or not told."""
    channel: Coded | None = None
    returns: Returns | None = None


class CustomerColumns(Part):
    """Who ordered, and what a line knows about them should they have to be enrolled."""

    customer_no: KeyTemplate
    fields: dict[str, FieldSource] = Field(default_factory=dict)


class LineColumns(Part):
    """One line of a document."""

    sku: str
    quantity: str
    """Cartons, a whole number."""
    amount: str | None = None
    unit_price: str | None = None
    """Instead of an amount: quantity x unit price, rounded half up to the currency's minor unit."""
    line_no: str | None = None
    """A column that numbers the lines of a document; without it they are numbered 1, 2, 3 ..."""
    line_order: str | None = None
    """... in the order of this column, or else of the file."""

    @model_validator(mode="after")
    def _one_amount(self) -> Self:
        if (self.amount is None) == (self.unit_price is None):
            raise ValueError("name either an amount or a unit_price column")
        return self


class OrderMapping(Mapping):
    """A mapping for `import orders`."""

    unknown_customers: Literal["reject", "enrol"] = "reject"
    document: DocumentColumns
    customer: CustomerColumns
    line: LineColumns

    @property
    def columns(self) -> set[str]:
        """Every column the file must have."""
        document, line = self.document, self.line
        named = [document.placed.column, line.sku, line.quantity, line.amount, line.unit_price, line.line_no]
        named += [line.line_order, document.returns.column if document.returns else None]
        named += [document.channel.column if document.channel else None]
        named += [document.delivered.column if isinstance(document.delivered, DateColumn) else None]
        named += [*columns_of(document.order_no), *columns_of(self.customer.customer_no), *self.select]
        named += [column for source in self.customer.fields.values() for column in source.columns]
        return {name for name in named if name} - {PLACED_ON}


def load_order_mapping(path: Path, *, fields: Set[str], channels: Set[str]) -> OrderMapping:
    """Read a mapping of orders; `fields` are the profile fields that can be enrolled, `channels` the order channels.

    Raises:
        MappingIsWrong: see `load_mapping`.
    """
    mapping = load_mapping(path, OrderMapping)
    for field in sorted(mapping.customer.fields.keys() - fields):
        raise MappingIsWrong(
            f"{path}: customer.fields.{field}: is not a profile field; known are {', '.join(sorted(fields))}."
        )
    channel = mapping.document.channel
    for value in [channel.constant or "", *channel.values.values()] if channel else []:
        if value and value not in channels:
            known = ", ".join(sorted(channels))
            raise MappingIsWrong(
                f"{path}: document.channel = {shown(value)}: is not an order channel; known are {known}."
            )
    return mapping
