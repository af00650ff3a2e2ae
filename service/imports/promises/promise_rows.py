"""Promises out of the rows of a file: to whom, by when, and when they were kept."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

import polars as pl

from service.imports.engine.cells import KEY, Cells
from service.imports.engine.checks import Check
from service.imports.engine.enrolling import Newcomer
from service.imports.engine.import_file import RecordFile, Repeated, record_of
from service.imports.engine.recording import Figures
from service.imports.engine.template import columns_of
from service.imports.promises.promise_mapping import PromiseMapping


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """A promise, as one row has it."""

    promise_no: str
    customer_no: str
    owner: str | None
    text: str
    made_at: datetime
    """In UTC, as `kept_at` is."""
    made_on: date
    due_on: date
    kept_at: datetime | None
    kept_on: date | None
    rows: Sequence[int]


class PromiseFile(RecordFile[PromiseMapping, PromiseRow]):
    """A file of promises, a row each."""

    repeated = Repeated("repeated_promise")

    def records(self) -> Iterator[PromiseRow]:
        """Give the promises by the time they were made, at one instant in the order of the file."""
        for row in self._by_time().iter_rows(named=True):
            yield record_of(PromiseRow, row, promise_no=row[KEY])

    def newcomers(self) -> Iterator[Newcomer]:
        """Give every customer, as of the day of their first promise."""
        first = self._by_time().unique("§customer_no", keep="first", maintain_order=True)
        for number, day, row in first.select("§customer_no", "§made_on", "§row").iter_rows():
            yield Newcomer(number, day, self.branch.midnight(day).astimezone(UTC), {}, self.source.line[row])

    def totals(self, rows: pl.DataFrame) -> Figures:
        late = rows.filter(pl.col("§kept_on") > pl.col("§due_on"))
        return {"promises": rows.height, "kept": rows["§kept_on"].count(), "kept_late": late.height}

    def _by_time(self) -> pl.DataFrame:
        return self.rows.sort("§made_at", maintain_order=True)

    def _cells(self, now: datetime) -> Cells:
        mapping = self.mapping
        cells = Cells(self.source, mapping, self.branch, now)
        cells.number("key", mapping.promise_no, needed=True)
        cells.number("customer_no", mapping.customer_no, needed=True)
        cells.number("owner", mapping.owner)
        cells.words("text", mapping.text)
        wordless = pl.col("§text").is_null()
        advice = "does not say what it was."
        cells.checks.append(Check("missing_value", columns_of(mapping.text[0])[0], wordless, advice))
        cells.moment("made", mapping.made, needed=True)
        cells.moment("due", mapping.due, needed=True, ahead=True)
        cells.moment("kept", mapping.kept, after="made")
        return cells
