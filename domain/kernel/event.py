"""The envelope of every event, the registry of topics, and the event as the log gives it back."""

from datetime import date, datetime
from typing import Annotated, Any, ClassVar, Generic, NamedTuple
from uuid import UUID

from typing_extensions import TypeVar

from domain.kernel.fields import Business, CustomerNo, EmployeeNo, Instant, SchemaVersion
from domain.kernel.frozen_model import FrozenModel

EVENT_TYPES: dict[str, type["Event"]] = {}
"""Topic -> the class that reads and writes its current version. The only way from stored text to a class."""


class Event(FrozenModel):
    """Something that happened, who says so, why, and from when it was true."""

    topic: ClassVar[str]

    schema_version: SchemaVersion = 1
    event_id: Annotated[str, Business("128 random bits in hex, given by the log when it stores the event")] = ""
    actor: EmployeeNo
    reason: Annotated[str | None, Business("why; always there where something is taken away")] = None
    effective_at: Annotated[Instant, Business("from when it is true in the business")]
    effective_on: Annotated[date, Business("the day of `effective_at` in the branch's zone")]
    command_id: Annotated[str | None, Business("the caller's id of the command, by which it can be asked again")] = None
    caused_by: Annotated[str | None, Business("the event or import that led to it")] = None

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        topic = cls.__dict__.get("topic")
        if topic is None:  # an abstract family, such as all events of a customer
            return
        if topic in EVENT_TYPES:
            raise TypeError(f"topic {topic} is taken by {EVENT_TYPES[topic].__name__}")
        EVENT_TYPES[topic] = cls

    @property
    def about_customer(self) -> str | None:
        """The number of the customer whose history this event belongs to, if any."""
        return getattr(self, "customer_no", None)


class CustomerHistoryEvent(Event):
    """An event that belongs to a customer's history, in whatever stream it stands."""

    customer_no: CustomerNo


E_co = TypeVar("E_co", bound=Event, covariant=True, default=Event)


class Recorded(NamedTuple, Generic[E_co]):
    """An event as the log holds it; `Recorded[OrderPlaced]` where its kind is known.

    `position` orders the whole log and has gaps; `version` counts the stream from 1 without gaps; `customer_seq`
    counts the customer's history from 1 without gaps and is None where no customer is named.
    """

    position: int
    stream_id: UUID
    version: int
    recorded_at: datetime
    recorded_login: str
    customer_id: UUID | None
    customer_seq: int | None
    event: E_co
