"""An event on its way into the log."""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from domain.kernel.event import Event
from eventlog.append.codec import encode
from eventlog.branch import Branch


class NewEvent(NamedTuple):
    """What a writer says of an event; the database adds position, `customer_seq`, time and login."""

    stream_id: UUID
    version: int
    customer_id: UUID | None
    topic: str
    state: bytes


class Receipt(NamedTuple):
    """What a command id was used for (`digest`), and the events (stream, version) it recorded."""

    command_id: str
    digest: bytes
    events: tuple[tuple[UUID, int], ...] = ()


Read = tuple[UUID, int]
"""A stream that a decision looked at, and the version it saw; the append is refused if the stream has moved."""


def continue_stream(branch: Branch, stream_id: UUID, version: int, events: Iterable[Event]) -> list[NewEvent]:
    """`events` as the next of a stream that stands at `version` (0: not begun)."""
    return [
        NewEvent(
            stream_id,
            number,
            branch.stream("customer", event.about_customer) if event.about_customer else None,
            event.topic,
            encode(event),
        )
        for number, event in enumerate(events, version + 1)
    ]
