"""The mapping of order lines: which columns make a document, its customer and its lines."""

from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from domain.orders.events import Channel
from service.imports.engine.mapping import Coded, DateColumn, EnrollingMapping, Part, ProfileSources
from service.imports.engine.template import Column, KeyTemplate

PLACED_ON = "placed_on"
"""In a key template: the day the document was placed, in the branch's zone, as YYYY-MM-DD."""


class Returns(Part):
    """Which documents are returns, and in which sign the file states what came back."""

    column: Column
    prefixes: list[str] = Field(min_length=1)
    quantities: Literal["negative", "positive"] = "negative"


class DocumentColumns(Part):
    """One order or return."""

    order_no: KeyTemplate
    placed: DateColumn
    delivered: Literal["when_placed"] | DateColumn | None = Field(None, union_mode="left_to_right")
    """A column; or `when_placed`: these orders were placed, confirmed and delivered at once; or not stated."""
    channel: Coded | None = None
    returns: Returns | None = None


class CustomerColumns(Part):
    """Who ordered, and what a line knows about them should they have to be enrolled."""

    customer_no: KeyTemplate
    fields: ProfileSources = Field(default_factory=dict)


class LineColumns(Part):
    """One line of a document."""

    sku: Column
    quantity: Column
    """Cartons, a whole number."""
    amount: Column | None = None
    unit_price: Column | None = None
    """Instead of an amount: quantity x unit price, rounded half up to the currency's minor unit."""
    line_no: Column | None = None
    """A column that numbers the lines of a document; without it they are numbered 1, 2, 3 ..."""
    line_order: Column | None = None
    """... in the order of this column, or else of the file."""

    @model_validator(mode="after")
    def _one_amount(self) -> Self:
        if (self.amount is None) == (self.unit_price is None):
            raise ValueError("name either an amount or a unit_price column")
        return self


class OrderMapping(EnrollingMapping):
    """A mapping for `import orders`."""

    computed = frozenset({PLACED_ON})

    document: DocumentColumns
    customer: CustomerColumns
    line: LineColumns

    @field_validator("document")
    @classmethod
    def _known_channel(cls, document: DocumentColumns) -> DocumentColumns:
        channel = document.channel
        for value in [channel.constant, *channel.values.values()] if channel else []:
            if value is not None and value not in set(Channel):
                raise ValueError(f"channel {value!r} is not one of {', '.join(Channel)}")
        return document
