"""A short list that an operator keeps as a CSV file: lines of an order, tiers, a plan of release."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, NamedTuple

from domain.kernel.event import Event
from domain.kernel.refusals import InvalidInput, Refusal
from domain.kernel.stamp import Stamp
from domain.kernel.text import escaped, visible
from service.commands import Command
from service.unit_of_work import UnitOfWork


class ListFileIsWrong(InvalidInput):
    message = "{place}: {why}"


class ListRow(NamedTuple):
    """The cells of a line, and where it stands."""

    file: str
    line: int
    cells: list[str]

    @property
    def place(self) -> str:
        """File and line."""
        return f"{self.file}, line {self.line}"

    def wrong(self, why: str) -> ListFileIsWrong:
        """The refusal that names file and line, what stands there, and what to do."""
        return ListFileIsWrong(place=f"{self.place}, {escaped(','.join(self.cells))}", why=why)

    @contextmanager
    def checked(self) -> Iterator[None]:
        """Within it, what can never be right is refused as this line's."""
        try:
            yield
        except InvalidInput as refusal:
            raise self.wrong(str(refusal)) from None


def placed(command: Command, fact: str, places: Mapping[str, str]) -> Command:
    """The command, of which a refusal that tells a `fact` with a place begins with the place; its code stays."""

    def decide(unit: UnitOfWork, stamp: Stamp) -> Sequence[Event]:
        try:
            return command.decide(unit, stamp)
        except Refusal as refusal:
            if place := places.get(str(refusal.facts.get(fact))):
                refusal.args = (f"{place}: {refusal}",)
            raise

    return replace(command, decide=decide)


def read_rows(path: Path, columns: Sequence[str], stdin: BinaryIO) -> list[ListRow]:
    """The rows below a header of just these columns; UTF-8, else GB18030; `-` is what is piped in.

    Lines without any cell filled, as spreadsheets leave them behind a table, are passed over. Raises
    `ListFileIsWrong`, also for a row of another width and where there is none.
    """
    name = "standard input" if str(path) == "-" else visible(str(path))
    text = _decoded(name, path, stdin)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        if (header := next(reader, [])) != list(columns):
            why = f"the first line must be {','.join(columns)}, not {escaped(','.join(header))}"
            raise ListFileIsWrong(place=name, why=why)
        rows = [ListRow(name, reader.line_num, row) for row in reader if any(map(str.strip, row))]
    except csv.Error as error:
        raise ListFileIsWrong(place=f"{name}, line {reader.line_num}", why=error) from None
    for row in rows:
        if len(row.cells) != len(columns):
            raise row.wrong(f"write {','.join(columns)}")
    if not rows:
        raise ListFileIsWrong(place=name, why="it has no line below the first; there is nothing to take from it")
    return rows


def _decoded(name: str, path: Path, stdin: BinaryIO) -> str:
    try:
        content = stdin.read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        raise ListFileIsWrong(place=name, why=f"it cannot be read: {error.strerror}; check the path") from None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ListFileIsWrong(place=name, why="it is neither UTF-8 nor GB18030; save it as UTF-8")
