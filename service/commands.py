"""Carry out one command: look up, decide, append, answer. Asked twice with one command id, it answers the same."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pydantic import ValidationError

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

T = TypeVar("T")
Decision = Callable[[UnitOfWork, Stamp], Sequence[Event]]


@dataclass(frozen=True)
class CommandResult:
    """What a command recorded. `positions` is empty for a dry run, and where there was nothing to record."""

    events: Sequence[Event]
    positions: Sequence[int]
    position: int  # of the log, after the command
    dry_run: bool = False
    repeated: bool = False  # the command id was answered before; this is that answer


def record(session: Session, envelope: Envelope, asked: Mapping[str, object], decide: Decision) -> CommandResult:
    """Decide on present facts and append the outcome, again if others moved them meanwhile.

    `asked` is what the caller said, for telling a repeated command from another one under the same id. Raises the
    decision's refusals, CommandIdReused, StreamMoved, and the log's own errors.
    """
    digest = _digest(envelope, asked)
    for _ in range(ATTEMPTS):
        stamp = session.stamp(envelope)
        if (answer := _first_answer(session, envelope, digest)) is not None:
            return answer
        unit = UnitOfWork(session)
        events = _decided(decide, unit, stamp)
        unit.add(events)
        if envelope.dry_run:
            return CommandResult(events, [], head(session.connection, session.branch), dry_run=True)
        receipt = None
        if envelope.command_id is not None:
            receipt = Receipt(envelope.command_id, digest, tuple((e.stream_id, e.version) for e in unit.new))
        try:
            positions = (
                session.recorder.append(unit.new, reads=unit.reads, receipt=receipt) if events or receipt else []
            )
        except (VersionConflict, ReceiptExists):
            continue
        return CommandResult(
            events, positions, positions[-1] if positions else head(session.connection, session.branch)
        )
    raise StreamMoved


def _decided(decide: Decision, unit: UnitOfWork, stamp: Stamp) -> Sequence[Event]:
    try:
        return decide(unit, stamp)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        raise InvalidValue(field=field, value="", why=first["msg"]) from None


def _first_answer(session: Session, envelope: Envelope, digest: bytes) -> CommandResult | None:
    if envelope.command_id is None:
        return None
    receipt = session.recorder.find_receipt(envelope.command_id)
    if receipt is None:
        return None
    if receipt.digest != digest:
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


def _digest(envelope: Envelope, asked: Mapping[str, object]) -> bytes:
    said = {
        **asked,
        "by": envelope.actor,
        "reason": envelope.reason,
        "effective_at": envelope.effective_at,
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode("utf-8", "surrogatepass")).digest()


def record_together(session: Session, decide: Callable[[UnitOfWork], T], *, dry_run: bool = False) -> T:
    """Append what `decide` noted on its look, as one; and decide again if others moved it meanwhile.

    For imports, which are asked again as files and so need no command id. Raises StreamMoved, and the log's errors.
    """
    for _ in range(ATTEMPTS):
        unit = UnitOfWork(session)
        outcome = decide(unit)
        if dry_run or not unit.new:
            return outcome
        try:
            session.recorder.append(unit.new, reads=unit.reads)
        except VersionConflict:
            continue
        return outcome
    raise StreamMoved
