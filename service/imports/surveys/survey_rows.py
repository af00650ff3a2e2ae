"""Answers out of the rows of a file: who answers, when, and which score to which item."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import polars as pl

from domain.kernel.party import Party
from domain.surveys.answer import answer_no_of
from domain.surveys.answer_events import Remark
from service.imports.engine.amounts import score
from service.imports.engine.cells import KEY, Cells
from service.imports.engine.checks import Check
from service.imports.engine.import_file import RecordFile, Repeated
from service.imports.engine.mapping import DateColumn
from service.imports.engine.recording import Figures
from service.imports.surveys.survey_mapping import SurveyMapping


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """What one row says."""

    answer_no: str
    customer_no: str | None
    promise_no: str | None
    at: datetime
    """When it was answered, in UTC."""
    on: date
    """The branch's day of `at`."""
    party: Party | None
    channel: str | None
    scores: Mapping[str, int]
    """By item; items left out are not there."""
    remarks: tuple[Remark, ...]
    rows: Sequence[int]


class AnswerFile(RecordFile[SurveyMapping, AnswerRow]):
    """A file of answers, a row each."""

    def records(self) -> Iterator[AnswerRow]:
        mapping = self.mapping
        for row in self.rows.iter_rows(named=True):
            at, on = self._answered(row)
            given = {item: row[f"§{item}_score"] for item in mapping.items.values()}
            remarks = {about: row[f"§{about}_text"] for about in mapping.remarks}
            customer_no = row["§customer_no"]
            yield AnswerRow(
                answer_no=answer_no_of(mapping.survey_no, answer_no=row[KEY], customer_no=customer_no),
                customer_no=customer_no,
                promise_no=row["§promise_no"],
                at=at.astimezone(UTC),
                on=on,
                party=row["§party"] and Party(row["§party"]),
                channel=row["§channel"],
                scores={item: score for item, score in given.items() if score is not None},
                remarks=tuple(Remark(about=about, text=text) for about, text in remarks.items() if text),
                rows=(row["§row"],),
            )

    def totals(self, rows: pl.DataFrame) -> Figures:
        cells = rows.select(*self.mapping.items).unpivot()["value"].drop_nulls()
        meant = cells.replace_strict(self.mapping.scores, default=None) if self.mapping.scores else cells
        points = int(meant.cast(pl.Decimal(38, 6)).sum() or 0)
        return {"answers": rows.height, "scores": len(cells), "points": points}

    def _answered(self, row: Mapping[str, Any]) -> tuple[datetime, date]:
        day = self.mapping.answered
        if isinstance(day, date):
            return self.branch.midnight(day), day
        return row["§answered_at"], row["§answered_on"]

    def _repeated(self) -> Repeated:
        return Repeated("repeated_answer")

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
        for about, words in mapping.remarks.items():
            cells.words(f"{about}_text", words)
        for column, item in mapping.items.items():
            if mapping.scores:
                cells.known(column, mapping.scores, "scores")
                value = pl.col(column).replace_strict(mapping.scores, default=None, return_dtype=pl.Int64)
            else:
                value = score(column, mapping.numbers)
            cells.add(f"{item}_score", value)
            unread = pl.col(column).is_not_null() & pl.col(f"§{item}_score").is_null()
            cells.checks.append(Check("bad_score", column, unread, "is not a whole number. Correct it."))
        return cells
