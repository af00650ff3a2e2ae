"""Complaints out of the rows of a file: how each came in, and what was done with it, in the order of time."""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Any

import polars as pl

from eventlog.branch import Branch
from projections.complaints.complaint_totals import ComplaintTotals
from service.imports.complaints.complaint_cells import CODES, NUMBERS, WORDS, case_cells
from service.imports.complaints.complaint_mapping import WITH_WORDS, ComplaintMapping, StepColumns, StepKind
from service.imports.engine.cells import KEY
from service.imports.engine.records import RecordFile
from service.imports.engine.source import Source


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


class CaseFile(RecordFile):
    """A file of complaints, read: cases to import, and rejects."""

    def __init__(self, source: Source, mapping: ComplaintMapping, branch: Branch, now: datetime) -> None:
        repeated = "repeated_complaint" if mapping.rows == "complaint" else None
        super().__init__(source, case_cells(source, mapping, branch, now), repeated=repeated)
        self._mapping = mapping

    @property
    def texts_cut(self) -> int:
        """Complaints of whose words the end is left out."""
        cut = "§text_cut"
        return self._rows.filter(cut)[KEY].n_unique() if cut in self._rows.columns else 0

    @property
    def ignored_lines(self) -> int:
        """Rows of which the mapping says that they tell of no step."""
        none = [_told(number, step, {StepKind.PROGRESS}) for number, step in enumerate(self._mapping.steps)]
        return self._rows.filter(pl.any_horizontal(*none, pl.lit(False))).height

    def cases(self) -> Iterator[Case]:
        """Give the complaints by the time they were received; rows at one instant count in the order of the file."""
        by_time = self._rows.sort("§received_at", maintain_order=True).with_row_index("§begun")
        together = by_time.with_columns(pl.col("§begun").first().over(KEY)).sort("§begun", maintain_order=True)
        for number, rows in groupby(together.iter_rows(named=True), key=lambda row: row[KEY]):
            yield self._case(number, list(rows))

    def totals(self, complaint_nos: Set[str]) -> ComplaintTotals:
        """Count these complaints from the file's columns, and not from the cases made of them."""
        rows = self._rows.filter(pl.col(KEY).is_in(list(complaint_nos)))

        def told(kind: StepKind) -> list[pl.Series]:
            """The numbers of the rows that tell of such a step, for each of the mapping's steps."""
            steps = enumerate(self._mapping.steps)
            return [rows.filter(_told(number, step, {kind}))[KEY] for number, step in steps]

        def ever(kind: StepKind) -> int:
            return len(set().union(*told(kind)))

        return ComplaintTotals(
            complaints=rows[KEY].n_unique(),
            acknowledged=ever(StepKind.ACKNOWLEDGED),
            answers=sum(map(len, told(StepKind.RESPONDED))),
            closings=sum(map(len, told(StepKind.CLOSED))),
            disputed=ever(StepKind.DISPUTED),
            accepted=ever(StepKind.ACCEPTED),
        )

    def _case(self, number: str, rows: list[dict[str, Any]]) -> Case:
        first = rows[0]
        named = (*WORDS, *CODES, *NUMBERS)
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
                    text if kind in WITH_WORDS else None,
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
