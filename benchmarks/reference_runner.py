"""The reference of a rebuild: the library's ProjectionRunner, one transaction an event, with our folds and tables."""

from threading import Event as Signal
from typing import Any
from uuid import UUID

from eventsourcing.persistence import Tracking
from eventsourcing.postgres import PostgresTrackingRecorder
from eventsourcing.projection import Projection, ProjectionRunner
from psycopg import Connection

from benchmarks.measuring import Spent, Watch
from benchmarks.reference import ReferenceEvent, Vanilla, environment
from benchmarks.server import NOW, Place
from domain.kernel.event import Recorded
from eventlog.branch import Branch
from eventlog.database import connect
from projections.catalogue import STORED
from projections.fold.fold import Folding, Table
from projections.fold.table import Key, ReadTable
from projections.running.schema import create_constraints, create_keys, create_tables
from projections.running.store import load_groups, store, take_changes

SCHEMA = "library_tables"
PATIENCE = 120.0  # seconds


class ReadTables(Projection[PostgresTrackingRecorder]):
    """Takes each event into all tables and records its position, in one transaction; watches itself."""

    name = "tables"
    prefix = 0

    def __init__(self, view: PostgresTrackingRecorder) -> None:
        super().__init__(view)
        self.full = Signal()
        self.spent = Spent(0, 0)
        self._seen = 0
        self._watch = Watch()
        self._customer_seqs: dict[str, int] = {}

    def process_event(self, domain_event: Any, tracking: Tracking) -> None:
        """Fold one event and store what it changed."""
        if self._seen == self.prefix:
            return
        recorded = self._recorded(domain_event, tracking)
        with self.view.datastore.transaction(commit=True) as cursor:
            _take_in(cursor.connection, recorded)
            self.view._insert_tracking(cursor, tracking)  # noqa: SLF001 - the library means subclasses to call it
        self._seen += 1
        if self._seen == 1:
            self._watch = Watch()  # what starting costs does not count
        if self._seen == self.prefix:
            self.spent = self._watch.spent()
            self.full.set()

    def _recorded(self, given: ReferenceEvent, tracking: Tracking) -> Recorded:
        """What our folds are given; the library keeps neither the time nor the customer's count."""
        seq = None
        if (customer := given.event.about_customer) is not None:
            seq = self._customer_seqs[customer] = self._customer_seqs.get(customer, 0) + 1
        return Recorded(
            position=tracking.notification_id,
            stream_id=given.originator_id,
            version=given.originator_version,
            recorded_at=NOW,
            recorded_login="",
            customer_id=UUID(int=0) if customer else None,
            customer_seq=seq,
            event=given.event,
        )


def run_library(place: Place, branch: Branch, prefix: int) -> Spent:
    """Let the runner take the first events of the branch's log into empty tables that have keys and constraints."""
    with connect(place.database.admin, autocommit=True) as connection:
        connection.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
        connection.execute(f"CREATE SCHEMA {SCHEMA}")
        create_tables(connection, SCHEMA)
        for table in STORED:
            create_keys(connection, SCHEMA, table)
            create_constraints(connection, SCHEMA, table)
    where = environment(place, SCHEMA)
    where |= {"STORED_POSTGRES_SCHEMA": branch.log_schema, "STORED_CREATE_TABLE": "no"}
    ReadTables.prefix = prefix
    with ProjectionRunner(
        application_class=Vanilla, projection_class=ReadTables, view_class=PostgresTrackingRecorder, env=where
    ) as runner:
        if not runner.projection.full.wait(PATIENCE):  # type: ignore[attr-defined]
            raise TimeoutError(f"the library's runner did not take in {prefix} events")
        return runner.projection.spent  # type: ignore[attr-defined, no-any-return]


def _take_in(connection: Connection[Any], recorded: Recorded) -> None:
    def load(table: ReadTable, groups: dict[Key, Any]) -> None:
        load_groups(connection, SCHEMA, table, groups)

    folding = Folding([Table(table) for table in STORED], load)
    for table in folding.tables:
        table.elsewhere = True
    folding.apply([recorded])
    for table in folding.tables:
        store(connection, SCHEMA, take_changes(table))
