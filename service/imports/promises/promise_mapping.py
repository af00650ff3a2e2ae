"""The mapping of promises: a row is a promise to a customer, and when it was kept."""

from typing import Self

from pydantic import model_validator

from service.imports.engine.mapping import DateColumn, EnrollingMapping, Words
from service.imports.engine.template import KeyTemplate


class PromiseMapping(EnrollingMapping):
    """A mapping for `import promises`."""

    promise_no: KeyTemplate
    customer_no: KeyTemplate
    owner: KeyTemplate | None = None
    """Who answers for it; else who imports it."""
    text: Words
    expected_effect: str
    """The effect that keeping them is to have, the same for the whole file."""
    made: DateColumn
    due: DateColumn
    """The last day on which it is kept in time."""
    kept: DateColumn | None = None
    """When it was kept; an empty cell: not yet."""
    observed_effect: str | None = None
    """The effect that keeping them had, the same for the whole file."""

    @model_validator(mode="after")
    def _effect_of_keeping(self) -> Self:
        if self.kept and not self.observed_effect:
            raise ValueError("kept needs an observed_effect: a text that says what keeping them brought about")
        return self
