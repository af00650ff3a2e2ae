"""Customers out of the rows of a file: profile fields, status, and since when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import polars as pl

from eventlog.branch import Branch
from service.imports.customers.customer_mapping import CustomerMapping
from service.imports.engine.checks import Check, faults, identifier, required, right_width, unambiguous
from service.imports.engine.mapping import DateColumn
from service.imports.engine.moments import moments
from service.imports.engine.profile import fields_of, profile
from service.imports.engine.rejects import Rejects
from service.imports.engine.source import Source
from service.imports.engine.template import columns_of, filled_key


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """What one row of the file says of a customer."""

    line: int
    customer_no: str
    effective_at: datetime | None
    """In UTC; None: since the day the customer was enrolled."""
    fields: dict[str, object]
    withdrawn_at: datetime | None
    """In UTC; None: the file does not call them withdrawn."""
    row: int
    """From 0, to reject it."""


class CustomerFile:
    """A file of customers, read: rows to import, and rejects."""

    def __init__(self, source: Source, mapping: CustomerMapping, branch: Branch, now: datetime) -> None:
        self.source, self.mapping, self._zone, self._now = source, mapping, branch.tz, now
        self.rejects = Rejects(source)
        self._checks: list[Check] = []
        cells = self._valued()
        chosen = [pl.col(column).is_in(values) for column, values in mapping.select.items()]
        rows = cells.with_columns(
            pl.int_range(pl.len()).alias("§row"),
            filled_key(mapping.customer_no, pl.col).alias("§customer_no"),
            pl.all_horizontal(*chosen, pl.lit(True)).fill_null(False).alias("§selected"),
        ).filter("§selected")
        self.skipped_lines = cells.height - rows.height
        """Rows that the mapping's `select` leaves out."""
        selected = set(rows["§row"])
        for row, code, message in faults(cells, self._checks):
            if row in selected:
                self.rejects.add([row], code, message)
        self._reject_repeated(rows)
        self._rows = rows.filter(~pl.col("§row").is_in(self.rejects.rows))

    def customers(self) -> Iterator[CustomerRow]:
        """Give the accepted rows in the order of the file."""
        for row in self._rows.iter_rows(named=True):
            effective = row.get("§effective_at")
            yield CustomerRow(
                line=self.source.line[row["§row"]],
                customer_no=row["§customer_no"],
                effective_at=effective.astimezone(UTC) if effective else None,
                fields=fields_of(row),
                withdrawn_at=row["§on_at"].astimezone(UTC) if row.get("§status") == "withdrawn" else None,
                row=row["§row"],
            )

    def reject(self, customer: CustomerRow, code: str, message: str) -> None:
        """Reject a row that cannot be recorded."""
        self.rejects.add([customer.row], code, message)

    def _valued(self) -> pl.DataFrame:
        mapping, cells = self.mapping, self.source.text
        first = columns_of(mapping.customer_no)[0]
        self._checks += right_width(self.source.width, self.source.frame.width, first)
        for column in columns_of(mapping.customer_no):
            self._checks += identifier(column)
        self._checks += unambiguous(mapping.customer_no)
        fields, checks = profile(cells, mapping.fields, self.mapping.numbers, self._zone)
        self._checks += checks
        parts = [fields] if fields.width else []
        if isinstance(mapping.effective, DateColumn):
            parts.append(self._moments(mapping.effective, "effective"))
            self._checks.append(required(mapping.effective.column))
        if mapping.status:
            status = pl.col(mapping.status.column).replace_strict(
                mapping.status.values, default=None, return_dtype=pl.String
            )
            parts += [cells.select(status.alias("§status")), self._moments(mapping.status.on, "on")]
            unknown = pl.col("§status").is_null()
            self._checks.append(
                Check("unknown_value", mapping.status.column, unknown, "is not a code of status.values in the mapping.")
            )
            undated = (pl.col("§status") == "withdrawn") & pl.col("§on_at").is_null()
            self._checks.append(
                Check("missing_value", mapping.status.on.column, undated, "tells no day of the withdrawal.")
            )
        return pl.concat([cells, *parts], how="horizontal")

    def _moments(self, form: DateColumn, name: str) -> pl.DataFrame:
        allowed = self.mapping.allow_before_1990
        values, checks = moments(
            self.source.text[form.column], form, name, self._zone, self._now, allow_before_1990=allowed
        )
        self._checks += checks
        return values

    def _reject_repeated(self, rows: pl.DataFrame) -> None:
        when = ["§effective_at"] if "§effective_at" in rows.columns else []
        repeated = rows.filter(pl.struct("§customer_no", *when).is_duplicated() & pl.col("§customer_no").is_not_null())
        for row, customer in repeated.select("§row", "§customer_no").iter_rows():
            advice = "stands in several rows for the same time. Keep one."
            self.rejects.add([row], "repeated_customer", f"{customer}: {advice}")
