"""What every changing command has in common: who, why, when, dry run, and how it tells what was recorded."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Concatenate, ParamSpec

import typer

from cli.app.opening import open_session
from cli.app.options import AsJson, By, CommandId, DryRun, EffectiveAt, Reason
from cli.app.output.envelope import print_envelope
from cli.app.parsing.moments import instant
from cli.app.registering import register
from domain.kernel.event import Event
from domain.kernel.streams import stream_of
from domain.kernel.text import visible
from projections.timeline.sentences import sentence_for
from service.commands import CommandResult
from service.session import Envelope, Session

P = ParamSpec("P")
ChangeCommand = Callable[Concatenate[Session, Envelope, P], CommandResult]

_SHARED: dict[str, tuple[Any, Any]] = {
    "by": (By, None),
    "reason": (Reason, None),
    "effective_at": (EffectiveAt, None),
    "command_id": (CommandId, None),
    "dry_run": (DryRun, False),
    "as_json": (AsJson, False),
}


def changes(app: typer.Typer, name: str | None = None) -> Callable[[ChangeCommand[P]], ChangeCommand[P]]:
    """Make `f(session, envelope, *own)` a command of `app` with its own parameters and the shared options."""

    def decorate(change: ChangeCommand[P]) -> ChangeCommand[P]:
        def run(context: typer.Context, **given: Any) -> None:
            by, reason, effective_at, command_id, dry_run, as_json = (given.pop(option) for option in _SHARED)
            with open_session(context) as session:
                envelope = Envelope(
                    actor=by or context.obj.by,
                    reason=reason,
                    effective_at=effective_at and instant(effective_at, session.branch),
                    command_id=command_id,
                    dry_run=dry_run,
                )
                _tell(change(session, envelope, **given), as_json=as_json)  # type: ignore[call-arg]

        register(app, name, run, change, _SHARED)
        return change

    return decorate


def effective_from(valid_from: date | None, session: Session, envelope: Envelope) -> Envelope:
    """The envelope of what is in force from when it is effective, where its first day is named in place of that."""
    if valid_from is None:
        return envelope
    if envelope.effective_at is not None:
        raise typer.BadParameter("give --valid-from or --effective-at: here they say the same")
    return replace(envelope, effective_at=session.branch.midnight(valid_from))


def _tell(answer: CommandResult, *, as_json: bool) -> None:
    positions: Sequence[int | None] = answer.positions or [None] * len(answer.events)
    if as_json:
        recorded = [
            {
                "position": position,
                "topic": event.topic,
                "event": event.model_dump(mode="json", exclude_none=True, exclude={"event_id"}),
            }
            for event, position in zip(answer.events, positions, strict=True)
        ]
        data = {"dry_run": answer.dry_run, "repeated": answer.repeated, "events": recorded}
        print_envelope(data, position=answer.position)
        return
    if not answer.events:
        print("nothing to record: it is so already")
    customers = {stream for event in answer.events if (stream := stream_of(event)).kind == "customer"}
    for event, position in zip(answer.events, positions, strict=True):
        stream = stream_of(event)
        whose = f"customer {visible(stream.number)}: " if len(customers) > 1 and stream in customers else ""
        if position is None:
            print(f"dry run, would record {event.topic}: {whose}{sentence_of(event)}")
        else:
            again = "already " * answer.repeated
            print(f"{again}recorded {event.topic} at position {position}: {whose}{sentence_of(event)}")


def sentence_of(event: Event) -> str:
    """The event in a sentence that is safe to print."""
    return visible(sentence_for(event))
