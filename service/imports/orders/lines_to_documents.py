"""Lines of a file checked and grouped into orders and returns, and what had to be rejected."""

from collections.abc import Iterator
from datetime import UTC, datetime

import polars as pl

from eventlog.branch import Branch
from projections.orders.document_totals import DocumentTotals
from service.imports.engine.enrolling import Newcomer
from service.imports.engine.import_file import ImportFile
from service.imports.engine.profile import fields_of
from service.imports.engine.source import Source
from service.imports.orders.document_table import Document, DocumentTable
from service.imports.orders.order_cells import order_cells, order_lines
from service.imports.orders.order_mapping import OrderMapping
from service.imports.orders.totals import order_totals

_DOCUMENT = ["document_no", "returned"]
_AGREED = ["document_no", "customer_no", "placed_on", "delivered_on", "channel"]


class OrderFile(ImportFile[OrderMapping, Document]):
    """A file of order lines: columns to the end, so that millions of lines fit. Raises CurrencyDiffers."""

    def __init__(self, source: Source, mapping: OrderMapping, branch: Branch, now: datetime) -> None:
        super().__init__(source, mapping, branch)
        self._refuse_other_currency()
        cells = order_cells(source, mapping, branch, now)
        self._profile = cells.frame.select("§row", *(f"§field.{name}" for name in mapping.customer.fields))
        self._placed_on = cells.frame["§placed_on"]
        lines = order_lines(cells, mapping)
        self.skipped_lines = source.text.height - lines.height
        culprits = self._reject_faulty(cells, "document")
        if len(self.rejects):
            lines = self._without(lines, culprits, "document_rejected")
        lines = self._without_conflicts(lines)
        self._documents = self._grouped(lines)
        self._lines = self._ordered(lines)

    def records(self) -> DocumentTable:
        """Give the documents by (effective_at, first appearance in the file)."""
        first_line = self.source.line[self._documents["row"]].alias("first_line")
        documents = self._documents.drop("row").with_columns(first_line)
        return DocumentTable(documents, self._lines.drop("row"), self.branch.minor_digits)

    def __len__(self) -> int:
        return self._documents.height

    def newcomers(self) -> Iterator[Newcomer]:
        """Give every customer of the documents, in the order of their first document."""
        first = self._documents.unique("customer_no", keep="first", maintain_order=True)
        profiles = self._profile[first["row"]].iter_rows(named=True)
        for row, fields in zip(first.iter_rows(named=True), profiles, strict=True):
            yield Newcomer(
                customer_no=row["customer_no"],
                first_on=row["placed_on"],
                effective_at=self.branch.midnight(row["placed_on"]).astimezone(UTC),
                fields=fields_of(fields),
                first_line=self.source.line[row["row"]],
            )

    def reject(self, record: Document, code: str, message: str) -> None:
        self.rejected_documents.add(record.document_no)
        self.rejects.add(self._lines["row"][record.offset : record.offset + len(record.lines)], code, message)

    def totals(self) -> DocumentTotals:
        """Add up the lines not rejected so far, from the file's columns and not from the documents."""
        kept = self._lines["row"]
        if len(self.rejects):
            kept = kept.filter(~kept.is_in(self.rejects.rows))
        return order_totals(self.source.text, self._placed_on, self.mapping, self.branch.minor_digits, kept)

    @property
    def notes(self) -> dict[str, int]:
        """Count the rows of the file that are an exact copy of an earlier one; they are imported all the same."""
        return {"repeated_lines": self.source.frame.height - self.source.frame.n_unique()}

    def _without_conflicts(self, lines: pl.DataFrame) -> pl.DataFrame:
        twofold = lines.unique(_AGREED).filter(pl.col("document_no").is_duplicated())["document_no"]
        conflict = "the lines of the document disagree on customer, day, delivery or channel. Correct them, or the key."
        lines = self._without(lines, dict.fromkeys(twofold, conflict), "conflicting_lines")
        if self.mapping.line.line_no is None:
            return lines
        repeated = lines.filter(pl.struct("document_no", "line_no").is_duplicated())["document_no"]
        twice = "a line number stands twice in the document. Correct the numbers."
        return self._without(lines, dict.fromkeys(repeated, twice), "repeated_line_no")

    def _without(self, lines: pl.DataFrame, messages: dict[str, str], code: str) -> pl.DataFrame:
        """Reject the documents named, and every line that was rejected itself."""
        self.rejected_documents |= messages.keys()
        spoilt = pl.col("document_no").is_in(list(messages))
        for row, document in lines.filter(spoilt).select("row", "document_no").iter_rows():
            self.rejects.add([row], code, messages[document])
        return lines.filter(~spoilt.fill_null(True)) if messages or len(self.rejects) else lines

    def _grouped(self, lines: pl.DataFrame) -> pl.DataFrame:
        grouped = lines.group_by(_DOCUMENT, maintain_order=True).agg(
            pl.col("row", "customer_no", "placed_on", "channel").first(),
            pl.col("placed_at").min(),
            pl.col("delivered_at").max(),
            size=pl.len().cast(pl.Int64),
        )
        return grouped.sort("placed_at", "row").with_columns(start=pl.col("size").cum_sum() - pl.col("size"))

    def _ordered(self, lines: pl.DataFrame) -> pl.DataFrame:
        placed = lines.join(self._documents.select(*_DOCUMENT, "start"), on=_DOCUMENT, how="left")
        by_number = [pl.col("line_order").str.len_chars(), pl.col("line_order")] if self.mapping.line.line_order else []
        ordered = placed.sort("start", *by_number, "row").select("row", "start", "line_no", "sku", "qty", "amount")
        if self.mapping.line.line_no:
            return ordered.sort("start", "line_no")
        return ordered.with_columns(line_no=pl.int_range(pl.len(), dtype=pl.Int64) - pl.col("start") + 1)
