"""A file of one kind, read: its rejects, and its rows gathered by number; one bad row rejects all of its number."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from functools import cache
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

import polars as pl

from eventlog.branch import Branch
from service.imports.engine.cells import KEY, Cells
from service.imports.engine.enrolling import Newcomer
from service.imports.engine.mapping import AnyMapping
from service.imports.engine.recording import AnyRecord, Figures
from service.imports.engine.refusals import CurrencyDiffers
from service.imports.engine.rejects import Rejects
from service.imports.engine.source import Source

T = TypeVar("T")


class ImportFile(ABC, Generic[AnyMapping, AnyRecord]):
    """The accepted records of a file, the rejected lines, and counts of both."""

    def __init__(self, source: Source, mapping: AnyMapping, branch: Branch) -> None:
        self.source, self.mapping, self.branch = source, mapping, branch
        self.rejects = Rejects(source)
        self.rejected_documents: set[str] = set()
        self.skipped_lines = 0
        """Rows that the mapping's `select` leaves out."""

    @abstractmethod
    def records(self) -> Iterable[AnyRecord]:
        """Give the records in the order in which they are to be recorded."""

    @abstractmethod
    def __len__(self) -> int:
        """Count the records."""

    @abstractmethod
    def reject(self, record: AnyRecord, code: str, message: str) -> None:
        """Reject a record that cannot be recorded, with all its rows."""

    def newcomers(self) -> Iterable[Newcomer]:
        """Give the customers to enrol where they are unknown, for mappings that say so."""
        return ()

    @property
    def lines(self) -> int:
        """Count the rows that were neither left out nor rejected so far."""
        return self.source.text.height - self.skipped_lines - len(self.rejects)

    @property
    def notes(self) -> dict[str, int]:
        """Count what else is worth saying of the file, under the names of the summary."""
        return {}

    def _refuse_other_currency(self) -> None:
        """Raise CurrencyDiffers where the mapping is for another branch's money."""
        named, branch = self.mapping.currency, self.branch
        if named not in (None, branch.currency):
            raise CurrencyDiffers(currency=named, branch=branch.slug, kept=branch.currency)

    def _reject_faulty(self, cells: Cells, same: str) -> dict[str, str]:
        """Reject each bad row, and say for its number why the other rows of the same are to be rejected with it."""
        numbers, culprits = cells.frame[KEY], dict[str, str]()
        for row, code, message in cells.faults():
            self.rejects.add([row], code, message)
            if (number := numbers[row]) is not None:
                why = f"line {self.source.line[row]} of the same {same} was rejected: {code}."
                culprits.setdefault(number, why)
        return culprits


def record_of(kind: Callable[..., T], row: Mapping[str, Any], /, **given: object) -> T:
    """Make a record: each field from the value `§<field>` of the row, instants in UTC, or as given."""
    at = {name: row[f"§{name}"] for name in _fields(kind) if name not in given}
    values = {name: value.astimezone(UTC) if isinstance(value, datetime) else value for name, value in at.items()}
    return kind(**values, rows=(row["§row"],), **given)


@cache
def _fields(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if field.name != "rows")


class Repeated(NamedTuple):
    """Columns whose values may stand together in one row only, else all such rows are rejected; the first is named."""

    code: str
    columns: Sequence[str] = (KEY,)
    advice: str = "the number stands in several rows. Keep one."


class RecordFile(ImportFile[AnyMapping, AnyRecord]):
    """A file whose records are made row by row. `rows` has the accepted rows with their values.

    A kind values its cells, with the record's number as `KEY`, and makes records of `rows`.
    """

    repeated: ClassVar[Repeated | None]
    """None: several rows may make one record."""

    def __init__(self, source: Source, mapping: AnyMapping, branch: Branch, now: datetime) -> None:
        super().__init__(source, mapping, branch)
        cells = self._cells(now)
        self._numbers = cells.frame[KEY]
        rows = cells.frame.filter("§selected")
        self.skipped_lines = cells.frame.height - rows.height
        culprits = self._reject_faulty(cells, "number")
        self._reject_rows(rows.filter(pl.col(KEY).is_in(list(culprits))), "document_rejected", KEY, culprits)
        if self.repeated:
            code, columns, advice = self.repeated
            twice = rows.filter(pl.struct(columns).is_duplicated() & pl.col(columns[0]).is_not_null())
            self._reject_rows(twice, code, columns[0], advice)
        self.rows = rows.filter(~pl.col("§row").is_in(self.rejects.rows))

    @abstractmethod
    def _cells(self, now: datetime) -> Cells:
        """Value and check the cells."""

    def totals(self, rows: pl.DataFrame) -> Figures:
        """Add up some of the accepted rows, from the file's columns and not from the records made of them."""
        return {}

    def compared(self, rows: Sequence[int]) -> pl.DataFrame:
        """Pick accepted rows by their place in the file."""
        return self.rows.filter(pl.col("§row").is_in(rows))

    def __len__(self) -> int:
        return self.rows[KEY].n_unique()

    def reject(self, record: AnyRecord, code: str, message: str) -> None:
        self.rejected_documents |= {self._numbers[row] for row in record.rows}
        self.rejects.add(record.rows, code, message)

    def _reject_rows(self, rows: pl.DataFrame, code: str, named: str, why: str | Mapping[str, str]) -> None:
        for row, number, name in rows.select("§row", KEY, pl.col(named).alias("§named")).iter_rows():
            self.rejected_documents.add(number)
            self.rejects.add([row], code, f"{name}: {why if isinstance(why, str) else why[name]}")
