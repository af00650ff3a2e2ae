"""A unit of work: the present states of streams that decisions read, and the events that continue them."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar
from uuid import UUID

from domain.areas import STREAMS
from domain.customers.area import CUSTOMER
from domain.customers.customer import Customer
from domain.kernel.area import Stream
from domain.kernel.event import Event
from domain.kernel.streams import StreamKey, stream_of
from eventlog.append.new_event import NewEvent, Read, continue_stream
from eventlog.read.reading import read_stream, read_streams
from service.session import Session

S = TypeVar("S")


class UnitOfWork:
    """One unit of work: streams as they were read, what was decided on them, and so what may be appended together.

    The append is refused if any stream looked at has moved since, also one that is only read.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self.new: list[NewEvent] = []
        self._seen: dict[UUID, int] = {}
        self._streams: dict[StreamKey, tuple[UUID, int, Any]] = {}

    def get(self, stream: Stream[S], number: str) -> S | None:
        """The present state of a stream, over all effective time; None where nothing was recorded in it."""
        key = stream.key(number)
        if key not in self._streams:
            self.load([key])
        state: S | None = self._streams[key][2]
        return state

    def require(self, stream: Stream[S], number: str) -> S:
        """The same; raises the stream's refusal where nothing was recorded in it."""
        return stream.require(number, self.get(stream, number))

    def customer_known_at(self, customer_no: str, position: int) -> Customer | None:
        """The customer as the log told up to a position, which no append changes; None if not enrolled by then."""
        branch = self.session.branch
        stream = branch.stream(*CUSTOMER.key(customer_no))
        known: Customer | None = None
        for recorded in read_stream(self.session.connection, branch, stream, up_to=position):
            known = CUSTOMER.evolve(known, recorded.event)
        return known

    def load(self, keys: Iterable[StreamKey], each: Callable[[StreamKey, Event], None] | None = None) -> None:
        """Read many streams at once that will be looked at, and tell `each` of their events."""
        branch = self.session.branch
        wanted = {branch.stream(*key): key for key in keys if key not in self._streams}
        states: dict[UUID, Any] = dict.fromkeys(wanted)
        versions = dict.fromkeys(wanted, 0)
        for recorded in read_streams(self.session.connection, branch, list(wanted)):
            stream_id = recorded.stream_id
            if each:
                each(wanted[stream_id], recorded.event)
            states[stream_id] = STREAMS[wanted[stream_id].kind].evolve(states[stream_id], recorded.event)
            versions[stream_id] = recorded.version
        for stream_id, key in wanted.items():
            self._streams[key] = (stream_id, versions[stream_id], states[stream_id])
        self._seen |= versions

    def histories(self, keys: Iterable[StreamKey]) -> dict[StreamKey, list[Event]]:
        """Read many streams at once that were not looked at yet, and give what stands in each; for imports."""
        found: dict[StreamKey, list[Event]] = {key: [] for key in keys}
        self.load(found, lambda key, event: found[key].append(event))
        return found

    def add(self, events: Sequence[Event]) -> None:
        """Take in what was decided: it will be appended, and later decisions of this unit already see it."""
        for event in events:
            key = stream_of(event)
            if key not in self._streams:
                self.load([key])
            self.add_stream(key, [event], STREAMS[key.kind].evolve(self._streams[key][2], event))

    def add_stream(self, key: StreamKey, events: Sequence[Event], state: Any) -> None:
        """The same for events of one stream that was looked at, where its state with them is at hand."""
        stream_id, version, _ = self._streams[key]
        self.new += continue_stream(self.session.branch, stream_id, version, events)
        self._streams[key] = (stream_id, version + len(events), state)

    @property
    def reads(self) -> list[Read]:
        """The streams that were looked at but are not written to, each at the version seen."""
        written = {event.stream_id for event in self.new}
        return [(stream, version) for stream, version in self._seen.items() if stream not in written]
