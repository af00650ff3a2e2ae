"""Customers out of the rows of a file: profile fields, status, and since when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import polars as pl

from service.imports.customers.customer_mapping import CustomerMapping
from service.imports.engine.cells import Cells
from service.imports.engine.checks import Check
from service.imports.engine.import_file import RecordFile, Repeated
from service.imports.engine.mapping import Coded, DateColumn
from service.imports.engine.profile import fields_of
from service.imports.engine.template import ROW_NUMBER, columns_of


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """What one row of the file says of a customer."""

    customer_no: str
    effective_at: datetime | None
    """In UTC; None: since the day the customer was enrolled."""
    fields: dict[str, object]
    withdrawn_at: datetime | None
    """In UTC; None: the file does not call them withdrawn."""
    rows: Sequence[int]


class CustomerFile(RecordFile[CustomerMapping, CustomerRow]):
    """A file of customers; each row stands for itself."""

    def records(self) -> Iterator[CustomerRow]:
        for row in self.rows.iter_rows(named=True):
            effective, withdrawn = row["§effective_at"], row.get("§status") == "withdrawn"
            yield CustomerRow(
                customer_no=row["§customer_no"],
                effective_at=effective and effective.astimezone(UTC),
                fields=fields_of(row),
                withdrawn_at=row["§left_at"].astimezone(UTC) if withdrawn else None,
                rows=(row["§row"],),
            )

    def _cells(self, now: datetime) -> Cells:
        mapping = self.mapping
        status, effective = mapping.status, mapping.effective
        cells = Cells(self.source, mapping, self.branch, now, width_at=columns_of(mapping.customer_no)[0])
        cells.number("key", f"{{{ROW_NUMBER}}}")
        cells.number("customer_no", mapping.customer_no, needed=True)
        cells.fields(mapping.fields)
        cells.moment("effective", effective if isinstance(effective, DateColumn) else None, needed=True)
        cells.moment("left", status.on if status else None)
        if status:
            coded = Coded(column=status.column, values={**status.values})
            cells.code("status", coded, "status", needed=True)
            undated = (pl.col("§status") == "withdrawn") & pl.col("§left_at").is_null()
            cells.checks.append(Check("missing_value", status.on.column, undated, "tells no day of the withdrawal."))
        return cells

    def _repeated(self) -> Repeated:
        advice = "stands in several rows for the same time. Keep one."
        return Repeated("repeated_customer", ["§customer_no", "§effective_at"], advice)
