"""The pages of a book on surveys and ratings."""

from collections.abc import Mapping, Sequence
from typing import Any

from domain.kernel.party import Party
from domain.orders.area import ORDER
from domain.surveys import answer, questionnaire, survey
from domain.surveys.answer_events import Remark, RemarkTopic
from domain.surveys.area import QUESTIONNAIRE, SURVEY
from tests.domain.surveys.questionnaires import ITEMS, item

OPENING = {questionnaire.publish_questionnaire, survey.open_survey, answer.give_answer, answer.rate_order}


class SurveyBook:
    """What a `Book` takes besides."""

    states: dict[tuple[str, str], Any]

    def publish(self, at: str, weight: int = 1) -> None:
        """LSH with `ITEMS` and one more, whose weight tells versions apart."""
        self._record(
            questionnaire.publish_questionnaire,
            ("questionnaire", "LSH"),
            at=at,
            questionnaire_no="LSH",
            title="满意度问卷",
            population=[Party.RETAILER, Party.CONSUMER],
            items=[*ITEMS, item("w", weight=weight)],
        )

    def ask(self, survey_no: str, at: str, customer_nos: Sequence[str] = (), asked: int | None = None) -> None:
        """A survey of LSH: of these customers, of `asked`, or of anybody."""
        self._record(
            survey.open_survey,
            ("survey", survey_no),
            QUESTIONNAIRE.require("LSH", self.states.get(("questionnaire", "LSH"))),
            at=at,
            survey_no=survey_no,
            customers=[self._known("customer", number) for number in customer_nos],
            sizes=None if asked is None else {"all": asked},
        )

    def end_survey(self, survey_no: str, at: str) -> None:
        self._record(survey.close_survey, ("survey", survey_no), at=at)

    def answer(
        self, survey_no: str, respondent: str, at: str, scores: Mapping[str, int], remark: str | None = None
    ) -> None:
        """A sheet; a respondent who is a customer by that number answers as such."""
        number = f"{survey_no}:{respondent}"
        self._record(
            answer.give_answer,
            ("answer", number),
            SURVEY.require(survey_no, self.states.get(("survey", survey_no))),
            self.states[("questionnaire", "LSH")],
            at=at,
            answer_no=number,
            scores=scores,
            customer=self.states.get(("customer", respondent)),
            remarks=[] if remark is None else [Remark(about=RemarkTopic.HOPE, text=remark)],
        )

    def rate(self, order_no: str, at: str, score: int, answer_no: str | None = None) -> None:
        rated = ORDER.require(order_no, self.states.get(("order", order_no)))
        number = answer_no or order_no
        self._record(
            answer.rate_order,
            ("answer", number),
            rated,
            self._known("customer", rated.customer_no),
            at=at,
            answer_no=number,
            score=score,
        )

    def _record(self, decide: Any, stream: tuple[str, str], *arguments: object, at: str, **named: object) -> None:
        raise NotImplementedError

    def _known(self, kind: str, number: str) -> Any:
        raise NotImplementedError
