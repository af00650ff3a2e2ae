"""What can have happened to a questionnaire (调查问卷)."""

from typing import Annotated, ClassVar

from domain.kernel.fields import Business
from domain.kernel.party import Party
from domain.kernel.versions import VersionPublished
from domain.surveys.asked_item import AskedItem, QuestionnaireNo, QuestionnaireVersion

Population = Annotated[tuple[Party, ...], Business("who is asked: retailers, consumers, or both")]


class QuestionnaireItem(AskedItem):
    """An item as respondents read it."""

    text: Annotated[str, Business("what is asked, as respondents read it")]
    english: Annotated[str | None, Business("the same in English, for those who work with the answers")] = None


class QuestionnairePublished(VersionPublished):
    """A questionnaire, or its next version, was settled; surveys opened from then on ask it."""

    topic: ClassVar[str] = "questionnaire.published"
    questionnaire_no: QuestionnaireNo
    version: QuestionnaireVersion
    title: Annotated[str, Business("what it is called")]
    population: Population
    items: Annotated[tuple[QuestionnaireItem, ...], Business("what is asked, in this order")]
