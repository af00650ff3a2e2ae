"""What every changing command has in common: who, why, when, dry run, and how it tells what was recorded."""

from collections.abc import Callable, Sequence
from inspect import signature
from typing import Any, TypeVar

import typer

from cli.app.opening import open_session
from cli.app.options import AsJson, By, CommandId, DryRun, EffectiveAt, Reason, ValidFrom
from cli.app.output.envelope import print_envelope
from cli.app.parsing.moments import instant
from cli.app.registering import register
from domain.kernel.event import Event
from domain.kernel.streams import stream_of
from domain.kernel.text import visible
from projections.timeline.sentences import sentence_for
from service.commands import Command, CommandResult, carry_out
from service.session import Envelope

ChangeCommand = TypeVar("ChangeCommand", bound=Callable[..., Command])

_SHARED: dict[str, tuple[Any, Any]] = {
    "by": (By, None),
    "reason": (Reason, None),
    "effective_at": (EffectiveAt, None),
    "command_id": (CommandId, None),
    "dry_run": (DryRun, False),
    "as_json": (AsJson, False),
}


def changes(
    app: typer.Typer, name: str | None = None, *, dates: bool = False
) -> Callable[[ChangeCommand], ChangeCommand]:
    """Make `f(*own)` a command of `app` with its own parameters and the shared options; what it returns is carried out.

    A parameter `branch` is no option: it is given the branch that the command works in. A command that `dates` what it
    records takes `--valid-from` too, the day at whose beginning it is effective.
    """

    def decorate(change: ChangeCommand) -> ChangeCommand:
        def run(context: typer.Context, **given: Any) -> None:
            by, reason, effective_at, command_id, dry_run, as_json = (given.pop(option) for option in _SHARED)
            valid_from = given.pop("valid_from") if dates else None
            with open_session(context) as session:
                at = effective_at and instant(effective_at, session.branch)
                if valid_from is not None:
                    if at is not None:
                        raise typer.BadParameter("give --valid-from or --effective-at: here they say the same")
                    at = session.branch.midnight(valid_from)
                envelope = Envelope(by or context.obj.by, reason, at, command_id, dry_run=dry_run)
                if "branch" in own:
                    given["branch"] = session.branch
                _print(carry_out(session, envelope, change(**given)), as_json=as_json)

        own = signature(change).parameters
        shared = {"valid_from": (ValidFrom, None), **_SHARED} if dates else _SHARED
        register(app, name, run, change, shared, hidden=("branch",))
        return change

    return decorate


def _print(result: CommandResult, *, as_json: bool) -> None:
    positions: Sequence[int | None] = result.positions or [None] * len(result.events)
    if as_json:
        recorded = [
            {
                "position": position,
                "topic": event.topic,
                "event": event.model_dump(mode="json", exclude_none=True, exclude={"event_id"}),
            }
            for event, position in zip(result.events, positions, strict=True)
        ]
        data = {"dry_run": result.dry_run, "repeated": result.repeated, "events": recorded}
        print_envelope(data, position=result.position)
        return
    if not result.events:
        print("nothing to record: it is so already")
    customers = {stream for event in result.events if (stream := stream_of(event)).kind == "customer"}
    for event, position in zip(result.events, positions, strict=True):
        stream = stream_of(event)
        whose = f"customer {visible(stream.number)}: " if len(customers) > 1 and stream in customers else ""
        if position is None:
            print(f"dry run, would record {event.topic}: {whose}{sentence_of(event)}")
        else:
            again = "already " * result.repeated
            print(f"{again}recorded {event.topic} at position {position}: {whose}{sentence_of(event)}")


def sentence_of(event: Event) -> str:
    """The event in a sentence that is safe to print."""
    return visible(sentence_for(event))
