"""indelible audit explain and diff: why a value is so, and what differs between two answers."""

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum
from typing import Annotated, Any

import typer

from cli.app.changing import sentence_of
from cli.app.options import CustomerNo
from cli.app.output.progress import progress
from cli.app.output.tables import Part, in_zone
from cli.app.parsing.moments import instant, parse_bound, parse_moment
from cli.app.reading import Reply, reads
from domain.kernel.event import Recorded
from domain.kernel.text import escaped
from projections.explaining.counted import Counted
from projections.fold.table import Key, ReadTable
from service.audit.explain import differing, explained
from service.queries import AsOf
from service.question_refusals import PeriodBackwards
from service.session import Session

Table = Annotated[str, typer.Option("--table", metavar="TABLE", help="The read table that shows the value.")]
Field = Annotated[str, typer.Option("--field", metavar="FIELD", help="The field of that table.")]
Row = Annotated[
    list[str] | None,
    typer.Option(
        "--row",
        metavar="KEY",
        help="Which row, where there are several: a value of its key as printed; again for the key's next.",
    ),
]
OptionalCustomerNo = Annotated[
    str | None,
    typer.Argument(
        metavar="CUSTOMER_NO", help="The customer's number; none for a row that is no single customer's, as a metric."
    ),
]
_BOUND = "a day for effective, a day or an instant for recorded, a number for position."
Since = Annotated[str, typer.Option("--from", metavar="POINT", help=f"The earlier point: {_BOUND}")]
Until = Annotated[str, typer.Option("--to", metavar="POINT", help=f"The later point: {_BOUND}")]


class Axis(StrEnum):
    """What tells two points of a history apart."""

    EFFECTIVE = "effective"
    RECORDED = "recorded"
    POSITION = "position"


def add_to(app: typer.Typer) -> None:
    """Give the noun these commands."""
    reads(app)(explain)
    reads(app)(diff)


def explain(
    session: Session,
    bounds: AsOf,
    table: Table,
    field: Field,
    customer_no: OptionalCustomerNo = None,
    row: Row = None,
) -> Reply:
    """Say why a value is so: the events it rests on, the rule, and what the rule took from each event.

    A supply tier and a service class rest on a score too: the deliveries and returns it counted, with their cartons.

    Where it rests on thousands of events, only the last ones are looked into; the inputs of the others are null.
    """
    position, found = explained(session, customer_no, bounds, table, field, row or (), progress)
    value = {
        "table": found.table.name,
        "row": key_of(found.table, found.key, session),
        "field": field,
        "value": found.value,
        "meaning": found.column.meaning,
        "rule": found.rule,
        "rule_says": found.said,
    }
    rows = [
        (
            named.recorded.position,
            named.changed,
            *_who(named.recorded),
            named.before,
            named.after,
            named.inputs,
            sentence_of(named.recorded.event),
            named.recorded.event.topic,
            named.recorded.recorded_login,
        )
        for named in found.named
    ]
    columns = ("position", "changed", *_WHO, "before", "after", "inputs", "what", "topic", "login")
    parts = {"value": Part(tuple(value), [tuple(value.values())], single=True), "events": Part(columns, rows)}
    if found.behind:
        parts["counted"] = Part(_COUNTED, [_counted(one) for one in found.behind])
    return Reply(position, parts, shown={"events": columns[:-2], "counted": _COUNTED[:-2]}, listed="events")


def diff(
    session: Session,
    bounds: AsOf,
    customer_no: CustomerNo,
    since: Since,
    until: Until,
    clock: Annotated[
        Axis, typer.Option(help="effective as --as-of takes it, recorded as --known-at does, or positions.")
    ] = Axis.EFFECTIVE,
) -> Reply:
    """Tell what differs in a customer's tables between two points of a clock, and who made it so and why."""
    earlier, later = (_bounds(text, clock, bounds, session) for text in (since, until))
    if _point(earlier, clock) > _point(later, clock):
        raise PeriodBackwards(since=since, until=until)
    position, found = differing(session, customer_no, earlier, later)
    rows = [
        (
            d.table.name,
            key_of(d.table, d.difference.key, session),
            *d.difference[1:],
            _once(e.event.actor for e in d.events),
            _once(e.event.reason for e in d.events),
            [e.position for e in d.events],
            in_zone(Part(("position", *_WHO, "topic", "what"), [_told(e) for e in d.events]), session.branch.tz).data(),
        )
        for d in found
    ]
    columns = ("table", "row", "field", "before", "after", "by", "why", "positions", "events")
    return Reply(position, Part(columns, rows), {"": columns[:-1]})


_WHO = ("effective_at", "recorded_at", "by", "why")


def _who(recorded: Recorded) -> tuple[Any, ...]:
    return recorded.event.effective_at, recorded.recorded_at, recorded.event.actor, recorded.event.reason


_COUNTED = ("position", "cartons", *_WHO, "what", "topic", "login")


def _counted(one: Counted) -> tuple[Any, ...]:
    event, login = one.recorded.event, one.recorded.recorded_login
    return one.recorded.position, one.amount, *_who(one.recorded), sentence_of(event), event.topic, login


def _told(recorded: Recorded) -> tuple[Any, ...]:
    return recorded.position, *_who(recorded), recorded.event.topic, sentence_of(recorded.event)


def _once(texts: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(text for text in texts if text))


def key_of(table: ReadTable, key: Key, session: Session) -> dict[str, Any]:
    """The key of a row by column, instants in the branch's zone."""
    (told_key,) = in_zone(Part(table.key, [key]), session.branch.tz).rows
    return dict(zip(table.key, told_key, strict=True))


def _bounds(text: str, axis: Axis, bounds: AsOf, session: Session) -> AsOf:
    """The bounds of one of two answers: those given for both, and this point."""
    match axis:
        case Axis.EFFECTIVE if bounds.as_of is None:
            return replace(bounds, as_of=parse_bound(text))
        case Axis.RECORDED if bounds.known_at is None:
            return replace(bounds, known_at=instant(parse_moment(text), session.branch))
        case Axis.POSITION:
            if not text.isascii() or not text.isdigit():
                raise typer.BadParameter(f"{escaped(text)} is not a position; write a number")
            most = int(text) if bounds.at_position is None else bounds.at_position
            return replace(bounds, at_position=min(int(text), most))
    raise typer.BadParameter(f"--clock {axis} gives two points already; leave out the other of that clock")


def _point(bounds: AsOf, axis: Axis) -> Any:
    return {Axis.EFFECTIVE: bounds.as_of, Axis.RECORDED: bounds.known_at, Axis.POSITION: bounds.at_position}[axis]
