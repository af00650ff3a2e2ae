"""What a decision looks at: the present state of streams, and which version of each it saw."""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from domain import complaint, customer, goods_return, order
from domain.complaint import Complaint
from domain.customer import Customer
from domain.customer_events import LicenceGranted
from domain.goods_return import Return
from domain.order import Order
from domain.streams import StreamKey
from eventlog.reading import read_stream
from service.session import Session

S = TypeVar("S")


class Look:
    """Loads each stream once and remembers the version, so that an append can insist that nothing moved."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.versions: dict[UUID, int] = {}
        self._states: dict[StreamKey, Any] = {}

    def customer(self, customer_no: str) -> Customer | None:
        """The customer as now known, over all effective time; None if never enrolled."""
        return self._state(StreamKey("customer", customer_no), customer.evolve)

    def order(self, order_no: str) -> Order | None:
        """The order; None if never placed."""
        return self._state(StreamKey("order", order_no), order.evolve)

    def goods_return(self, return_no: str) -> Return | None:
        """The return without an order; None if never recorded."""
        return self._state(StreamKey("return", return_no), goods_return.evolve)

    def complaint(self, complaint_no: str) -> Complaint | None:
        """The complaint; None if never received."""
        return self._state(StreamKey("complaint", complaint_no), complaint.evolve)

    def licence(self, licence_no: str) -> LicenceGranted | None:
        """The licence number's last grant; None if nobody ever held it."""
        return self._state(StreamKey("licence", licence_no), lambda _, event: event)

    def version(self, key: StreamKey) -> tuple[UUID, int]:
        """The stream's id and the version that was seen."""
        stream_id = self.session.branch.stream(*key)
        return stream_id, self.versions[stream_id]

    def _state(self, key: StreamKey, evolve: Callable[[S | None, Any], S]) -> S | None:
        if key not in self._states:
            stream_id = self.session.branch.stream(*key)
            state: S | None = None
            recorded = read_stream(self.session.connection, self.session.branch, stream_id)
            for step in recorded:
                state = evolve(state, step.event)
            self.versions[stream_id] = len(recorded)
            self._states[key] = state
        found: S | None = self._states[key]
        return found
