"""Dates and times of a column, read into instants and the branch's days; each different text is parsed once."""

import re
from datetime import UTC, date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

import polars as pl

from domain.kernel.stamp import CLOCK_TOLERANCE, EARLIEST
from service.imports.engine.checks import Check
from service.imports.engine.mapping import DateColumn

_ISO = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?( ?(Z|[+-]\d\d:?\d\d))?)?", re.ASCII)


class Moment(NamedTuple):
    """A cell's meaning, or the code of its fault."""

    text: str | None
    at: datetime | None = None
    on: date | None = None
    timed: bool = False
    """Whether the cell gave a time of day."""
    fault: str | None = None


_ADVICE = {
    "bad_date": "is not a date in the mapping's formats (YYYY-MM-DD if it has none), or a time the clocks skipped.",
    "date_before_1990": "is before 1990. If it is right, say allow_before_1990 = true in the mapping.",
    "date_in_future": "lies in the future. Correct it.",
}


def parsed(text: str, formats: list[str], zone: ZoneInfo) -> Moment:
    """Read one cell: in the first format that fits, or ISO 8601 if there are none.

    A date alone is 00:00 of that day in the branch's zone; a local time that the clocks showed twice is the first.
    """
    found = _datetime(text, formats)
    if found is None:
        return Moment(text, fault="bad_date")
    local, timed = found
    try:
        at = (local if local.tzinfo else local.replace(tzinfo=zone)).astimezone(UTC)
        there = at.astimezone(zone)
    except OverflowError:
        return Moment(text, fault="bad_date")
    if not timed:
        return Moment(text, at, local.date())
    if not local.tzinfo and there.replace(tzinfo=None) != local:
        return Moment(text, fault="bad_date")
    return Moment(text, at, there.date(), timed=True)


def _datetime(text: str, formats: list[str]) -> tuple[datetime, bool] | None:
    if not text.isascii() and not formats:
        return None
    for form in formats:
        try:
            return datetime.strptime(text, form), "%H" in form or "%I" in form  # noqa: DTZ007 - the zone is the branch's
        except ValueError:
            continue
    try:
        return (
            (datetime.fromisoformat(text), len(text) > len("2020-01-01"))
            if not formats and _ISO.fullmatch(text)
            else None
        )
    except ValueError:
        return None


def moments(
    cells: pl.Series, form: DateColumn, prefix: str, zone: ZoneInfo, now: datetime, *, allow_before_1990: bool
) -> tuple[pl.DataFrame, list[Check]]:
    """Give columns `§<prefix>_at` (instant in UTC), `_on` (the branch's day), `_timed`, `_fault`, and their checks."""
    read = [Moment(None)]
    for text in cells.unique().drop_nulls().to_list():
        moment = parsed(text, form.formats, zone)
        if moment.at and moment.at > now + CLOCK_TOLERANCE:
            moment = moment._replace(fault="date_in_future")
        elif moment.at and moment.at < EARLIEST and not allow_before_1990:
            moment = moment._replace(fault="date_before_1990")
        read.append(moment)
    schema: dict[str, pl.DataType | type[pl.DataType]] = {
        "text": pl.String,
        "at": pl.Datetime("us", "UTC"),
        "on": pl.Date,
        "timed": pl.Boolean,
        "fault": pl.String,
    }
    table = pl.DataFrame(read, schema=schema, orient="row").rename({name: f"§{prefix}_{name}" for name in schema})
    joined = cells.to_frame(f"§{prefix}_text").join(
        table, on=f"§{prefix}_text", how="left", nulls_equal=True, maintain_order="left"
    )
    fault = pl.col(f"§{prefix}_fault")
    return joined.drop(f"§{prefix}_text"), [
        Check(code, form.column, fault == code, advice) for code, advice in _ADVICE.items()
    ]
