"""The cells of a file of complaints as values: how each came in, and the steps that a row records."""

import polars as pl

from service.imports.complaints.complaint_mapping import (
    OTHERWISE,
    WITH_WORDS,
    CodedSteps,
    ComplaintMapping,
    StepColumns,
    StepKind,
)
from service.imports.engine.cells import Cells
from service.imports.engine.checks import Check, required
from service.imports.engine.template import columns_of

NUMBERS = ("customer_no", "order_no", "about_employee", "owner")
CODES = ("party", "severity")
WORDS = ("text", "category", "channel")


def add_complaint(cells: Cells, mapping: ComplaintMapping) -> None:
    """Value every row: the receipt as `§received_at` and `§<name>` of all that was said with it.

    The mapping's step number i is `§<i>_at`, `_on`, `_timed` and `§<i>_text`.
    """
    received = mapping.received
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


def _add_step(cells: Cells, name: str, step: StepColumns, *, coded: bool) -> None:
    cells.moment(name, step.at)
    cells.words(f"{name}_text", step.text)
    if isinstance(step.kind, CodedSteps):
        if coded:
            cells.checks.append(required(step.kind.column))
        if OTHERWISE not in step.kind.values:
            cells.known(step.kind.column, step.kind.values, "steps.kind.values")
        undated = step.tells(frozenset(StepKind)) & pl.col(step.at.column).is_null()
        advice = f"does not say when, and {step.kind.column} tells a step."
        cells.checks.append(Check("missing_value", step.at.column, undated, advice))
    if step.text:
        bare = pl.col(f"§{name}_at").is_not_null() & step.tells(WITH_WORDS) & pl.col(f"§{name}_text").is_null()
        cells.checks.append(Check("missing_value", columns_of(step.text[0])[0], bare, "has no words for a step."))
    if step.timely:
        cells.known(step.timely.column, step.timely.values, "steps.timely.values")
