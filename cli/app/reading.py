"""What every reading command has in common: both clocks, the ways to print, and the position it holds for."""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Concatenate, ParamSpec

import typer

from cli.app.opening import open_session
from cli.app.options import AsCsv, AsJson, AsOfDay, AtPosition, KnownAt
from cli.app.output.envelope import print_envelope
from cli.app.output.tables import Part, in_zone, print_csv, print_part
from cli.app.parsing.moments import instant
from cli.app.registering import register
from projections.fold.table import ReadTable, Row
from projections.fold.view import View
from projections.running.query import Lag
from service.queries import AsOf
from service.session import Session

P = ParamSpec("P")

_SHARED: dict[str, tuple[Any, Any]] = {
    "as_of": (AsOfDay, None),
    "known_at": (KnownAt, None),
    "at_position": (AtPosition, None),
    "as_json": (AsJson, False),
    "as_csv": (AsCsv, False),
}


@dataclass(frozen=True)
class Reply:
    """Named parts, or one list, and the position they hold for.

    `shown` narrows what people see of a part, and `plot` draws for them what programs need not see. `listed` names the
    part that CSV has, if it is not the first.
    """

    position: int
    parts: Part | Mapping[str, Part]
    shown: Mapping[str, Sequence[str]] = field(default_factory=dict)
    lag: Lag | None = None
    listed: str | None = None
    plot: Callable[[], None] | None = None


Question = Callable[Concatenate[Session, AsOf, P], Reply]


def reads(app: typer.Typer, name: str | None = None) -> Callable[[Question[P]], Question[P]]:
    """Make `f(session, bounds, *own)` a command of `app` with its own parameters and the shared options."""

    def decorate(question: Question[P]) -> Question[P]:
        def run(context: typer.Context, **arguments: Any) -> None:
            as_of, known_at, at_position, as_json, as_csv = (arguments.pop(option) for option in _SHARED)
            if as_json and as_csv:
                raise typer.BadParameter("choose --json or --csv")
            with open_session(context) as session:
                bounds = AsOf(as_of, known_at and instant(known_at, session.branch), at_position)
                reply = question(session, bounds, **arguments)  # type: ignore[call-arg]
                _print(reply, bounds, session, as_json=as_json, as_csv=as_csv)

        register(app, name, run, question, _SHARED, hidden=("session", "bounds"))
        return question

    return decorate


def part_of(table: ReadTable | View, rows: Sequence[Row], *, single: bool = False) -> Part:
    """Rows of a read table, or of a view, for printing."""
    return Part([column.name for column in table.columns], rows, single)


def _print(reply: Reply, bounds: AsOf, session: Session, *, as_json: bool, as_csv: bool) -> None:
    parts = reply.parts if isinstance(reply.parts, Mapping) else {"": reply.parts}
    parts = {name: in_zone(part, session.branch.tz) for name, part in parts.items()}
    if as_json:
        data = {name: part.data() for name, part in parts.items()}
        known_at = bounds.known_at and bounds.known_at.astimezone(session.branch.tz)
        print_envelope(data.get("", data), position=reply.position, as_of=bounds.as_of, known_at=known_at)
    elif as_csv:
        print_csv(parts[reply.listed or next(iter(parts))])
    else:
        for i, (name, part) in enumerate(parts.items()):
            if i:
                print()
            print_part(part.only(reply.shown[name]) if name in reply.shown else part, name.replace("_", " ").strip())
        if reply.plot:
            print()
            reply.plot()
    sys.stdout.flush()
    if not as_json or reply.lag:
        print(f"at position {reply.position}{_behind(reply.lag)}", file=sys.stderr)


def _behind(lag: Lag | None) -> str:
    if lag is None:
        return ""
    if not lag.events:
        return ", all there is"
    return f", {lag.events} events ({lag.seconds:.1f} s) behind the log; `indelible projection run` catches up"
