"""indelible audit changes: every change of every record in a period, printed as it is found."""

import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from enum import StrEnum
from itertools import groupby
from typing import Annotated, Any

import typer

from cli.app.changing import sentence_of
from cli.app.noun import Formerly
from cli.app.opening import open_session
from cli.app.options import AsCsv, AsJson, AtPosition, OfCustomer
from cli.app.output.envelope import as_json as to_json
from cli.app.output.progress import progress
from cli.app.output.tables import Part, in_zone, print_csv, shown
from cli.app.parsing.moments import instant, parse_moment
from cli.app.registering import refuse_broken_text
from cli.audit.queries import key_of
from domain.kernel.event import Recorded
from domain.kernel.text import visible
from projections.explaining.records import FieldChange
from service.audit.audit_changes import Period, Review, Wanted, changes_in
from service.session import Session

COLUMNS = (
    "position",
    "recorded_at",
    "effective_at",
    "table",
    "row",
    "field",
    "before",
    "after",
    "by",
    "why",
    "topic",
    "what",
)


class Clock(StrEnum):
    """Which time of an event falls into the period."""

    RECORDED = "recorded"
    EFFECTIVE = "effective"


def add_to(app: typer.Typer) -> None:
    """Give the noun this command."""
    app.command()(changes)


def changes(
    context: typer.Context,
    since: Annotated[
        date,
        typer.Option(
            "--from", metavar="MOMENT", parser=parse_moment, help="Where the period begins; a day with 00:00."
        ),
    ],
    until: Annotated[
        date,
        typer.Option("--to", metavar="MOMENT", parser=parse_moment, help="Where it ends; a day is in it to its end."),
    ],
    clock: Annotated[
        Clock, typer.Option(help="What was recorded in the period, or what was effective on its days (reads the log).")
    ] = Clock.RECORDED,
    customer: OfCustomer = None,
    actor: Annotated[
        str | None,
        typer.Option("--recorded-by", metavar="EMPLOYEE_NO", help="Only what this employee recorded."),
        Formerly("--actor"),
    ] = None,
    table: Annotated[str | None, typer.Option(metavar="TABLE", help="Only records of this read table.")] = None,
    field: Annotated[str | None, typer.Option(metavar="FIELD", help="Only this field.")] = None,
    at_position: AtPosition = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Print every change of every record in a period: record by record, each as it went on.

    An event that changed nothing a record shows is named without a field.
    """
    if as_json and as_csv:
        raise typer.BadParameter("choose --json or --csv")
    refuse_broken_text(customer, actor, table, field)
    with open_session(context) as session:
        period = _period(since, until, clock, session)
        review = changes_in(session, period, Wanted(customer, actor, table, field), at_position)
        parts = _parts(review, session)
        if as_json:
            _print_json(parts, review.position)
        elif as_csv:
            for i, part in enumerate(parts):
                print_csv(part, header=i == 0)
        else:
            for part in parts:
                for row in part.data():
                    print(_line(row))
        if not as_json:
            sys.stdout.flush()
            print(f"at position {review.position}", file=sys.stderr)


def _period(since: date, until: date, clock: Clock, session: Session) -> Period:
    if clock is Clock.RECORDED:
        if not isinstance(until, datetime):
            until = datetime.combine(until, time.max.replace(fold=1), session.branch.tz)
        return Period(instant(since, session.branch), instant(until, session.branch))
    if isinstance(since, datetime) or isinstance(until, datetime):
        raise typer.BadParameter("--clock effective counts whole days; write --from 2021-06-01 --to 2021-06-30")
    return Period(since, until)


def _parts(review: Review, session: Session) -> Iterator[Part]:
    """What was found, a piece of it at a time; the first piece may be empty, but there is one."""
    yield Part(COLUMNS, [])
    with progress("changes", review.events) as advance:
        for events, found in review.steps:
            by_event = groupby(found, lambda change: change.recorded)
            rows = [row for recorded, made in by_event for row in _rows(recorded, made, session)]
            yield in_zone(Part(COLUMNS, rows), session.branch.tz)
            advance(events)


def _rows(recorded: Recorded, changes: Iterable[FieldChange], session: Session) -> Iterator[tuple[Any, ...]]:
    event = recorded.event
    when = (recorded.position, recorded.recorded_at, event.effective_at)
    who = (event.actor, event.reason, event.topic, sentence_of(event))
    for _, table, difference in changes:
        if table and difference:
            key, *values = difference
            yield *when, table.name, key_of(table, key, session), *values, *who
        else:
            yield *when, *[None] * 5, *who


def _line(row: dict[str, Any]) -> str:
    what = row["what"]
    if row["field"]:
        what = f"{row['table']} {shown(row['row'])}: {row['field']} {shown(row['before'])} → {shown(row['after'])}"
    why = f": {visible(row['why'])}" if row["why"] else ""
    who = f"by {row['by']}, effective {shown(row['effective_at'])}{why}"
    return f"{row['position']}  {row['recorded_at']:%Y-%m-%d %H:%M:%S}  {what}  {who} ({row['topic']})"


def _print_json(parts: Iterable[Part], position: int) -> None:
    """The same envelope that other commands print, piece by piece."""
    empty = to_json({"position": position, "as_of": None, "known_at": None, "data": []})
    print(empty[:-2], end="")
    between = ""
    for part in parts:
        for row in part.data():
            print(f"{between}{to_json(row)}", end="")
            between = ", "
    print(empty[-2:])
