"""Lines of a file checked and grouped into orders and returns, and what had to be rejected."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property

import polars as pl

from eventlog.branch import Branch
from service.imports.engine.profile import fields_of
from service.imports.engine.refusals import CurrencyDiffers
from service.imports.engine.rejects import Rejects
from service.imports.engine.source import Source
from service.imports.orders.document_table import Document, DocumentTable
from service.imports.orders.order_cells import OrderCells
from service.imports.orders.order_mapping import OrderMapping
from service.imports.orders.totals import Totals, order_totals

_DOCUMENT = ["document_no", "returned"]
_AGREED = ["document_no", "customer_no", "placed_on", "delivered_on", "channel"]


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A customer as their first document in the file shows them."""

    customer_no: str
    first_on: date
    effective_at: datetime
    """The beginning of that day, in UTC."""
    fields: dict[str, object]
    first_line: int


class OrderFile:
    """A file of order lines, read: documents to import, and rejects. Raises CurrencyDiffers."""

    def __init__(self, source: Source, mapping: OrderMapping, branch: Branch, now: datetime) -> None:
        if mapping.currency not in (None, branch.currency):
            raise CurrencyDiffers(currency=mapping.currency, branch=branch.slug, kept=branch.currency)
        self.source, self.mapping, self._branch = source, mapping, branch
        cells = OrderCells(source, mapping, branch, now)
        self._profile = cells.profile
        self._placed_on = cells.lines["placed_on"]
        self.rejects = Rejects(source)
        self.rejected_documents: set[str] = set()
        selected = cells.lines.filter("selected").drop("selected")
        self.skipped_lines = source.text.height - selected.height
        """Lines that the mapping's `select` leaves out."""
        good = self._without_faults(selected, cells)
        good = self._without_conflicts(good)
        self.documents_table = self._grouped(good)
        """A row for each document, in order: what `Document` has, with `start` and `size` of its lines."""
        self.lines = self._ordered(good)
        """The lines of all documents, in order."""

    def documents(self) -> DocumentTable:
        """The documents by (effective_at, first appearance in the file)."""
        first_line = self.source.line[self.documents_table["row"]].alias("first_line")
        return DocumentTable(
            self.documents_table.drop("row").with_columns(first_line), self.lines.drop("row"), self._branch.minor_digits
        )

    def newcomers(self) -> Iterator[Newcomer]:
        """Give every customer of the documents, in the order of their first document."""
        first = self.documents_table.unique("customer_no", keep="first", maintain_order=True)
        told = self._profile[first["row"]].iter_rows(named=True) if self._profile.width else iter([{}] * first.height)
        for row, fields in zip(first.iter_rows(named=True), told, strict=True):
            yield Newcomer(
                customer_no=row["customer_no"],
                first_on=row["placed_on"],
                effective_at=self._branch.midnight(row["placed_on"]).astimezone(UTC),
                fields=fields_of(fields),
                first_line=self.source.line[row["row"]],
            )

    def reject(self, document: Document, code: str, message: str) -> None:
        """Reject a document that cannot be recorded, with all its lines."""
        self.rejected_documents.add(document.document_no)
        self.rejects.add(self.lines["row"][document.offset : document.offset + len(document.lines)], code, message)

    def totals(self) -> Totals:
        """Add up the lines not rejected so far, from the file's columns and not from the documents."""
        kept = self.lines["row"]
        if len(self.rejects):
            kept = kept.filter(~kept.is_in(self.rejects.rows))
        return order_totals(self.source.text, self._placed_on, self.mapping, self._branch.minor_digits, kept)

    @cached_property
    def repeated_lines(self) -> int:
        """Count the rows of the file that are an exact copy of an earlier one; they are imported all the same."""
        return self.source.frame.height - self.source.frame.n_unique()

    def _without_faults(self, lines: pl.DataFrame, cells: OrderCells) -> pl.DataFrame:
        culprits: dict[str, str] = {}
        document_of = cells.lines["document_no"]
        for row, code, message in cells.faults():
            self.rejects.add([row], code, message)
            if (document := document_of[row]) is not None:
                culprits.setdefault(
                    document, f"line {self.source.line[row]} of the same document was rejected: {code}."
                )
        return self._without(lines, culprits, "document_rejected") if len(self.rejects) else lines

    def _without_conflicts(self, lines: pl.DataFrame) -> pl.DataFrame:
        told_twice = lines.unique(_AGREED).filter(pl.col("document_no").is_duplicated())["document_no"]
        conflict = "the lines of the document disagree on customer, day, delivery or channel. Correct them, or the key."
        lines = self._without(lines, dict.fromkeys(told_twice, conflict), "conflicting_lines")
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
        placed = lines.join(self.documents_table.select(*_DOCUMENT, "start"), on=_DOCUMENT, how="left")
        by_number = [pl.col("line_order").str.len_chars(), pl.col("line_order")] if self.mapping.line.line_order else []
        ordered = placed.sort("start", *by_number, "row").select("row", "start", "line_no", "sku", "qty", "amount")
        if self.mapping.line.line_no:
            return ordered.sort("start", "line_no")
        return ordered.with_columns(line_no=pl.int_range(pl.len(), dtype=pl.Int64) - pl.col("start") + 1)
