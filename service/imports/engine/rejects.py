"""Lines that were not imported: why, and the file in which the operator gets them back."""

import csv
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import IO, cast

import polars as pl

from service.imports.engine.characters import inert
from service.imports.engine.refusals import RejectsNotWritten
from service.imports.engine.source import REJECT_COLUMNS, Source


def refuse_no_place(path: Path, *, force: bool) -> None:
    """Raise RejectsNotWritten where `path` could not become the reject file, before anything is recorded."""
    if path.exists() and not force:
        raise RejectsNotWritten(file=path, why="it exists already")
    try:
        tempfile.TemporaryFile(dir=path.parent).close()
    except OSError as error:
        raise RejectsNotWritten(file=path, why=error.strerror) from None


class Rejects:
    """Rows of a source with the stable code and the message of each; the first reason given stays."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._reasons: dict[int, tuple[str, str]] = {}

    def __len__(self) -> int:
        """Count the rejected lines."""
        return len(self._reasons)

    def add(self, rows: Iterable[int], code: str, message: str) -> None:
        """Reject rows, counted from 0."""
        for row in rows:
            self._reasons.setdefault(row, (code, message))

    @property
    def rows(self) -> list[int]:
        """The rejected rows, counted from 0."""
        return sorted(self._reasons)

    @property
    def counts(self) -> dict[str, int]:
        """Lines rejected for each code, most first."""
        return dict(Counter(code for code, _ in self._reasons.values()).most_common())

    def listed(self) -> list[tuple[int, str, str]]:
        """Give line number, code and message of each, in the order of the file."""
        return [(self._source.line[row], *self._reasons[row]) for row in self.rows]

    def write(self, folder: Path, path: Path | None = None, *, force: bool = False) -> Path:
        """Write the rows as CSV (UTF-8 with byte order mark, inert in a spreadsheet), all or nothing.

        Without `path` the file is `<stem>.rejects.csv` in `folder`, or `-2`, `-3` ... where that exists.

        Raises RejectsNotWritten where `path` exists and not `force`, or the folder is not writable.
        """
        target = path or folder / f"{self._source.stem}.rejects.csv"
        try:
            with tempfile.NamedTemporaryFile(
                "w", encoding="utf-8-sig", newline="", dir=target.parent, prefix=".rejects-", delete=False
            ) as temporary:
                self._write_rows(cast(IO[str], temporary))
            try:
                if not force:
                    target = _reserved(target, numbered=path is None)
                Path(temporary.name).replace(target)
            finally:
                Path(temporary.name).unlink(missing_ok=True)
        except FileExistsError:
            raise RejectsNotWritten(file=target, why="it exists already") from None
        except OSError as error:
            raise RejectsNotWritten(file=target, why=error.strerror) from None
        return target

    def _write_rows(self, file: IO[str]) -> None:
        writer = csv.writer(file)
        kept = self._source.frame.drop(REJECT_COLUMNS, strict=False)
        writer.writerow([*REJECT_COLUMNS, *map(inert, kept.columns)])
        texts = kept.select(_exportable(column, dtype) for column, dtype in kept.schema.items())
        for (line, code, message), cells in zip(self.listed(), texts[self.rows].iter_rows(), strict=True):
            writer.writerow([line, code, inert(message), *(inert(cell or "") for cell in cells)])


def _exportable(column: str, dtype: pl.DataType) -> pl.Expr:
    if dtype.is_nested() or isinstance(dtype, pl.Binary | pl.Object):
        return pl.lit(f"({dtype})").alias(column)
    return pl.col(column).cast(pl.String)


def _reserved(target: Path, *, numbered: bool) -> Path:
    """Create the empty file that will be replaced, so that no other file is ever overwritten."""
    stem, number = target.name.removesuffix(".csv"), 1
    while True:
        try:
            target.touch(exist_ok=False)
        except FileExistsError:
            if not numbered:
                raise
            number += 1
            target = target.with_name(f"{stem}-{number}.csv")
        else:
            return target
