"""Complaints out of the rows of a file: how each came in, and what was done with it, in the order of time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Any

import polars as pl

from service.imports.complaints.complaint_mapping import (
    OTHERWISE,
    WITH_WORDS,
    CodedSteps,
    ComplaintMapping,
    StepColumns,
    StepKind,
)
from service.imports.engine.cells import KEY, Cells
from service.imports.engine.checks import Check, required
from service.imports.engine.import_file import RecordFile, Repeated
from service.imports.engine.recording import Figures
from service.imports.engine.template import columns_of

NUMBERS = ("customer_no", "order_no", "about_employee", "owner")
CODES = ("party", "severity")
WORDS = ("text", "category", "channel")


@dataclass(frozen=True, slots=True)
class ComplaintStep:
    """Something that was done with a complaint."""

    kind: StepKind
    at: datetime
    """In UTC."""
    on: date
    """The branch's day of `at`."""
    text: str | None = None
    timely: bool | None = None


@dataclass(frozen=True, slots=True)
class ComplaintRows:
    """A complaint, as its rows have it."""

    complaint_no: str
    at: datetime
    """When it was received, in UTC."""
    on: date
    said: Mapping[str, Any]
    """Its other fields by the names of the domain; None where the file does not say."""
    steps: tuple[ComplaintStep, ...]
    rows: Sequence[int]


class ComplaintFile(RecordFile[ComplaintMapping, ComplaintRows]):
    """A file of complaints, a row each or a row a step."""

    @property
    def notes(self) -> dict[str, int]:
        """Count rows of which the mapping says that they are no step, and complaints whose words are cut."""
        none = [_is_step(number, step, {StepKind.PROGRESS}) for number, step in enumerate(self.mapping.steps)]
        cut = self.rows.filter("§text_cut")[KEY].n_unique() if "§text_cut" in self.rows.columns else 0
        return {
            "lines_without_a_step": self.rows.filter(pl.any_horizontal(*none, pl.lit(False))).height,
            "texts_cut": cut,
        }

    def records(self) -> Iterator[ComplaintRows]:
        """Give the complaints by the time they were received; rows at one instant count in the order of the file."""
        by_time = self.rows.sort("§received_at", maintain_order=True).with_row_index("§begun")
        together = by_time.with_columns(pl.col("§begun").first().over(KEY)).sort("§begun", maintain_order=True)
        for number, rows in groupby(together.iter_rows(named=True), key=lambda row: row[KEY]):
            yield self._complaint(number, list(rows))

    def totals(self, rows: pl.DataFrame) -> Figures:
        def numbers(kind: StepKind) -> list[pl.Series]:
            """The numbers of the rows with such a step, for each of the mapping's steps."""
            steps = enumerate(self.mapping.steps)
            return [rows.filter(_is_step(number, step, {kind}))[KEY] for number, step in steps]

        def ever(kind: StepKind) -> int:
            return len(set().union(*numbers(kind)))

        return {
            "complaints": rows[KEY].n_unique(),
            "acknowledged": ever(StepKind.ACKNOWLEDGED),
            "answers": sum(map(len, numbers(StepKind.RESPONDED))),
            "closings": sum(map(len, numbers(StepKind.CLOSED))),
            "disputed": ever(StepKind.DISPUTED),
            "accepted": ever(StepKind.ACCEPTED),
        }

    def _cells(self, now: datetime) -> Cells:
        """Value the receipt as `§received_at` and `§<name>` of all that was said with it.

        The mapping's step number i is `§<i>_at`, `_on`, `_timed` and `§<i>_text`.
        """
        mapping, received = self.mapping, self.mapping.received
        cells = Cells(self.source, mapping, self.branch, now)
        cells.number("key", mapping.complaint_no, needed=True)
        cells.moment("received", received.at, needed=True)
        for name in NUMBERS:
            cells.number(name, getattr(received, name))
        for name in WORDS:
            cells.words(name, getattr(received, name), cut=name == "text" and mapping.long_text == "cut")
        for name in CODES:
            cells.code(name, getattr(received, name), f"received.{name}")
        empty = "and what else could tell it are empty: what is the complaint about? Fill one in."
        cells.checks.append(Check("missing_value", columns_of(received.text[0])[0], pl.col("§text").is_null(), empty))
        for number, step in enumerate(mapping.steps):
            _add_step(cells, str(number), step, coded=mapping.rows == "step")
        return cells

    @property
    def repeated(self) -> Repeated | None:  # type: ignore[override]
        return Repeated("repeated_complaint") if self.mapping.rows == "complaint" else None

    def _complaint(self, number: str, rows: list[dict[str, Any]]) -> ComplaintRows:
        first = rows[0]
        named = (*WORDS, *CODES, *NUMBERS)
        steps = [step for row in rows for step in self._steps(row)]
        steps.sort(key=lambda step: step.at)
        return ComplaintRows(
            complaint_no=number,
            at=first["§received_at"].astimezone(UTC),
            on=first["§received_on"],
            said={name: first[f"§{name}"] for name in named},
            steps=tuple(_with_reopenings(steps, reopens=self.mapping.after_closing == "reopens")),
            rows=tuple(row["§row"] for row in rows),
        )

    def _steps(self, row: Mapping[str, Any]) -> Iterator[ComplaintStep]:
        """Give the row's steps in the mapping's order; on the day of what came before, no time means: after it."""
        before, day = row["§received_at"], row["§received_on"]
        for number, step in enumerate(self.mapping.steps):
            at, on = row[f"§{number}_at"], row[f"§{number}_on"]
            if at is None:
                continue
            if not row[f"§{number}_timed"] and on == day:
                at = max(at, before)
            before, day = at, on
            code, timely = step.code and row[step.code], step.timely and row[step.timely.column]
            text = row[f"§{number}_text"]
            for kind in step.kinds_of(code):
                yield ComplaintStep(
                    kind,
                    at.astimezone(UTC),
                    on,
                    text if kind in WITH_WORDS else None,
                    step.timely.values[timely] if step.timely and timely and kind is StepKind.RESPONDED else None,
                )


def _add_step(cells: Cells, name: str, step: StepColumns, *, coded: bool) -> None:
    cells.moment(name, step.at)
    cells.words(f"{name}_text", step.text)
    if isinstance(step.kind, CodedSteps):
        if coded:
            cells.checks.append(required(step.kind.column))
        if OTHERWISE not in step.kind.values:
            cells.known(step.kind.column, step.kind.values, "steps.kind.values")
        undated = step.records(frozenset(StepKind)) & pl.col(step.at.column).is_null()
        advice = f"does not say when, and {step.kind.column} tells a step."
        cells.checks.append(Check("missing_value", step.at.column, undated, advice))
    if step.text:
        bare = pl.col(f"§{name}_at").is_not_null() & step.records(WITH_WORDS) & pl.col(f"§{name}_text").is_null()
        cells.checks.append(Check("missing_value", columns_of(step.text[0])[0], bare, "has no words for a step."))
    if step.timely:
        cells.known(step.timely.column, step.timely.values, "steps.timely.values")


def _with_reopenings(steps: Iterable[ComplaintStep], *, reopens: bool) -> Iterator[ComplaintStep]:
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
"""Steps that may follow a closing without taking the complaint up again, or say themselves that it was."""


def _is_step(number: int, step: StepColumns, kinds: Iterable[StepKind]) -> pl.Expr:
    return (step.records(frozenset(kinds)) & pl.col(f"§{number}_at").is_not_null()).fill_null(False)
