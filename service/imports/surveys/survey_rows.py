"""Respondents' sheets out of the rows of a file: who answers, when, and which score to which item."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import polars as pl

from domain.kernel.party import Party
from domain.surveys.answer import answer_no_of
from domain.surveys.answer_events import Remark
from eventlog.branch import Branch
from projections.surveys.answer_totals import AnswerTotals
from service.imports.engine.amounts import score
from service.imports.engine.cells import KEY, Cells
from service.imports.engine.checks import Check
from service.imports.engine.mapping import DateColumn
from service.imports.engine.records import RecordFile
from service.imports.engine.source import Source
from service.imports.surveys.survey_mapping import SurveyMapping


@dataclass(frozen=True, slots=True)
class Sheet:
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
    row: int
    """From 0, to reject it."""


class SheetFile(RecordFile):
    """A file of answers, read: sheets to import, and rejects."""

    def __init__(self, source: Source, mapping: SurveyMapping, branch: Branch, now: datetime) -> None:
        super().__init__(source, _cells(source, mapping, branch, now), repeated="repeated_answer")
        self._mapping, self._branch = mapping, branch

    def sheets(self) -> Iterator[Sheet]:
        """Give the sheets in the order of the file."""
        mapping = self._mapping
        for row in self._rows.iter_rows(named=True):
            at, on = self._answered(row)
            given = {item: row[f"§{item}_score"] for item in mapping.items.values()}
            said = {about: row[f"§{about}_text"] for about in mapping.remarks}
            customer_no = row["§customer_no"]
            yield Sheet(
                answer_no=answer_no_of(mapping.survey_no, answer_no=row[KEY], customer_no=customer_no),
                customer_no=customer_no,
                promise_no=row["§promise_no"],
                at=at.astimezone(UTC),
                on=on,
                party=row["§party"] and Party(row["§party"]),
                channel=row["§channel"],
                scores={item: score for item, score in given.items() if score is not None},
                remarks=tuple(Remark(about=about, text=text) for about, text in said.items() if text),
                row=row["§row"],
            )

    def _answered(self, row: Mapping[str, Any]) -> tuple[datetime, date]:
        day = self._mapping.answered
        if isinstance(day, date):
            return self._branch.midnight(day), day
        return row["§answered_at"], row["§answered_on"]

    def totals(self, rows: Sequence[int]) -> AnswerTotals:
        """Count these rows of the file, from its columns and not from the sheets made of them."""
        chosen = self.source.text[rows]
        cells = chosen.select(*self._mapping.items).unpivot()["value"].drop_nulls()
        meant = cells.replace_strict(self._mapping.scores, default=None) if self._mapping.scores else cells
        return AnswerTotals(chosen.height, len(cells), int(meant.cast(pl.Decimal(38, 6)).sum() or 0))


def _cells(source: Source, mapping: SurveyMapping, branch: Branch, now: datetime) -> Cells:
    cells = Cells(source, mapping, branch, now)
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
