"""The cells of a file of complaints as values, and what may be wrong with them."""

from collections.abc import Collection, Iterator
from datetime import datetime

import polars as pl

from eventlog.branch import Branch
from service.importing.checks import Check, identifier, required, sound, unambiguous, without_nul
from service.importing.complaint_mapping import (
    OTHERWISE,
    WITH_WORDS,
    CodedSteps,
    ComplaintMapping,
    StepColumns,
    StepKind,
)
from service.importing.mapping import Coded, DateColumn
from service.importing.moments import moments
from service.importing.source import Source
from service.importing.template import columns_of, filled_key, filled_text

CODES = ("party", "severity")
WORDS = ("text", "category", "channel")


class CaseCells:
    """Every row of the file, valued.

    `cells` has beside the file's columns `§complaint_no` and `§selected`; of the receipt `§received_at`, `_on` and
    `_timed`, and `§<name>` of all that was told with it; and of the mapping's step number i `§<i>_at`, `_on`, `_timed`
    and `§<i>_text`. What the mapping does not name is null.
    """

    def __init__(self, source: Source, mapping: ComplaintMapping, branch: Branch, now: datetime) -> None:
        self._source, self._mapping, self._branch, self._now = source, mapping, branch, now
        received = mapping.received
        self.checks = [*self._key_checks(), required(received.at.column)]
        self._parts = [source.text]
        self._take_moments(received.at, "received")
        for number, step in enumerate(mapping.steps):
            self._take_moments(step.at, str(number))
        cells = pl.concat(self._parts, how="horizontal").with_columns(self._values())
        self.cells = cells
        self.checks += [*self._word_checks(), *self._code_checks()]

    def _key_checks(self) -> Iterator[Check]:
        complaint_no = self._mapping.complaint_no
        first = columns_of(complaint_no)[0]
        if self._source.width is not None:
            columns = self._source.frame.width
            advice = f"the row has not {columns} fields like the header. Quote a field that holds the delimiter."
            yield Check("wrong_width", first, pl.lit(self._source.width != columns), advice)
        for column in columns_of(complaint_no):
            yield from identifier(column)
        yield from unambiguous(complaint_no)
        for template in self._mapping.received.numbers.values():
            for column in columns_of(template):
                yield from sound(column)
            yield from unambiguous(template)

    def _take_moments(self, form: DateColumn, prefix: str) -> None:
        allowed = self._mapping.allow_before_1990
        values, checks = moments(
            self._source.text[form.column], form, prefix, self._branch.tz, self._now, allow_before_1990=allowed
        )
        self._parts.append(values)
        self.checks += checks

    def _values(self) -> Iterator[pl.Expr]:
        mapping, received = self._mapping, self._mapping.received
        yield filled_key(mapping.complaint_no, pl.col).alias("§complaint_no")
        chosen = [pl.col(column).is_in(values) for column, values in mapping.select.items()]
        yield pl.all_horizontal(*chosen, pl.lit(True)).fill_null(False).alias("§selected")
        for name in WORDS:
            yield _words(getattr(received, name)).alias(f"§{name}")
        for name, template in received.numbers.items():
            yield filled_key(template, pl.col).alias(f"§{name}")
        for name in CODES:
            yield _meaning(getattr(received, name)).alias(f"§{name}")
        for number, step in enumerate(mapping.steps):
            yield _words(step.text).alias(f"§{number}_text")

    def _word_checks(self) -> Iterator[Check]:
        received = self._mapping.received
        for words in (*(getattr(received, name) for name in WORDS), *(step.text for step in self._mapping.steps)):
            for template in words or ():
                yield from map(without_nul, columns_of(template))
        wordless = "and what else could tell it are empty: what is the complaint about? Fill one in."
        yield Check("missing_value", columns_of(received.text[0])[0], pl.col("§text").is_null(), wordless)
        for number, step in enumerate(self._mapping.steps):
            told = pl.col(f"§{number}_at").is_not_null()
            if step.text:
                bare = told & step.tells(WITH_WORDS) & pl.col(f"§{number}_text").is_null()
                yield Check("missing_value", columns_of(step.text[0])[0], bare, "has no words for a step. Fill it in.")
            if step.code:
                undated = step.tells(frozenset(StepKind)) & pl.col(step.at.column).is_null()
                yield Check("missing_value", step.at.column, undated, f"does not say when ({step.code} tells a step).")

    def _code_checks(self) -> Iterator[Check]:
        received = self._mapping.received
        for name in CODES:
            if (coded := getattr(received, name)) and coded.column:
                yield _unknown(coded.column, coded.values, f"received.{name}.values")
        for step in self._mapping.steps:
            yield from self._step_codes(step)

    def _step_codes(self, step: StepColumns) -> Iterator[Check]:
        if isinstance(step.kind, CodedSteps):
            if self._mapping.rows == "step":
                yield required(step.kind.column)
            if OTHERWISE not in step.kind.values:
                yield _unknown(step.kind.column, step.kind.values, "steps.kind.values")
        if step.timely:
            yield _unknown(step.timely.column, step.timely.values, "steps.timely.values")


def _unknown(column: str, values: Collection[str], key: str) -> Check:
    unknown = pl.col(column).is_not_null() & ~pl.col(column).is_in(list(values))
    return Check("unknown_value", column, unknown, f"is not a code of {key} in the mapping.")


def _words(words: list[str] | None) -> pl.Expr:
    return pl.coalesce(filled_text(template, pl.col) for template in words) if words else pl.lit(None, pl.String)


def _meaning(coded: Coded | None) -> pl.Expr:
    if coded is None or coded.column is None:
        return pl.lit(coded and coded.constant, pl.String)
    return pl.col(coded.column).replace_strict(coded.values, default=None, return_dtype=pl.String)
