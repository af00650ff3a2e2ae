"""Days and instants as people type them; anything else is a usage error that says what is accepted."""

import re
from datetime import UTC, date, datetime

import typer

from domain.kernel.text import escaped
from eventlog.branch import Branch

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT = re.compile(
    rf"{_DAY.pattern}[T ][0-9]{{2}}:[0-9]{{2}}(:[0-9]{{2}}(\.[0-9]{{1,6}})?)?(Z|[+-][0-9]{{2}}:[0-9]{{2}})?"
)


def parse_day(text: str) -> date:
    """2021-06-30, in ASCII digits."""
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise typer.BadParameter(f"{escaped(text)} is not a day; write it as 2021-06-30")


def parse_bound(text: str) -> date:
    """A day to whose end a question reaches: no calendar has the end of 9999-12-31."""
    if (day := parse_day(text)) == date.max:
        raise typer.BadParameter(f"{escaped(text)} is the last day there is; use an earlier one")
    return day


def parse_month(text: str) -> date:
    """2021-06, as its first day."""
    try:
        return parse_day(f"{text}-01")
    except typer.BadParameter:
        raise typer.BadParameter(f"{escaped(text)} is not a month; write it as 2021-06") from None


def parse_moment(text: str) -> date:
    """A day, or a day with a time (`datetime`), with or without offset."""
    try:
        if _INSTANT.fullmatch(text):
            return datetime.fromisoformat(text)
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise typer.BadParameter(
        f"{escaped(text)} is not a day or an instant; write 2021-06-30, 2021-06-30T17:45 or 2021-06-30T17:45+08:00"
    )


def instant(moment: date, branch: Branch) -> datetime:
    """The instant meant: a day is its 00:00, and what tells no offset is in the branch's zone.

    A local time that the clocks showed twice is the first of the two; one that they skipped is a usage error.
    """
    if not isinstance(moment, datetime):
        return branch.midnight(moment)
    if moment.tzinfo is not None:
        return moment
    local = moment.replace(tzinfo=branch.tz)
    try:
        was_shown = local.astimezone(UTC).astimezone(branch.tz) == local
    except OverflowError:
        was_shown = False  # at the ends of the calendar
    if not was_shown:
        raise typer.BadParameter(f"the clocks of {branch.zone} never showed {moment.isoformat()}; give its offset")
    return local
