"""The rows of a file gathered by the number of what they tell of; one bad row rejects all of its number."""

from collections.abc import Iterable, Mapping

import polars as pl

from service.imports.engine.cells import KEY, Cells
from service.imports.engine.checks import faults
from service.imports.engine.rejects import Rejects
from service.imports.engine.source import Source


class RecordFile:
    """A file of records, read: accepted rows with their values, and rejects.

    `cells` has the record's number as `KEY`. Where a number may stand in one row only, the others are rejected as
    `repeated`.
    """

    def __init__(self, source: Source, cells: Cells, *, repeated: str | None) -> None:
        self.source = source
        self.rejects = Rejects(source)
        self.rejected_documents: set[str] = set()
        rows = cells.frame.filter("§selected")
        self.skipped_lines = cells.frame.height - rows.height
        """Rows that the mapping's `select` leaves out."""
        self._reject_faulty(rows, cells)
        if repeated is not None:
            twice = rows.filter(pl.col(KEY).is_duplicated())[KEY].drop_nulls()
            self._reject_all(rows, dict.fromkeys(twice, "the number stands in several rows. Keep one."), repeated)
        self._rows = rows.filter(~pl.col("§row").is_in(self.rejects.rows))

    def __len__(self) -> int:
        """Count the records to import."""
        return self._rows[KEY].n_unique()

    @property
    def lines(self) -> int:
        """Count the rows that were not rejected so far."""
        return self.source.text.height - self.skipped_lines - len(self.rejects)

    def reject(self, number: str, rows: Iterable[int], code: str, message: str) -> None:
        """Reject a record that cannot be recorded, with all its rows."""
        self.rejected_documents.add(number)
        self.rejects.add(rows, code, message)

    def _reject_faulty(self, rows: pl.DataFrame, cells: Cells) -> None:
        selected, numbers = set(rows["§row"]), cells.frame[KEY]
        culprits: dict[str, str] = {}
        for row, code, message in faults(cells.frame.drop("§row"), cells.checks):
            if row in selected:
                self.rejects.add([row], code, message)
                if numbers[row] is not None:
                    why = f"line {self.source.line[row]} of the same number was rejected: {code}."
                    culprits.setdefault(numbers[row], why)
        self._reject_all(rows, culprits, "document_rejected")

    def _reject_all(self, rows: pl.DataFrame, messages: Mapping[str, str], code: str) -> None:
        self.rejected_documents |= messages.keys()
        for row, number in rows.filter(pl.col(KEY).is_in(list(messages))).select("§row", KEY).iter_rows():
            self.rejects.add([row], code, f"{number}: {messages[number]}")
