"""Import a file of answers to a survey: each row whole, as the typed command would record it, and nothing twice."""

from collections.abc import Iterator, Sequence

from domain.customers.area import CUSTOMER
from domain.kernel.event import Event
from domain.kernel.streams import StreamKey
from domain.promises.area import PROMISE
from domain.surveys.answer_events import AnswerGiven
from domain.surveys.area import ANSWER
from projections.surveys.answer_totals import AnswerTotals, answer_totals
from service.imports.engine.importer import Importer
from service.imports.engine.recording import Decided, Deciding
from service.imports.surveys.survey_mapping import SurveyMapping
from service.imports.surveys.survey_rows import AnswerFile, AnswerRow
from service.surveys.surveys import decide_answer


def _reads(row: AnswerRow) -> Iterator[StreamKey]:
    if row.customer_no:
        yield CUSTOMER.key(row.customer_no)
    if row.promise_no:
        yield PROMISE.key(row.promise_no)


def _decide(now: Deciding[SurveyMapping], row: AnswerRow) -> Decided:
    recorded = now.recorded[ANSWER.key(row.answer_no)]
    new: Sequence[Event] = ()
    if not any(_is(event, row) for event in recorded):
        new = decide_answer(
            now.unit,
            now.envelope.stamp_at(row.answered_at, row.answered_on),
            now.mapping.survey_no,
            row.scores,
            answer_no=row.answer_no,
            party=row.party,
            customer_no=row.customer_no,
            channel=row.channel,
            remarks=row.remarks,
            promise_no=row.promise_no,
        )
    now.unit.add(new)
    if len(recorded) + len(new) > 1:
        return Decided({"answers": 1})
    [given] = [event for event in (*recorded, *new) if isinstance(event, AnswerGiven)]
    totals = AnswerTotals(1, len(given.items), sum(item.score for item in given.items))
    return Decided({"answers": 1, "scores": totals.scores}, totals._asdict())


def _is(event: Event, row: AnswerRow) -> bool:
    """Whether the event is this very answer; what the respondent was to us then is the log's to say."""
    return (
        isinstance(event, AnswerGiven)
        and (event.effective_at, event.customer_no, event.promise_no, event.channel, event.remarks)
        == (row.answered_at, row.customer_no, row.promise_no, row.channel, row.remarks)
        and {item.item: item.score for item in event.items} == row.scores
    )


IMPORTER = Importer(
    mapping=SurveyMapping,
    file=AnswerFile,
    key=lambda row: ANSWER.key(row.answer_no),
    reads=_reads,
    decide=_decide,
    figures={"answers": 0, "scores": 0},
    tables=answer_totals,
)
