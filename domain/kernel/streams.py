"""Which stream an event belongs to."""

from typing import NamedTuple

from domain.kernel.event import Event


class StreamKey(NamedTuple):
    """The kind of a stream and the number of the thing it tells of, as people know it."""

    kind: str
    number: str


def stream_of(event: Event) -> StreamKey:
    """`order.placed` of order A-1 belongs to (order, A-1): the topic's first word names the kind and the field."""
    kind = event.topic.partition(".")[0]
    return StreamKey(kind, getattr(event, f"{kind}_no"))
