"""Promises out of the rows of a file: to whom, by when, and when they were kept."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

import polars as pl

from eventlog.branch import Branch
from projections.promises.promise_totals import PromiseTotals
from service.imports.engine.cells import KEY, Cells
from service.imports.engine.checks import Check
from service.imports.engine.records import RecordFile
from service.imports.engine.source import Source
from service.imports.engine.template import columns_of
from service.imports.orders.documents import Newcomer
from service.imports.promises.promise_mapping import PromiseMapping


@dataclass(frozen=True, slots=True)
class Pledge:
    """What one row says of a promise."""

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
    row: int
    """From 0, to reject it."""


class PledgeFile(RecordFile):
    """A file of promises, read: promises to import, and rejects."""

    def __init__(self, source: Source, mapping: PromiseMapping, branch: Branch, now: datetime) -> None:
        super().__init__(source, _cells(source, mapping, branch, now), repeated="repeated_promise")
        self._branch = branch

    def pledges(self) -> Iterator[Pledge]:
        """Give the promises by the time they were made, at one instant in the order of the file."""
        for row in self._rows.sort("§made_at", maintain_order=True).iter_rows(named=True):
            kept_at, kept_on = row["§kept_at"], row["§kept_on"]
            if kept_at is not None and kept_on == row["§made_on"] and not row["§kept_timed"]:
                kept_at = max(kept_at, row["§made_at"])  # a day without a time: after it was made
            yield Pledge(
                promise_no=row[KEY],
                customer_no=row["§customer_no"],
                owner=row["§owner"],
                text=row["§text"],
                made_at=row["§made_at"].astimezone(UTC),
                made_on=row["§made_on"],
                due_on=row["§due_on"],
                kept_at=kept_at and kept_at.astimezone(UTC),
                kept_on=kept_on,
                row=row["§row"],
            )

    def newcomers(self) -> Iterator[Newcomer]:
        """Give every customer, as of the day of their first promise."""
        by_time = self._rows.sort("§made_at", maintain_order=True)
        first = by_time.unique("§customer_no", keep="first", maintain_order=True)
        for number, day, row in first.select("§customer_no", "§made_on", "§row").iter_rows():
            yield Newcomer(number, day, self._branch.midnight(day).astimezone(UTC), {}, self.source.line[row])

    def totals(self, rows: Sequence[int]) -> PromiseTotals:
        """Count these rows of the file."""
        chosen = self._rows.filter(pl.col("§row").is_in(rows))
        late = chosen.filter(pl.col("§kept_on") > pl.col("§due_on"))
        return PromiseTotals(chosen.height, chosen["§kept_on"].count(), late.height)


def _cells(source: Source, mapping: PromiseMapping, branch: Branch, now: datetime) -> Cells:
    cells = Cells(source, mapping, branch, now)
    cells.number("key", mapping.promise_no, needed=True)
    cells.number("customer_no", mapping.customer_no, needed=True)
    cells.number("owner", mapping.owner)
    cells.words("text", mapping.text)
    wordless = pl.col("§text").is_null()
    cells.checks.append(Check("missing_value", columns_of(mapping.text[0])[0], wordless, "does not say what it was."))
    cells.moment("made", mapping.made, needed=True)
    cells.moment("due", mapping.due, needed=True, ahead=True)
    if mapping.kept:
        cells.moment("kept", mapping.kept)
    else:
        for name, kind in (("at", pl.Datetime("us", "UTC")), ("on", pl.Date()), ("timed", pl.Boolean())):
            cells.add(f"kept_{name}", pl.lit(None, kind))
    return cells
