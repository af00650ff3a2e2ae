"""The cells of a file as values, piece by piece as a mapping names them, and what may be wrong with them."""

from collections.abc import Collection, Iterable, Iterator
from collections.abc import Mapping as AnyKeys
from datetime import UTC, datetime

import polars as pl

from domain.kernel.text import MAX_TEXT, escaped
from eventlog.branch import Branch
from service.imports.engine.amounts import whole_number
from service.imports.engine.checks import Check, identifier, required, sound, unambiguous, without_nul
from service.imports.engine.mapping import Coded, DateColumn, FieldSource, Mapping
from service.imports.engine.moments import moments
from service.imports.engine.profile import profile
from service.imports.engine.source import RESERVED, Source
from service.imports.engine.template import ROW_NUMBER, columns_of, filled_key, filled_text

KEY = f"{RESERVED}key"
"""The column with the number of the thing that a row records."""

Fault = tuple[int, str, str]
"""Row (from 0), reason code, message."""


class Cells:
    """Every row of a file with its `§row` (from 0), whether the mapping selects it (`§selected`), and values.

    Each method adds the values `§<name>`, null where the row or the mapping says nothing, and their checks.
    """

    def __init__(
        self, source: Source, mapping: Mapping, branch: Branch, now: datetime, *, width_at: str | None = None
    ) -> None:
        """Begin with the file's own cells. A row of another width than the header is reported at `width_at`."""
        self._source, self._mapping, self._branch, self._now = source, mapping, branch, now
        chosen = [pl.col(column).is_in(values) for column, values in mapping.select.items()]
        self.frame = source.text.with_columns(
            pl.int_range(pl.len(), dtype=pl.Int64).alias("§row"),
            pl.all_horizontal(*chosen, pl.lit(True)).fill_null(False).alias("§selected"),
        )
        self.checks: list[Check] = []
        if source.width is not None:
            columns = source.frame.width
            advice = f"the row has not {columns} fields like the header. Quote a field that holds the delimiter."
            shown = width_at or source.text.columns[0]
            self.checks.append(Check("wrong_width", shown, pl.lit(source.width != columns), advice))

    def faults(self) -> Iterator[Fault]:
        """Run the checks and give the first fault of each selected row that has one, in row order."""
        failed = (pl.when(check.failed).then(pl.lit(i)) for i, check in enumerate(self.checks))
        first = pl.coalesce(pl.lit(None, pl.Int64), *failed).alias("§check")
        found = self.frame.with_columns(first).filter(pl.col("§selected") & pl.col("§check").is_not_null())
        for row in found.iter_rows(named=True):
            check = self.checks[row["§check"]]
            cell = row[check.column]
            yield row["§row"], check.code, f"{check.column}{'' if cell is None else ' ' + escaped(cell)} {check.advice}"

    def add(self, name: str, value: pl.Expr) -> None:
        """Add values that need no check."""
        self.frame = self.frame.with_columns(value.alias(f"§{name}"))

    def number(self, name: str, template: str | None, *, needed: bool = False) -> None:
        """Add numbers of things; a row that must have one is refused without."""
        for column in columns_of(template or ""):
            self._check(identifier(column) if needed else sound(column))
        self._check(unambiguous(template or ""))
        value = filled_key(template, _numbered) if template else pl.lit(None, pl.String)
        self.add(name, value)

    def words(self, name: str, words: list[str] | None, *, cut: bool = False) -> None:
        """Add the first text that is filled; where it may be `cut`, what we cannot keep of it is left out.

        Then `§<name>_cut` says whether it was; the last character that is kept is `…`.
        """
        for template in words or ():
            self._check(map(without_nul, columns_of(template)))
        texts = [filled_text(template, _numbered).str.strip_chars() for template in words or ()]
        self.add(name, pl.coalesce(*texts, pl.lit(None, pl.String)))
        if cut:
            text = pl.col(f"§{name}")
            self.add(f"{name}_cut", (text.str.len_chars() > MAX_TEXT).fill_null(False))
            self.add(name, pl.when(f"§{name}_cut").then(text.str.head(MAX_TEXT - 1) + "…").otherwise(text))

    def code(self, name: str, coded: Coded | None, key: str, *, needed: bool = False) -> None:
        """Add the meaning of a code; `key` is where the mapping gives it."""
        if coded is None or coded.column is None:
            self.add(name, pl.lit(coded and coded.constant, pl.String))
            return
        self.known(coded.column, coded.values, f"{key}.values", needed=needed)
        self.add(name, pl.col(coded.column).replace_strict(coded.values, default=None, return_dtype=pl.String))

    def known(self, column: str, values: Collection[str], key: str, *, needed: bool = False) -> None:
        """Refuse a code that the mapping does not know, under its `key`; with `needed` also an empty cell."""
        unknown = ~pl.col(column).is_in(list(values)).fill_null(not needed)
        self.checks.append(Check("unknown_value", column, unknown, f"is not a code of {key} in the mapping."))

    def moment(
        self, name: str, form: DateColumn | None, *, needed: bool = False, ahead: bool = False, after: str | None = None
    ) -> None:
        """Add `§<name>_at`, `_on` and `_timed` of dates or times; what is yet to come only where it may lie `ahead`.

        A date without a time that is the day of another moment means: `after` it.
        """
        if form is None:
            for part, kind in (("at", pl.Datetime("us", "UTC")), ("on", pl.Date()), ("timed", pl.Boolean())):
                self.add(f"{name}_{part}", pl.lit(None, kind))
            return
        if needed:
            self.checks.append(required(form.column))
        allowed = self._mapping.allow_before_1990
        values, checks = moments(
            self._source.text[form.column],
            form,
            name,
            self._branch.tz,
            _AGES_FROM_NOW if ahead else self._now,
            allow_before_1990=allowed,
        )
        self.frame = self.frame.hstack(values)
        self.checks += checks
        if after:
            at, same = pl.col(f"§{name}_at"), pl.col(f"§{name}_on") == pl.col(f"§{after}_on")
            later = pl.max_horizontal(at, f"§{after}_at")
            self.add(f"{name}_at", pl.when(same & ~pl.col(f"§{name}_timed")).then(later).otherwise(at))

    def fields(self, sources: AnyKeys[str, FieldSource]) -> None:
        """Add the fields of a customer or an article; `fields_of` picks them out of a row."""
        values, checks = profile(self._source.text, sources, self._mapping.numbers, self._branch.tz)
        self.frame = self.frame.hstack(values)
        self.checks += checks

    def whole(self, name: str, column: str, fault: str) -> None:
        """Add whole numbers; a cell that is none is refused as `fault`."""
        self.add(name, whole_number(column, self._mapping.numbers))
        unread = pl.col(column).is_not_null() & pl.col(f"§{name}").is_null()
        self.checks.append(Check(fault, column, unread, "is not a whole number. Correct it."))

    def distinct(self, columns: list[str], read: tuple[pl.Expr, list[Check]]) -> None:
        """Add a value that follows from these columns, computed once for each different content."""
        value, checks = read
        cells = self.frame.select(columns)
        table = cells.unique().with_columns(value)
        joined = cells.join(table, on=columns, how="left", nulls_equal=True, maintain_order="left")
        self.frame = self.frame.hstack(joined.drop(columns))
        self.checks += checks

    def _check(self, checks: Iterable[Check]) -> None:
        """Check the file's own columns; the number of a row cannot be wrong."""
        self.checks += [check for check in checks if check.column != ROW_NUMBER]


_AGES_FROM_NOW = datetime(2200, 1, 1, tzinfo=UTC)
"""A plan beyond this is a slip of the pen."""


def _numbered(column: str) -> pl.Expr:
    return (pl.col("§row") + 1).cast(pl.String) if column == ROW_NUMBER else pl.col(column)
