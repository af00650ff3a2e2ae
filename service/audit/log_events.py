"""The log as it was written, event by event, for those who check it."""

from collections.abc import Iterator

from domain.kernel.event import EVENT_TYPES, Recorded
from domain.kernel.refusals import InvalidValue
from domain.kernel.text import escaped
from eventlog.read.following import follow
from eventlog.read.reading import read_customer, read_log
from service.session import Session

BATCH = 1_000


def recorded_events(
    session: Session,
    *,
    after: int = 0,
    up_to: int | None = None,
    topic: str | None = None,
    customer_no: str | None = None,
) -> Iterator[Recorded]:
    """The events after a position, at most up to another, of one topic and one customer if these are given."""
    check_topic(topic)
    if customer_no is not None:
        events = read_customer(session.connection, session.branch, customer_no, up_to=up_to)
        yield from (e for e in events if e.position > after and topic in (None, e.event.topic))
        return
    topics = None if topic is None else [topic]
    while events := read_log(session.connection, session.branch, after=after, limit=BATCH, up_to=up_to, topics=topics):
        yield from events
        after = events[-1].position


def followed_events(
    session: Session, *, after: int = 0, topic: str | None = None, customer_no: str | None = None
) -> Iterator[Recorded]:
    """The same, and then whatever is recorded, for ever."""
    check_topic(topic)
    for recorded in follow(session.connection, session.branch, after=after):
        if topic in (None, recorded.event.topic) and customer_no in (None, recorded.event.about_customer):
            yield recorded


def check_topic(topic: str | None) -> None:
    """Refuse a topic that no event has; raises InvalidValue."""
    if topic is not None and topic not in EVENT_TYPES:
        raise InvalidValue(field="topic", value=escaped(topic), why=f"use one of {', '.join(sorted(EVENT_TYPES))}")
