"""CSV read strictly: columns of text, and for each row the physical line on which it begins."""

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

import polars as pl

from service.importing.refusals import FieldIsTooLong, FileHasNoRows, FileIsEmpty, QuotingIsBroken

MAX_FIELD = 64 * 1024
_CHUNK = 5_000


def read_csv(stream: BinaryIO, encoding: str, delimiter: str, name: str) -> tuple[list[str], Iterator[pl.DataFrame]]:
    """Read the header, then frames of text columns `0`, `1` ... with `line` and `width` (the row's number of fields).

    Rows of another width than the header are padded, or their surplus kept in the last column.

    Raises:
        FileRefused: quotes are broken, a field is too long, or there is no row; also while the frames are drawn.
    """
    records = _records(stream, encoding, delimiter, name)
    header = next(records, None)
    if header is None:
        raise FileIsEmpty(f"{name}: only blank lines. Export it again.")
    return [column.strip(" ") for column in header[1]], _frames(records, len(header[1]), delimiter, name)


def _records(stream: BinaryIO, encoding: str, delimiter: str, name: str) -> Iterator[tuple[int, list[str]]]:
    text = io.TextIOWrapper(stream, encoding=encoding, errors="strict", newline="")
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    limit, begins = csv.field_size_limit(MAX_FIELD), 1
    try:
        for record in reader:
            if record:
                yield begins, record
            begins = reader.line_num + 1
    except csv.Error as error:
        where = f"{name}, line {begins}"
        if "field larger" in str(error):
            raise FieldIsTooLong(
                f"{where}: a field of more than {MAX_FIELD} characters. Perhaps a quote opened here is never closed."
            ) from None
        raise QuotingIsBroken(
            f"{where}: the quotes of the record that begins here are broken ({error}). Close the quote, or double "
            "a quote that is part of the text."
        ) from None
    finally:
        csv.field_size_limit(limit)
        text.detach()


def _frames(records: Iterator[tuple[int, list[str]]], width: int, delimiter: str, name: str) -> Iterator[pl.DataFrame]:
    frame = None
    while chunk := _chunk(records):
        lines, rows = zip(*chunk, strict=True)
        widths = [len(row) for row in rows]
        shaped = (row if len(row) == width else _shaped(row, width, delimiter) for row in rows)
        columns = [pl.Series(str(i), cells, pl.String) for i, cells in enumerate(zip(*shaped, strict=True))]
        frame = pl.DataFrame([*columns, pl.Series("line", lines, pl.Int64), pl.Series("width", widths, pl.Int64)])
        yield frame
    if frame is None:
        raise FileHasNoRows(f"{name}: a header and no rows below it. Export it again.")


def _chunk(records: Iterator[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    return [record for record, _ in zip(records, range(_CHUNK), strict=False)]


def _shaped(row: list[str], width: int, delimiter: str) -> list[str]:
    whole = [*row[: width - 1], delimiter.join(row[width - 1 :])] if len(row) > width else row
    return whole + [""] * (width - len(whole))
