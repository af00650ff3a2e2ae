"""Customers out of the rows of a file: profile fields, status, and since when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import polars as pl

from service.imports.customers.customer_mapping import CustomerMapping
from service.imports.engine.cells import Cells
from service.imports.engine.checks import Check
from service.imports.engine.import_file import RecordFile, Repeated, record_of
from service.imports.engine.mapping import Coded, DateColumn
from service.imports.engine.profile import fields_of
from service.imports.engine.template import ROW_NUMBER, columns_of


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """A customer, as one row of the file has them."""

    customer_no: str
    effective_at: datetime | None
    """In UTC; None: since the day the customer was enrolled."""
    fields: dict[str, object]
    withdrawn_at: datetime | None
    """In UTC; None: the file does not call them withdrawn."""
    rows: Sequence[int]


class CustomerFile(RecordFile[CustomerMapping, CustomerRow]):
    """A file of customers; each row stands for itself."""

    repeated = Repeated(
        "repeated_customer",
        ["§customer_no", "§effective_at"],
        "stands in several rows for the same time. Keep one.",
    )

    def records(self) -> Iterator[CustomerRow]:
        for row in self.rows.iter_rows(named=True):
            yield record_of(CustomerRow, row, fields=fields_of(row))

    def _cells(self, now: datetime) -> Cells:
        mapping = self.mapping
        status, effective = mapping.status, mapping.effective
        cells = Cells(self.source, mapping, self.branch, now, width_at=columns_of(mapping.customer_no)[0])
        cells.number("key", f"{{{ROW_NUMBER}}}")
        cells.number("customer_no", mapping.customer_no, needed=True)
        cells.fields(mapping.fields)
        cells.moment("effective", effective if isinstance(effective, DateColumn) else None, needed=True)
        cells.moment("withdrawn", status.on if status else None)
        if status:
            coded = Coded(column=status.column, values={**status.values})
            cells.code("status", coded, "status", needed=True)
            undated = (pl.col("§status") == "withdrawn") & pl.col("§withdrawn_at").is_null()
            cells.checks.append(Check("missing_value", status.on.column, undated, "tells no day of the withdrawal."))
            cells.add("withdrawn_at", pl.when(pl.col("§status") == "withdrawn").then("§withdrawn_at"))
        return cells
