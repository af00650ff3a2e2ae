"""Carry out one command: look up its receipt, decide, append, answer. Repeated under its id, it answers the same.

A command is declared by its decision under a name of its own:

    @command("contact call-off")
    def call_off_contact(unit: UnitOfWork, stamp: Stamp, contact_no: str) -> Sequence[Event]:
        return decisions.call_off_contact(unit.require(CONTACT, contact_no), stamp=stamp)

and `carry_out(session, envelope, call_off_contact("K-1"))` does the rest.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from inspect import Parameter, signature
from typing import Any, Concatenate, ParamSpec, TypeVar

from pydantic import BaseModel, ValidationError

from domain.kernel.event import Event
from domain.kernel.refusals import CommandIdReused, InvalidValue, StreamMoved
from domain.kernel.stamp import Stamp
from eventlog.append.new_event import Receipt
from eventlog.errors import ReceiptExists, VersionConflict
from eventlog.read.reading import head, read_streams
from service.session import Envelope, Session
from service.unit_of_work import UnitOfWork

ATTEMPTS = 10
"""How often a command that lost a race decides again before it gives up."""

P = ParamSpec("P")
T = TypeVar("T")
Decision = Callable[[UnitOfWork, Stamp], Sequence[Event]]
DecisionWith = Callable[Concatenate[UnitOfWork, Stamp, P], Sequence[Event]]


@dataclass(frozen=True)
class Command:
    """A command's name and arguments, by which a repetition is told from another command under the same id.

    Receipts hold a digest of them for ever: no name may change, nor what an argument is called or is written as.
    """

    name: str
    arguments: Mapping[str, object]
    decide: Decision

    def fingerprint(self, envelope: Envelope) -> bytes:
        """SHA-256 of what was said, as receipts keep it."""
        said = {
            "command": self.name,
            **self.arguments,
            "by": envelope.actor,
            "reason": envelope.reason,
            "effective_at": envelope.effective_at,
        }
        text = json.dumps(said, sort_keys=True, default=_plain)
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def command(name: str, **written: Callable[[Any], object]) -> Callable[[DecisionWith[P]], Callable[P, Command]]:
    """Make a decision into a command of that name, with the arguments that follow the unit of work and the stamp.

    `written` says for an argument how the fingerprint writes it, where that is not by its own JSON.
    """

    def declare(decision: DecisionWith[P]) -> Callable[P, Command]:
        parameters = signature(decision)
        loose = [p.name for p in parameters.parameters.values() if p.kind is Parameter.VAR_KEYWORD]

        @wraps(decision)
        def with_arguments(*args: P.args, **kwargs: P.kwargs) -> Command:
            bound = parameters.bind(None, None, *args, **kwargs)
            bound.apply_defaults()
            arguments = dict([*bound.arguments.items()][2:])
            for key in loose:
                arguments |= arguments.pop(key)
            arguments |= {key: write(arguments[key]) for key, write in written.items() if key in arguments}
            return Command(name, arguments, lambda unit, stamp: decision(unit, stamp, *args, **kwargs))

        return with_arguments

    return declare


@dataclass(frozen=True)
class CommandResult:
    """What a command recorded. `positions` is empty for a dry run, and where there was nothing to record."""

    events: Sequence[Event]
    positions: Sequence[int]
    position: int  # of the log, after the command
    dry_run: bool = False
    repeated: bool = False  # the command id was answered before; this is that answer


def carry_out(session: Session, envelope: Envelope, command: Command) -> CommandResult:
    """Decide on present facts and append the outcome, again if others moved them meanwhile.

    Raises the decision's refusals, CommandIdReused, StreamMoved, and the log's own errors.
    """
    fingerprint = command.fingerprint(envelope)

    def attempt() -> CommandResult:
        stamp = session.stamp(envelope)
        if (first := _first_result(session, envelope, fingerprint)) is not None:
            return first
        unit = UnitOfWork(session)
        events = _decided(command.decide, unit, stamp)
        unit.add(events)
        positions: Sequence[int] = []
        if not envelope.dry_run:
            receipt = None
            if envelope.command_id is not None:
                receipt = Receipt(envelope.command_id, fingerprint, tuple((e.stream_id, e.version) for e in unit.new))
            if events or receipt:
                positions = session.recorder.append(unit.new, reads=unit.reads, receipt=receipt)
        position = positions[-1] if positions else head(session.connection, session.branch)
        return CommandResult(events, positions, position, envelope.dry_run)

    return _until_won(attempt)


def record_together(session: Session, decide: Callable[[UnitOfWork], T], *, dry_run: bool = False) -> T:
    """Append what `decide` added to its unit of work, as one; and decide again if others moved it meanwhile.

    For imports, which are repeated as files and so need no command id. Raises StreamMoved, and the log's errors.
    """

    def attempt() -> T:
        unit = UnitOfWork(session)
        outcome = decide(unit)
        if unit.new and not dry_run:
            session.recorder.append(unit.new, reads=unit.reads)
        return outcome

    return _until_won(attempt)


def _until_won(attempt: Callable[[], T]) -> T:
    for _ in range(ATTEMPTS):
        try:
            return attempt()
        except (VersionConflict, ReceiptExists):
            continue
    raise StreamMoved


def _decided(decide: Decision, unit: UnitOfWork, stamp: Stamp) -> Sequence[Event]:
    try:
        return decide(unit, stamp)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        raise InvalidValue(field=field, value="", why=first["msg"]) from None


def _first_result(session: Session, envelope: Envelope, fingerprint: bytes) -> CommandResult | None:
    if envelope.command_id is None:
        return None
    receipt = session.recorder.find_receipt(envelope.command_id)
    if receipt is None:
        return None
    if receipt.digest != fingerprint:
        raise CommandIdReused(command_id=envelope.command_id)
    wanted = set(receipt.events)
    recorded = [
        r
        for r in read_streams(session.connection, session.branch, list({stream for stream, _ in wanted}))
        if (r.stream_id, r.version) in wanted
    ]
    positions = [r.position for r in recorded]
    position = positions[-1] if positions else head(session.connection, session.branch)
    return CommandResult([r.event for r in recorded], positions, position, repeated=True)


def _plain(value: object) -> object:
    return value.model_dump(mode="json") if isinstance(value, BaseModel) else str(value)
