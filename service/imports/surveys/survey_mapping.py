"""The mapping of survey answers: a row is a respondent, and columns are items."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, Strict, model_validator

from domain.kernel.party import Party
from domain.surveys.answer_events import RemarkTopic
from service.imports.engine.mapping import Coded, DateColumn, Mapping, Words
from service.imports.engine.template import Column, KeyTemplate

Topic = Annotated[RemarkTopic, Strict(False)]


class SurveyMapping(Mapping):
    """A mapping for `import surveys`."""

    survey_no: str
    """The survey that the rows answer; it must have been opened."""
    answer_no: KeyTemplate | None = None
    """The answer's own number, also `{row number}`; a customer of ours needs none."""
    customer_no: KeyTemplate | None = None
    answered: date | DateColumn = Field(union_mode="left_to_right")
    """When: a column, or one day for the whole file."""
    party: Coded | None = None
    channel: Words | None = None
    promise_no: KeyTemplate | None = None
    """The promise whose keeping decides whether the delivery that is rated was on time."""
    items: dict[Column, str] = Field(min_length=1)
    """Column -> item of the questionnaire; an empty cell is an item left out."""
    scores: dict[str, int] = Field(default_factory=dict)
    """Words that stand for scores; without any, cells hold whole numbers."""
    remarks: dict[Topic, Words] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _is_identified(self) -> Self:
        if (self.answer_no is None) == (self.customer_no is None):
            raise ValueError("name the column of either answer_no or customer_no, which tells sheets apart")
        if len(set(self.items.values())) < len(self.items):
            raise ValueError("items: two columns are the same item")
        for value in [self.party.constant, *self.party.values.values()] if self.party else []:
            if value is not None and value not in set(Party):
                raise ValueError(f"party {value!r} is not one of {', '.join(Party)}")
        return self
