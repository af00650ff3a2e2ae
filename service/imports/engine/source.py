"""Open a file that an operator has - CSV, gzipped CSV, Parquet, or standard input - as rows with their line numbers."""

import hashlib
import io
import shutil
import tempfile
from collections.abc import Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

import polars as pl

from domain.kernel.text import escaped
from service.imports.engine.formats.csv_source import read_csv
from service.imports.engine.formats.decoding import encoding_of, unpacked
from service.imports.engine.formats.parquet_source import as_text, read_parquet
from service.imports.engine.mapping import Mapping
from service.imports.engine.refusals import (
    FileIsAFolder,
    FileIsAWorkbook,
    FileNotFound,
    FileUnreadable,
    HeaderIsWrong,
    ParquetBroken,
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


def open_source(path: str, mapping: Mapping, *, stdin: BinaryIO | None = None) -> Source:
    """Read a file; `-` is standard input.

    Raises a FileRefusal that names the file, the line and what to do.
    """
    columns = mapping.columns
    name = "standard input" if path == "-" else path if path.isprintable() else escaped(path)
    with _opened(path, name, stdin) as stream:
        digest = hashlib.file_digest(cast(io.BufferedReader, stream), "sha256").hexdigest()
        stream.seek(0)
        head = stream.read(4)
        stream.seek(0)
        if head == b"PK\x03\x04":
            raise FileIsAWorkbook(file=name)
        if head == b"PAR1":
            frame = read_parquet(stream, name)
            _check_header(frame.columns, mapping, columns, name)
            line = pl.Series("line", range(1, frame.height + 1), pl.Int64)
            width, encoding, text = None, "parquet", as_text(frame, set(columns), name)
        elif path.endswith(".parquet"):
            raise ParquetBroken(file=name, why="it does not begin like one")
        else:
            frame, line, width, encoding = _read_text(unpacked(stream, head), mapping, columns, name)
            text = frame.select(sorted(columns))
    written = [column for column in text.columns if frame.schema[column] == pl.String]
    text = text.with_columns(pl.col(written).str.strip_chars(" ").replace(["", *mapping.file.missing], None))
    stem = "stdin" if path == "-" else Path(path).name.split(".")[0] or "import"
    return Source(name, stem, digest, encoding, frame, text, line, width)


@contextmanager
def _opened(path: str, name: str, stdin: BinaryIO | None) -> Iterator[BinaryIO]:
    """Open for reading twice: what cannot be rewound, such as standard input, is kept in a temporary file."""
    try:
        stream = stdin if stdin and path == "-" else Path(path).open("rb")  # noqa: SIM115 - opening and reading fail in different ways
    except FileNotFoundError:
        raise FileNotFound(file=name) from None
    except IsADirectoryError:
        raise FileIsAFolder(file=name) from None
    except (OSError, ValueError) as error:
        raise FileUnreadable(file=name, why=getattr(error, "strerror", error)) from None
    with stream, tempfile.TemporaryFile() as spool:
        if not stream.seekable():
            shutil.copyfileobj(stream, spool, 1 << 20)
            spool.seek(0)
        yield stream if stream.seekable() else cast(BinaryIO, spool)


def _read_text(
    stream: BinaryIO, mapping: Mapping, columns: Set[str], name: str
) -> tuple[pl.DataFrame, pl.Series, pl.Series, str]:
    encoding = encoding_of(stream, mapping.file, name)
    stream.seek(0)
    with io.TextIOWrapper(stream, encoding, errors="strict", newline="") as text:
        header, frames = read_csv(text, mapping.file.delimiter, name)
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
    for fault, named, remedy in [
        ("named twice", repeated, "rename one of each"),
        ("missing", missing, f"the file has {', '.join(map(escaped, header))}: correct the mapping or its delimiter"),
        (f"beginning with {RESERVED}, which is kept for us", reserved, "rename them"),
        ("not in the mapping", unknown, "use them, or list them under [file] ignore"),
    ]:
        if named:
            raise HeaderIsWrong(file=name, fault=fault, columns=", ".join(map(escaped, named)), remedy=remedy)
