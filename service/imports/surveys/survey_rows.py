"""Answers out of the rows of a file: who answers, when, and which score to which item."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import polars as pl

from domain.kernel.party import Party
from domain.surveys.answer import answer_no_of
from domain.surveys.answer_events import Remark
from service.imports.engine.cells import KEY, Cells
from service.imports.engine.import_file import RecordFile, Repeated, record_of
from service.imports.engine.mapping import DateColumn
from service.imports.engine.recording import Figures
from service.imports.surveys.survey_mapping import SurveyMapping


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """An answer, as one row has it."""

    answer_no: str
    customer_no: str | None
    promise_no: str | None
    answered_at: datetime
    """In UTC."""
    answered_on: date
    """The branch's day of it."""
    party: Party | None
    channel: str | None
    scores: Mapping[str, int]
    """By item; items left out are not there."""
    remarks: tuple[Remark, ...]
    rows: Sequence[int]


class AnswerFile(RecordFile[SurveyMapping, AnswerRow]):
    """A file of answers, a row each."""

    repeated = Repeated("repeated_answer")

    def records(self) -> Iterator[AnswerRow]:
        mapping = self.mapping
        for row in self.rows.iter_rows(named=True):
            scores = {item: row[f"§{item}_score"] for item in mapping.items.values()}
            remarks = {about: row[f"§{about}_text"] for about in mapping.remarks}
            yield record_of(
                AnswerRow,
                row,
                answer_no=answer_no_of(mapping.survey_no, answer_no=row[KEY], customer_no=row["§customer_no"]),
                party=row["§party"] and Party(row["§party"]),
                scores={item: score for item, score in scores.items() if score is not None},
                remarks=tuple(Remark(about=about, text=text) for about, text in remarks.items() if text),
            )

    def totals(self, rows: pl.DataFrame) -> Figures:
        cells = rows.select(*self.mapping.items).unpivot()["value"].drop_nulls()
        meant = cells.replace_strict(self.mapping.scores, default=None) if self.mapping.scores else cells
        points = int(meant.cast(pl.Decimal(38, 6)).sum() or 0)
        return {"answers": rows.height, "scores": len(cells), "points": points}

    def _cells(self, now: datetime) -> Cells:
        mapping = self.mapping
        cells = Cells(self.source, mapping, self.branch, now)
        cells.number("key", mapping.answer_no or mapping.customer_no, needed=True)
        cells.number("customer_no", mapping.customer_no)
        cells.number("promise_no", mapping.promise_no)
        cells.words("channel", mapping.channel)
        cells.code("party", mapping.party, "party")
        if isinstance(mapping.answered, DateColumn):
            cells.moment("answered", mapping.answered, needed=True)
        else:
            cells.add("answered_at", pl.lit(self.branch.midnight(mapping.answered)))
            cells.add("answered_on", pl.lit(mapping.answered))
        for about, words in mapping.remarks.items():
            cells.words(f"{about}_text", words)
        for column, item in mapping.items.items():
            if mapping.scores:
                cells.known(column, mapping.scores, "scores")
                value = pl.col(column).replace_strict(mapping.scores, default=None, return_dtype=pl.Int64)
                cells.add(f"{item}_score", value)
            else:
                cells.whole(f"{item}_score", column, "bad_score")
        return cells
