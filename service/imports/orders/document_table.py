"""Documents of a file as two tables, made into Python objects only as they are wanted; small enough to hand around."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Literal

import polars as pl

_BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Document:
    """An order, or a return that names no order."""

    kind: Literal["order", "return"]
    document_no: str
    customer_no: str
    effective_at: datetime
    """In UTC."""
    effective_on: date
    """The branch's day of `effective_at`."""
    delivered_at: datetime | None
    """In UTC; None where the mapping or the file does not say."""
    channel: str | None
    lines: list[dict[str, object]]
    """`line_no`, `sku`, `requested_qty` (of orders) or `qty` (of returns), `amount`; what came back is positive too."""
    first_line: int
    """Where in the file the first line of the document is."""
    offset: int
    """Place of its first line among the lines of all documents."""

    @property
    def rows(self) -> Sequence[int]:
        """None: the table knows them by `offset`."""
        return ()


@dataclass(frozen=True)
class DocumentTable:
    """Documents in the order in which they took effect; iterating gives each as a `Document`."""

    documents: pl.DataFrame
    """A row a document: what `Document` has, with `start` (see `offset`) and `size` of its lines."""
    lines: pl.DataFrame
    """The lines of all documents, in order, each with the `start` of its document."""
    minor_digits: int
    """Decimals of the amounts, which `lines` holds as whole numbers."""

    def __len__(self) -> int:
        return self.documents.height

    def numbers(self, *, without: Set[str]) -> dict[str, list[str]]:
        """The numbers of the documents by kind, except some."""
        kept = self.documents.filter(~pl.col("document_no").is_in(list(without)))
        returned = kept["returned"]
        return {
            "order": kept.filter(~returned)["document_no"].to_list(),
            "return": kept.filter(returned)["document_no"].to_list(),
        }

    def parts(self, number: int) -> list["DocumentTable"]:
        """Split by customer, so that no two parts hold documents of one; parts without documents are left out."""
        part_of = self.documents["customer_no"].hash(seed=0) % number
        split = []
        for part in part_of.unique().sort():
            documents = self.documents.filter(part_of == part)
            lines = self.lines.join(documents.select("start"), on="start", how="semi", maintain_order="left")
            split.append(DocumentTable(documents, lines, self.minor_digits))
        return split

    def __iter__(self) -> Iterator[Document]:
        amounts: dict[int, Decimal] = {}
        begin = 0
        for batch in self.documents.iter_slices(_BATCH):
            lines = self.lines.slice(begin, int(batch["size"].sum()))
            begin += lines.height
            numbers, skus, quantities = lines["line_no"].to_list(), lines["sku"].to_list(), lines["qty"].to_list()
            minor = lines["amount"].to_list()
            amounts.update((units, Decimal(units).scaleb(-self.minor_digits)) for units in set(minor) - amounts.keys())
            money = list(map(amounts.__getitem__, minor))
            at = 0
            for row in batch.iter_rows(named=True):
                part = slice(at, at := at + row["size"])
                delivered = None if row["returned"] else row["delivered_at"]
                cells = zip(numbers[part], skus[part], quantities[part], money[part], strict=True)
                qty = "qty" if row["returned"] else "requested_qty"
                yield Document(
                    kind="return" if row["returned"] else "order",
                    document_no=row["document_no"],
                    customer_no=row["customer_no"],
                    effective_at=row["placed_at"].astimezone(UTC),
                    effective_on=row["placed_on"],
                    delivered_at=delivered.astimezone(UTC) if delivered else None,
                    channel=row["channel"],
                    lines=[{"line_no": no, "sku": sku, qty: many, "amount": much} for no, sku, many, much in cells],
                    first_line=row["first_line"],
                    offset=row["start"],
                )
