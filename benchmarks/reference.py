"""The reference: the eventsourcing library as it comes, in its own table, storing the very same events."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.persistence import Mapper, StoredEvent
from psycopg.sql import SQL, Identifier

from benchmarks.server import Place
from domain.kernel.event import Event, Recorded
from eventlog.append.codec import decode, encode
from eventlog.database import connect
from eventlog.server.passwords import SUPERUSER, read_passwords


@dataclass(frozen=True, slots=True)
class ReferenceEvent:
    """An event of ours as the library wants one: with its stream and version."""

    originator_id: UUID
    originator_version: int
    event: Event


class PydanticMapper(Mapper[UUID]):
    """Stores an event as the same bytes as we do."""

    def to_stored_event(self, domain_event: Any) -> StoredEvent:
        """Encode."""
        given: ReferenceEvent = domain_event
        return StoredEvent(given.originator_id, given.originator_version, given.event.topic, encode(given.event))

    def to_domain_event(self, stored_event: StoredEvent) -> Any:
        """Decode."""
        event = decode(stored_event.topic, stored_event.state)
        return ReferenceEvent(UUID(str(stored_event.originator_id)), stored_event.originator_version, event)


class Vanilla(Application[UUID]):
    """The library's application with that mapper; its table is `stored_events`."""

    name = "stored"

    def construct_mapper(self) -> Mapper[UUID]:
        """With our events, without the library's JSON."""
        return PydanticMapper(self.construct_transcoder())


def environment(place: Place, schema: str) -> dict[str, str]:
    """How the library reaches the same server, its tables in `schema`."""
    parameters = place.server.parameters(SUPERUSER)
    return {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": parameters["dbname"],
        "POSTGRES_HOST": parameters["host"],
        "POSTGRES_PORT": parameters["port"],
        "POSTGRES_USER": SUPERUSER,
        "POSTGRES_PASSWORD": read_passwords(place.server.passfile)[SUPERUSER],
        "POSTGRES_SCHEMA": schema,
    }


def make_schema(place: Place, schema: str) -> None:
    """An empty schema of that name, whatever there was."""
    with connect(place.database.admin, autocommit=True) as connection:
        connection.execute(SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(Identifier(schema)))
        connection.execute(SQL("CREATE SCHEMA {}").format(Identifier(schema)))


def vanilla(place: Place, schema: str = "library") -> Vanilla:
    """The library's application with an empty log."""
    make_schema(place, schema)
    return Vanilla(environment(place, schema))


def as_reference(recorded: Iterable[Recorded]) -> list[ReferenceEvent]:
    """The same events, ready for the library's `save()`."""
    return [ReferenceEvent(r.stream_id, r.version, r.event) for r in recorded]
