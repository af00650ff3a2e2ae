"""CSV read strictly: columns of text, and for each row the physical line on which it begins."""

import csv
from collections.abc import Iterator
from itertools import islice
from typing import TextIO

import polars as pl

from service.imports.engine.refusals import FieldTooLong, FileHasNoRows, FileIsEmpty, QuotingBroken

MAX_FIELD = 64 * 1024
_CHUNK = 5_000


def read_csv(text: TextIO, delimiter: str, name: str) -> tuple[list[str], Iterator[pl.DataFrame]]:
    """Read the header, then frames of text columns `0`, `1` ... with `line` and `width` (the row's number of fields).

    Rows of another width than the header are padded, or their surplus kept in the last column.

    Raises a FileRefusal where quotes are broken, a field is too long, or there is no row; also while frames are drawn.
    """
    records = _records(text, delimiter, name)
    header = next(records, None)
    if header is None:
        raise FileIsEmpty(file=name)
    return [column.removeprefix("\ufeff").strip(" ") for column in header[1]], _frames(
        records, len(header[1]), delimiter, name
    )


def _records(text: TextIO, delimiter: str, name: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    csv.field_size_limit(MAX_FIELD)  # for the whole process, which reads CSV nowhere else
    begins = 1
    try:
        for record in reader:
            if record:
                yield begins, record
            begins = reader.line_num + 1
    except csv.Error as error:
        if "field larger" in str(error):
            raise FieldTooLong(file=name, line=begins, most=MAX_FIELD) from None
        raise QuotingBroken(file=name, line=begins, why=error) from None


def _frames(records: Iterator[tuple[int, list[str]]], width: int, delimiter: str, name: str) -> Iterator[pl.DataFrame]:
    frame = None
    while chunk := list(islice(records, _CHUNK)):
        lines, rows = zip(*chunk, strict=True)
        widths = [len(row) for row in rows]
        shaped = (row if len(row) == width else _shaped(row, width, delimiter) for row in rows)
        columns = [pl.Series(str(i), cells, pl.String) for i, cells in enumerate(zip(*shaped, strict=True))]
        frame = pl.DataFrame([*columns, pl.Series("line", lines, pl.Int64), pl.Series("width", widths, pl.Int64)])
        yield frame
    if frame is None:
        raise FileHasNoRows(file=name)


def _shaped(row: list[str], width: int, delimiter: str) -> list[str]:
    whole = [*row[: width - 1], delimiter.join(row[width - 1 :])] if len(row) > width else row
    return whole + [""] * (width - len(whole))
