"""The mapping of complaints: a row is a whole complaint, or one of the things done with it."""

from collections.abc import Collection
from enum import StrEnum
from itertools import chain
from typing import Annotated, Literal, Self

import polars as pl
from pydantic import BeforeValidator, Field, Strict, model_validator

from domain.complaints.policy_events import Severity
from domain.kernel.party import Party
from service.imports.engine.mapping import Coded, DateColumn, Mapping, Part, Words, listed
from service.imports.engine.template import Column, KeyTemplate

OTHERWISE = "*"
"""Among the codes of a column: any value that is not named."""


class StepKind(StrEnum):
    """A step that may be taken with a complaint after it was received, as far as files have them."""

    ACKNOWLEDGED = "acknowledged"
    INVESTIGATED = "investigated"
    RESPONDED = "responded"
    DECIDED = "decided"
    ACCEPTED = "accepted"
    DISPUTED = "disputed"
    CLOSED = "closed"
    REOPENED = "reopened"
    PROGRESS = "progress"  # something that is no step: it can only show that a closed matter was taken up again


Kinds = Annotated[list[Annotated[StepKind, Strict(False)]], BeforeValidator(listed), Field(min_length=1)]
"""One step, or several at one instant. A value that means none is named all the same, as progress."""


class CodedSteps(Part):
    """A column whose values say which steps were taken; an empty cell says of none."""

    column: Column
    values: dict[str, Kinds] = Field(min_length=1)


class YesOrNo(Part):
    """A column that says yes or no; an empty cell says neither."""

    column: Column
    values: dict[str, bool] = Field(min_length=1)


class StepColumns(Part):
    """Steps that a row records."""

    kind: Kinds | CodedSteps
    """Always the same, wherever `at` is filled; or by a column."""
    at: DateColumn
    text: Words | None = None
    """The answer, the cause, the decision or the outcome; for the other steps left aside."""
    timely: YesOrNo | None = None
    """Whether an answer was in time, by the rules of the system the file comes from."""

    @property
    def code(self) -> str | None:
        """The column that says which steps were taken, if it is not always the same."""
        return self.kind.column if isinstance(self.kind, CodedSteps) else None

    def kinds_of(self, code: str | None) -> list[StepKind]:
        """List the steps that a cell of that column records."""
        if not isinstance(self.kind, CodedSteps):
            return self.kind
        return [] if code is None else self.kind.values.get(code, self.kind.values.get(OTHERWISE, []))

    def records(self, kinds: Collection[StepKind]) -> pl.Expr:
        """Test whether a row's code records one of these steps; null where it has no code."""
        if not isinstance(self.kind, CodedSteps):
            return pl.lit(not set(kinds).isdisjoint(self.kind))
        code = pl.col(self.kind.column)
        meant = [value for value, listed in self.kind.values.items() if not set(kinds).isdisjoint(listed)]
        other = ~code.is_in(list(self.kind.values)) & pl.lit(OTHERWISE in meant)
        return code.is_in(meant) | other


class ReceivedColumns(Part):
    """The receipt of the complaint; of several rows, the first one counts."""

    at: DateColumn
    text: Words
    party: Coded | None = None
    severity: Coded | None = None
    category: Words | None = None
    channel: Words | None = None
    customer_no: KeyTemplate | None = None
    """The customer who complains, where a row names one."""
    order_no: KeyTemplate | None = None
    about_employee: KeyTemplate | None = None
    owner: KeyTemplate | None = None
    """Who was to deal with it first."""

    @model_validator(mode="after")
    def _known_codes(self) -> Self:
        for coded, known in ((self.party, Party), (self.severity, Severity)):
            for value in [coded.constant, *coded.values.values()] if coded else []:
                if value is not None and value not in set(known):
                    raise ValueError(f"{value!r} is not one of {', '.join(known)}")
        return self


class ComplaintMapping(Mapping):
    """A mapping for `import complaints`."""

    rows: Literal["complaint", "step"]
    """Whether a row is a whole complaint, or one step of it: then rows count by time, at one instant as they stand."""
    complaint_no: KeyTemplate
    received: ReceivedColumns
    steps: list[StepColumns] = Field(default_factory=list)
    long_text: Literal["refused", "cut"] = "refused"
    """A complaint in more words than we keep is rejected, or its end is left out."""
    after_closing: Literal["refused", "reopens"] = "refused"
    """A step after a closing is a mistake of the file; or it shows that the matter was taken up again."""

    @model_validator(mode="after")
    def _steps_have_words(self) -> Self:
        for step in self.steps:
            kinds = step.kind.values.values() if isinstance(step.kind, CodedSteps) else [step.kind]
            if step.text is None and (bare := WITH_WORDS & set(chain(*kinds))):
                raise ValueError(f"steps with {', '.join(sorted(bare))} need a text, such as the column of the outcome")
        return self


WITH_WORDS = frozenset({StepKind.INVESTIGATED, StepKind.RESPONDED, StepKind.DECIDED, StepKind.CLOSED})
"""Steps that are recorded with words."""
