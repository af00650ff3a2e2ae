"""Complaints out of the rows of a file: how each came in, and what was done with it, in the order of time."""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Any

import polars as pl

from eventlog.branch import Branch
from projections.complaint_totals import ComplaintTotals
from service.importing.case_cells import CODES, WORDS, CaseCells
from service.importing.checks import faults
from service.importing.complaint_mapping import WITH_WORDS, ComplaintMapping, StepColumns, StepKind
from service.importing.rejects import Rejects
from service.importing.source import Source

_NUMBER = "§complaint_no"


@dataclass(frozen=True, slots=True)
class CaseStep:
    """Something that was done with a complaint."""

    kind: StepKind
    at: datetime
    """In UTC."""
    on: date
    """The branch's day of `at`."""
    text: str | None = None
    timely: bool | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """What the file says of one complaint."""

    complaint_no: str
    at: datetime
    """When it was received, in UTC."""
    on: date
    said: Mapping[str, Any]
    """What was told with it, by the names of the domain; None where the file does not tell."""
    steps: tuple[CaseStep, ...]
    rows: tuple[int, ...]
    """From 0, to reject them."""


class CaseFile:
    """A file of complaints, read: cases to import, and rejects."""

    def __init__(self, source: Source, mapping: ComplaintMapping, branch: Branch, now: datetime) -> None:
        self.source, self._mapping = source, mapping
        self.rejects = Rejects(source)
        self.rejected_documents: set[str] = set()
        read = CaseCells(source, mapping, branch, now)
        rows = read.cells.with_columns(pl.int_range(pl.len()).alias("§row")).filter("§selected")
        self.skipped_lines = read.cells.height - rows.height
        """Rows that the mapping's `select` leaves out."""
        self._reject_faulty(rows, read)
        if mapping.rows == "complaint":
            twice = rows.filter(pl.col(_NUMBER).is_duplicated())[_NUMBER].drop_nulls()
            self._reject(rows, dict.fromkeys(twice, "stands in several rows. Keep one."), "repeated_complaint")
        self._rows = rows.filter(~pl.col("§row").is_in(self.rejects.rows))

    def __len__(self) -> int:
        """Count the complaints to import."""
        return self._rows[_NUMBER].n_unique()

    @property
    def ignored_lines(self) -> int:
        """Rows of which the mapping says that they tell of no step."""
        none = [_told(number, step, {StepKind.PROGRESS}) for number, step in enumerate(self._mapping.steps)]
        return self._rows.filter(pl.any_horizontal(*none, pl.lit(False))).height

    def cases(self) -> Iterator[Case]:
        """Give the complaints by the time they were received; rows at one instant count in the order of the file."""
        by_time = self._rows.sort("§received_at", maintain_order=True).with_row_index("§begun")
        together = by_time.with_columns(pl.col("§begun").first().over(_NUMBER)).sort("§begun", maintain_order=True)
        for number, rows in groupby(together.iter_rows(named=True), key=lambda row: row[_NUMBER]):
            yield self._case(number, list(rows))

    def reject(self, case: Case, code: str, message: str) -> None:
        """Reject a complaint that cannot be recorded, with all its rows."""
        self.rejected_documents.add(case.complaint_no)
        self.rejects.add(case.rows, code, message)

    def totals(self, complaint_nos: Set[str]) -> ComplaintTotals:
        """Count these complaints from the file's columns, and not from the cases made of them."""
        rows = self._rows.filter(pl.col(_NUMBER).is_in(list(complaint_nos)))

        def told(kind: StepKind) -> list[pl.Series]:
            """The numbers of the rows that tell of such a step, for each of the mapping's steps."""
            steps = enumerate(self._mapping.steps)
            return [rows.filter(_told(number, step, {kind}))[_NUMBER] for number, step in steps]

        def ever(kind: StepKind) -> int:
            return len(set().union(*told(kind)))

        return ComplaintTotals(
            complaints=rows[_NUMBER].n_unique(),
            acknowledged=ever(StepKind.ACKNOWLEDGED),
            answers=sum(map(len, told(StepKind.RESPONDED))),
            closings=sum(map(len, told(StepKind.CLOSED))),
            disputed=ever(StepKind.DISPUTED),
            accepted=ever(StepKind.ACCEPTED),
        )

    def _reject_faulty(self, rows: pl.DataFrame, read: CaseCells) -> None:
        selected, numbers = set(rows["§row"]), read.cells[_NUMBER]
        culprits: dict[str, str] = {}
        for row, code, message in faults(read.cells, read.checks):
            if row in selected:
                self.rejects.add([row], code, message)
                why = f"line {self.source.line[row]} of the same complaint was rejected: {code}."
                culprits.setdefault(numbers[row], why)
        culprits.pop(None, None)  # type: ignore[call-overload]  # a row that names no complaint
        self._reject(rows, culprits, "document_rejected")

    def _reject(self, rows: pl.DataFrame, messages: Mapping[str, str], code: str) -> None:
        self.rejected_documents |= messages.keys()
        for row, number in rows.filter(pl.col(_NUMBER).is_in(list(messages))).select("§row", _NUMBER).iter_rows():
            self.rejects.add([row], code, f"{number}: {messages[number]}")

    def _case(self, number: str, rows: list[dict[str, Any]]) -> Case:
        first = rows[0]
        named = (*WORDS, *CODES, *self._mapping.received.numbers)
        steps = [step for row in rows for step in self._steps(row)]
        steps.sort(key=lambda step: step.at)
        return Case(
            complaint_no=number,
            at=first["§received_at"].astimezone(UTC),
            on=first["§received_on"],
            said={name: first[f"§{name}"] for name in named},
            steps=tuple(_lived(steps, reopens=self._mapping.after_closing == "reopens")),
            rows=tuple(row["§row"] for row in rows),
        )

    def _steps(self, row: Mapping[str, Any]) -> Iterator[CaseStep]:
        """What the row tells of, in the mapping's order; on the day of what came before, no time means: after it."""
        before, day = row["§received_at"], row["§received_on"]
        for number, step in enumerate(self._mapping.steps):
            at, on = row[f"§{number}_at"], row[f"§{number}_on"]
            if at is None:
                continue
            if not row[f"§{number}_timed"] and on == day:
                at = max(at, before)
            before, day = at, on
            code, timely = step.code and row[step.code], step.timely and row[step.timely.column]
            text = row[f"§{number}_text"]
            for kind in step.kinds_of(code):
                yield CaseStep(
                    kind,
                    at.astimezone(UTC),
                    on,
                    text.strip() if text and kind in WITH_WORDS else None,
                    step.timely.values[timely] if step.timely and timely and kind is StepKind.RESPONDED else None,
                )


def _lived(steps: Iterable[CaseStep], *, reopens: bool) -> Iterator[CaseStep]:
    """The steps with the reopenings that they show, each round acknowledged once, and without what is no step."""
    closed = acknowledged = False
    for step in steps:
        if closed and reopens and step.kind not in _AFTERWARDS:
            yield replace(step, kind=StepKind.REOPENED, text=None, timely=None)
            closed = acknowledged = False
        if step.kind is StepKind.PROGRESS or (acknowledged and step.kind is StepKind.ACKNOWLEDGED):
            continue
        closed = step.kind is StepKind.CLOSED or (closed and step.kind is not StepKind.REOPENED)
        acknowledged = step.kind is not StepKind.REOPENED and (acknowledged or step.kind is StepKind.ACKNOWLEDGED)
        yield step


_AFTERWARDS = frozenset({StepKind.REOPENED, StepKind.ACCEPTED, StepKind.DISPUTED})
"""What is told of a closed complaint without taking it up again, or says itself that it was."""


def _told(number: int, step: StepColumns, kinds: Iterable[StepKind]) -> pl.Expr:
    return (step.tells(frozenset(kinds)) & pl.col(f"§{number}_at").is_not_null()).fill_null(False)
