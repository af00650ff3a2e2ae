"""Between an event and its stored bytes: UTF-8 JSON that people can read in SQL."""

import json
from collections.abc import Callable
from functools import cache
from os import urandom
from typing import Any

from pydantic import ValidationError

from domain.areas import EVENT_TYPES
from domain.kernel.event import Event
from domain.kernel.refusals import EventTooLarge
from eventlog.errors import CorruptEvent

MAX_STATE = 1024 * 1024
"""Bytes of one event: real orders have up to 514 lines."""


def _grown(**facts: object) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """The next version knows more fields, all of which may be absent but for these."""
    return lambda old: {**old, "schema_version": old["schema_version"] + 1, **facts}


UPCASTERS: dict[tuple[str, int], Callable[[dict[str, Any]], dict[str, Any]]] = {
    ("order.placed", 1): _grown(),
    ("supply.released", 1): _grown(),
    ("supply.released", 2): _grown(),
    ("compliance_rule.published", 1): _grown(),
    ("allotment.drawn", 1): _grown(),
    ("answer.given", 1): _grown(),
    ("complaint.received", 1): _grown(),
    ("complaint.responded", 1): _grown(),
    ("complaint.responded", 2): _grown(),
    ("complaint.closed", 1): _grown(record="before_asked"),
    ("complaint.reopened", 1): _grown(),
}
"""(topic, version) -> what makes the next version of a stored payload. Never remove one: old events load for ever."""


def encode(event: Event) -> bytes:
    """The bytes to store, with 128 random bits of their own, so that nobody can guess them from their hash.

    Raises `EventTooLarge`.
    """
    state = event.model_dump_json(exclude_none=True).encode()
    state = state.replace(b'"event_id":""', b'"event_id":"%s"' % urandom(16).hex().encode(), 1)
    if len(state) > MAX_STATE:
        raise EventTooLarge(topic=event.topic, size=len(state), limit=MAX_STATE)
    return state


def decode(topic: str, state: bytes) -> Event:
    """The event that was stored, in its present version. Raises `CorruptEvent`; the text never holds the payload."""
    kind = EVENT_TYPES.get(topic)
    if kind is None:
        raise CorruptEvent(f"topic {topic!r} is not known to this version of the program")
    current = _version(kind)
    try:
        if current == 1 or state.startswith(b'{"schema_version":%d,' % current):  # the usual case, read at once
            event = kind.model_validate_json(state)
        else:
            event = kind.model_validate(_upcast(topic, json.loads(state), current))
    except (ValidationError, ValueError, KeyError, TypeError) as error:
        raise CorruptEvent(f"an event of topic {topic!r} cannot be read: {type(error).__name__}") from None
    if event.schema_version != current:
        raise CorruptEvent(
            f"an event of topic {topic!r} is of version {event.schema_version}, not known to this program"
        )
    return event


@cache
def _version(kind: type[Event]) -> int:
    """The present version of this kind of event."""
    return int(kind.model_fields["schema_version"].default)


def _upcast(topic: str, payload: dict[str, Any], current: int) -> dict[str, Any]:
    while payload["schema_version"] < current:
        payload = UPCASTERS[topic, payload["schema_version"]](payload)
    return payload
