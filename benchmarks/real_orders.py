"""Real order lines, as a file and imported."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from benchmarks.measuring import Spent, Watch
from benchmarks.server import Place
from benchmarks.sizes import SHIPPED, Sizes
from eventlog.branch import Branch
from service.imports.engine.report import FileGiven
from service.imports.orders.importer import IMPORTER
from service.session import Envelope

MAPPING = SHIPPED.with_name("orders.toml")


def orders_file(place: Place, sizes: Sizes) -> Path:
    """The file, or a part of it, or it several times over: each copy a year earlier, with its own invoice numbers."""
    if sizes.copies == 1 and sizes.lines is None:
        return sizes.file
    path = place.folder / "orders.parquet"
    if not path.exists():
        year = pl.read_parquet(sizes.file, n_rows=sizes.lines)
        again = [
            year.with_columns(pl.col("date").dt.offset_by(f"-{n}y"), pl.col("invoice", "invoice_line") + f"-{n}")
            for n in range(sizes.copies)
        ]
        pl.concat(again).write_parquet(path)
    return path


def run_import(place: Place, file: Path, jobs: int) -> tuple[Branch, Spent, Spent]:
    """Import the file into a branch of its own.

    Returns the branch, what was spent until the last event was in the log, and what on the whole command.
    """
    branch = place.new_branch("America/Chicago", "USD")
    given = FileGiven(str(file), MAPPING, sys.stdin.buffer, place.folder)
    with place.session(branch) as session:
        pieces: list[Spent] = []
        watch = Watch()

        @contextmanager
        def progress(_label: str, _total: int) -> Iterator[Callable[[int], None]]:
            pieces.append(watch.spent())
            yield lambda _: None

        report = IMPORTER.run(session, Envelope("E1"), given, progress, jobs)
        if report.rejected or not report.agrees:
            raise ValueError(f"{file.name} was not imported whole: {report.rejected}")
        _, recorded = pieces  # the second piece of work is the tables'
        return branch, recorded, watch.spent()
