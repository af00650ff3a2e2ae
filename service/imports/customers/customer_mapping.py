"""The mapping of customers: which columns fill which profile fields, from when."""

from typing import Literal, Self

from pydantic import Field, model_validator

from service.imports.engine.mapping import DateColumn, Mapping, Part, ProfileSources
from service.imports.engine.template import Column, KeyTemplate


class StatusColumn(Part):
    """A column that says whether the customer is still supplied, and from when."""

    column: Column
    values: dict[str, Literal["active", "withdrawn"]] = Field(min_length=1)
    on: DateColumn
    """The day of the withdrawal."""


class CustomerMapping(Mapping):
    """A mapping for `import customers`."""

    unknown_customers: Literal["enrol", "reject", "skip"] = "reject"
    customer_no: KeyTemplate
    effective: Literal["enrolment"] | DateColumn = Field(union_mode="left_to_right")
    """A column, or `enrolment`: true since the day the customer was enrolled."""
    fields: ProfileSources = Field(default_factory=dict)
    status: StatusColumn | None = None

    @model_validator(mode="after")
    def _enrolment_needs_a_day(self) -> Self:
        if self.effective == "enrolment" and self.unknown_customers == "enrol":
            raise ValueError(
                'unknown_customers = "enrol" needs a column for effective: an unknown customer has no enrolment day'
            )
        return self
