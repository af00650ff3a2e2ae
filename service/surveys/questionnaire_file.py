"""A questionnaire as its authors write it, in TOML."""

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, Field, Strict

from domain.kernel.party import Party
from domain.surveys.asked_item import Asks, Layer, NeedLevel
from domain.surveys.questionnaire_events import QuestionnaireItem
from domain.surveys.refusals import QuestionnaireIsWrong, QuestionnaireUnreadable
from service.files.toml_file import read_toml

Word = Strict(False)  # an enumeration is written as its word


class FileItem(BaseModel, frozen=True, extra="forbid", strict=True):
    """One `[[items]]`: what respondents read, and how their answers count."""

    item: str
    text: str
    english: str | None = None
    asks: Annotated[Asks, Word]
    scale: list[int] = Field(min_length=2, max_length=2)
    """The lowest and the highest score."""
    lower_is_better: bool = False
    weight: int = 1
    layer: Annotated[Layer | None, Word] = None
    group: str | None = None
    about: str | None = None
    dimension: str | None = None
    need_level: Annotated[NeedLevel | None, Word] = None


class QuestionnaireFile(BaseModel, frozen=True, extra="forbid", strict=True):
    """The whole file."""

    number: str
    title: str
    population: list[Annotated[Party, Word]]
    items: list[FileItem]

    def questionnaire_items(self) -> list[QuestionnaireItem]:
        """The items as they are recorded."""
        return [
            QuestionnaireItem(low=item.scale[0], high=item.scale[1], **item.model_dump(exclude={"scale"}))
            for item in self.items
        ]


def read_questionnaire(path: Path) -> QuestionnaireFile:
    """Read the file. Raises `QuestionnaireUnreadable`, or `QuestionnaireIsWrong` naming key, value and what to do."""
    return read_toml(path, QuestionnaireFile, unreadable=QuestionnaireUnreadable, wrong=QuestionnaireIsWrong)
