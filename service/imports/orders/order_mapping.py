"""What a mapping of order lines says: which columns make a document, its customer and its lines."""

from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from domain.orders.events import Channel
from service.imports.engine.mapping import Coded, DateColumn, EnrollingMapping, Part, ProfileSources
from service.imports.engine.template import KeyTemplate, columns_of

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
    fields: ProfileSources = Field(default_factory=dict)


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


class OrderMapping(EnrollingMapping):
    """A mapping for `import orders`."""

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
