"""Show how long work gets on: a bar on a terminal, a plain line now and then elsewhere; always on stderr."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

LINES = 10
"""Plain lines a piece of work prints at most."""

WORTH_TELLING = 1_000
"""Steps below which nobody waits long enough to be told."""


@contextmanager
def progress(label: str, total: int) -> Iterator[Callable[[int], None]]:
    """Give a function that is told how much more is done, of `total` in all."""
    with (_bar if sys.stderr.isatty() else _lines)(label, total) as advance:
        yield advance


@contextmanager
def _bar(label: str, total: int) -> Iterator[Callable[[int], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=total)
        yield lambda more: bar.advance(task, more)


@contextmanager
def _lines(label: str, total: int) -> Iterator[Callable[[int], None]]:
    done, shown = 0, 0

    def advance(more: int) -> None:
        nonlocal done, shown
        done += more
        if total >= WORTH_TELLING and done * LINES // total > shown:
            shown = done * LINES // total
            print(f"{label}: {done:,} of {total:,}", file=sys.stderr, flush=True)

    yield advance
