"""Open a file that an operator has - CSV, gzipped CSV, Parquet, or standard input - as rows with their line numbers."""

import hashlib
import io
import tempfile
from collections.abc import Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

import polars as pl

from service.importing.characters import shown
from service.importing.csv_source import read_csv
from service.importing.decoding import encoding_of, unpacked
from service.importing.mapping import Mapping
from service.importing.parquet_source import as_text, read_parquet
from service.importing.refusals import (
    FileIsADirectory,
    FileIsAWorkbook,
    FileIsMissing,
    FileIsUnreadable,
    HeaderIsWrong,
    ParquetIsBroken,
)

REJECT_COLUMNS = ("reject_line", "reject_reason", "reject_message")
"""First columns of a reject file; ignored in a file, so that a corrected reject file can be imported."""

RESERVED = "§"
"""Begins the names of columns computed beside the file's own."""


@dataclass(frozen=True)
class Source:
    """The rows of a file, in its order."""

    name: str
    stem: str
    """The name without folder and endings, for the reject file."""
    sha256: str
    encoding: str
    """As found or overridden; `parquet` for Parquet."""
    frame: pl.DataFrame
    """The file's own columns."""
    text: pl.DataFrame
    """The columns the mapping uses, as text without outer spaces; empty is null."""
    line: pl.Series
    """Physical line on which each row begins, header = 1; in Parquet the row's number from 1."""
    width: pl.Series | None
    """Fields of each row, where the form of the file allows a row to have another number than the header."""


def open_source(path: str, mapping: Mapping, columns: Set[str], *, stdin: BinaryIO | None = None) -> Source:
    """Read the file that has `columns`; `-` is standard input.

    Raises:
        FileRefused: before anything is recorded, naming the file, the line and what to do.
    """
    name = "standard input" if path == "-" else path
    with _opened(path, name, stdin) as stream:
        digest = hashlib.file_digest(cast(io.BufferedReader, stream), "sha256").hexdigest()
        stream.seek(0)
        head = stream.read(4)
        stream.seek(0)
        if head == b"PK\x03\x04":
            raise FileIsAWorkbook(
                f"{name}: is a workbook or zip archive. Save the sheet as CSV (UTF-8) and import that."
            )
        if head == b"PAR1":
            frame = read_parquet(stream, name)
            _check_header(frame.columns, mapping, columns, name)
            line = pl.Series("line", range(1, frame.height + 1), pl.Int64)
            width, encoding, text = None, "parquet", as_text(frame, set(columns), name)
        elif path.endswith(".parquet"):
            raise ParquetIsBroken(f"{name}: is not a Parquet file, whatever its name says. Rename or export it again.")
        else:
            frame, line, width, encoding = _read_text(unpacked(stream, head), mapping, columns, name)
            text = frame.select(sorted(columns))
    written = [column for column in text.columns if frame.schema[column] == pl.String]
    text = text.with_columns(pl.col(written).str.strip_chars(" ").replace("", None))
    stem = "stdin" if path == "-" else Path(path).name.split(".")[0] or "import"
    return Source(name, stem, digest, encoding, frame, text, line, width)


@contextmanager
def _opened(path: str, name: str, stdin: BinaryIO | None) -> Iterator[BinaryIO]:
    """Open for reading twice: standard input is kept in a temporary file."""
    if stdin is not None and path == "-":
        with tempfile.TemporaryFile() as spool:
            while chunk := stdin.read(1 << 20):
                spool.write(chunk)
            spool.seek(0)
            yield cast(BinaryIO, spool)
        return
    try:
        stream = Path(path).open("rb")  # noqa: SIM115 - opening and reading fail in different ways
    except FileNotFoundError:
        raise FileIsMissing(f"{shown(name)}: there is no such file. Check the path.") from None
    except IsADirectoryError:
        raise FileIsADirectory(f"{shown(name)}: is a folder. Name one file in it.") from None
    except (OSError, ValueError) as error:
        raise FileIsUnreadable(f"{shown(name)}: cannot be opened: {error}. Check its permissions.") from None
    with stream:
        yield stream


def _read_text(
    stream: BinaryIO, mapping: Mapping, columns: Set[str], name: str
) -> tuple[pl.DataFrame, pl.Series, pl.Series, str]:
    encoding = encoding_of(stream, mapping.file, name)
    stream.seek(0)
    header, frames = read_csv(stream, encoding, mapping.file.delimiter, name)
    _check_header(header, mapping, columns, name)
    whole = pl.concat(frames)
    frame = whole.drop("line", "width")
    frame.columns = header
    return frame, whole["line"], whole["width"], encoding


def _check_header(header: list[str], mapping: Mapping, columns: Set[str], name: str) -> None:
    """Hold the header against the mapping, exactly."""
    repeated = sorted({column for column in header if header.count(column) > 1})
    missing = sorted(columns - set(header))
    ignored = {*mapping.file.ignore, *REJECT_COLUMNS}
    unknown = [] if "*" in ignored else [column for column in header if column not in columns | ignored]
    reserved = [column for column in header if column.startswith(RESERVED)]
    faults = [
        ("named twice", repeated, "Rename one of each."),
        (
            "missing",
            missing,
            f"The file has {', '.join(map(shown, header))}. Correct the mapping, or its [file] delimiter.",
        ),
        (f"beginning with {RESERVED}, which this importer keeps for itself", reserved, "Rename them."),
        ("not in the mapping", unknown, "Use them, or list them in the mapping under [file] ignore."),
    ]
    for fault, named, advice in faults:
        if named:
            raise HeaderIsWrong(f"{name}, line 1: columns {fault}: {', '.join(map(shown, named))}. {advice}")
