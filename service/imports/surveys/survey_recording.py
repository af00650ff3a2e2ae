"""Record respondents' sheets by the thousand, each as the typed command would, and nothing twice."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from domain.kernel.event import Event
from domain.kernel.refusals import Refusal
from domain.kernel.streams import StreamKey
from domain.surveys.answer_events import AnswerGiven
from domain.surveys.area import ANSWER
from eventlog.runtime.chunks import chunks
from projections.surveys.answer_totals import AnswerTotals
from service.commands import record_together
from service.imports.surveys.survey_rows import Sheet
from service.session import Envelope, Session
from service.surveys.surveys import decide_answer
from service.unit_of_work import UnitOfWork

CHUNK = 2_000
"""Sheets of one append."""


@dataclass
class SheetOutcome:
    """What became of the sheets of a file."""

    answers: int = 0
    events_written: int = 0
    scores: int = 0
    """Of sheets of which the file tells everything, as `points` and `alone` are."""
    points: int = 0
    alone: list[Sheet] = field(default_factory=list)
    rejected: list[tuple[Sheet, str, str]] = field(default_factory=list)
    """Those that cannot be recorded, each with the refusal's code and message."""

    def count(self, sheet: Sheet, before: Sequence[Event], new: Sequence[Event]) -> None:
        """Count a sheet in: what the log held under its number, and what is new."""
        self.answers += 1
        self.events_written += len(new)
        if len(before) + len(new) == 1:
            [given] = [event for event in (*before, *new) if isinstance(event, AnswerGiven)]
            self.alone.append(sheet)
            self.scores += len(given.items)
            self.points += sum(item.score for item in given.items)

    def totals(self) -> AnswerTotals:
        """The figures of the events of those that are in the log as the file tells."""
        return AnswerTotals(len(self.alone), self.scores, self.points)

    def add(self, other: "SheetOutcome") -> None:
        """Count another part of the same file in."""
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)


def record_sheets(
    session: Session, envelope: Envelope, survey_no: str, sheets: Iterable[Sheet]
) -> Iterator[SheetOutcome]:
    """Append the sheets, yielding the outcome of each chunk once it is in the log."""
    for chunk in chunks(sheets, CHUNK):

        def decide(unit: UnitOfWork, chunk: Sequence[Sheet] = chunk) -> SheetOutcome:
            outcome = SheetOutcome()
            keys = [ANSWER.key(sheet.answer_no) for sheet in chunk]
            recorded = unit.histories(keys)
            unit.load(
                StreamKey(kind, number)
                for sheet in chunk
                for kind, number in (("customer", sheet.customer_no), ("promise", sheet.promise_no))
                if number
            )
            for sheet, key in zip(chunk, keys, strict=True):
                before = recorded[key]
                try:
                    known = any(_is(event, sheet) for event in before)
                    new = () if known else _decide(unit, envelope, survey_no, sheet)
                    unit.add(new)
                except Refusal as refusal:
                    outcome.rejected.append((sheet, refusal.code, str(refusal)))
                else:
                    outcome.count(sheet, before, new)
            return outcome

        yield record_together(session, decide, dry_run=envelope.dry_run)


def _decide(unit: UnitOfWork, envelope: Envelope, survey_no: str, sheet: Sheet) -> Sequence[Event]:
    return decide_answer(
        unit,
        envelope.stamp_at(sheet.at, sheet.on),
        survey_no,
        sheet.scores,
        answer_no=sheet.answer_no,
        party=sheet.party,
        customer_no=sheet.customer_no,
        channel=sheet.channel,
        remarks=sheet.remarks,
        promise_no=sheet.promise_no,
    )


def _is(event: Event, sheet: Sheet) -> bool:
    """Whether the event is this very sheet; where the respondent stood was told when it was recorded."""
    return (
        isinstance(event, AnswerGiven)
        and (event.effective_at, event.customer_no, event.promise_no, event.channel, event.remarks)
        == (sheet.at, sheet.customer_no, sheet.promise_no, sheet.channel, sheet.remarks)
        and {item.item: item.score for item in event.items} == sheet.scores
    )
