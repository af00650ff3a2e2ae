"""Append events: in order, without gaps, once, and without waiting for ever.

The library's recorder with our columns. What differs: `customer_seq` is given and gaps are refused under the lock; big
appends go by COPY; a stuck lock fails after seconds; a lost answer to COMMIT is looked up instead of guessed.
"""

from collections.abc import Sequence
from time import monotonic
from typing import Any

import psycopg
from eventsourcing import persistence
from eventsourcing.postgres import PostgresApplicationRecorder
from psycopg import Connection, Cursor, errors
from psycopg.rows import DictRow
from psycopg.sql import SQL, Identifier
from psycopg_pool import PoolTimeout

from eventlog.append.bulk import copy_events
from eventlog.append.datastore import LOCK_TIMEOUT, LogDatastore
from eventlog.append.new_event import NewEvent, Read, Receipt
from eventlog.branch import Branch
from eventlog.errors import AnswerUnknown, EnvironmentProblem, LogBusy, LogUnavailable, ReceiptExists, VersionConflict
from eventlog.roles import WRITER

COPY_ABOVE = 256 * 1024
"""Bytes above which an append goes by COPY; the driver's pipeline hangs on an insert of about twice that."""

ATTEMPTS = 10
"""How often an append whose connection died is tried, as long as that takes less than a turn."""


class LogRecorder(PostgresApplicationRecorder):
    """Appends to one branch's log, as the writer."""

    def __init__(self, conninfo: str, branch: Branch) -> None:
        datastore = LogDatastore(conninfo, branch, WRITER)
        try:
            super().__init__(datastore, events_table_name="stored_events")
        except persistence.PersistenceError as error:
            datastore.close()
            raise _refused(error.__cause__) or LogUnavailable("the connection to the database broke") from None
        self.channel_name = branch.channel
        self.receipts = Identifier(branch.log_schema, "command_receipts")
        self.table = Identifier(branch.log_schema, "stored_events")
        self.insert_statement = SQL(_INSERT).format(table=self.table)

    def append(
        self, events: Sequence[NewEvent], *, reads: Sequence[Read] = (), receipt: Receipt | None = None
    ) -> list[int]:
        """Store all of `events` or nothing; return their positions.

        Raises VersionConflict where a stream, or one of `reads`, is not as the writer saw it; ReceiptExists where the
        command id was used meanwhile; LogBusy, LogUnavailable, and AnswerUnknown where only a later look can tell.
        """
        unknown = False
        began = monotonic()
        for _ in range(ATTEMPTS):
            try:
                return self._append_or_find(events, reads, receipt)
            except persistence.PersistenceError as error:
                if (refused := _refused(error.__cause__)) is not None:
                    if unknown:
                        break
                    raise refused from None
                unknown = True
                if monotonic() - began > LOCK_TIMEOUT:
                    break
                self.datastore.pool.check()  # what broke one connection may have broken the others
        raise AnswerUnknown(
            "the connection broke before the answer came: unknown whether it was recorded; "
            "ask again with the same --command-id"
        )

    def _append_or_find(self, events: Sequence[NewEvent], reads: Sequence[Read], receipt: Receipt | None) -> list[int]:
        try:
            return self._append_once(events, reads, receipt)
        except (VersionConflict, ReceiptExists):
            if events and (positions := self._stored(events)):
                return positions
            raise

    def _append_once(self, events: Sequence[NewEvent], reads: Sequence[Read], receipt: Receipt | None) -> list[int]:
        try:
            with self.datastore.get_connection() as connection:
                if sum(len(event.state) for event in events) > COPY_ABOVE:
                    with connection.transaction(), connection.cursor() as cursor:
                        return self._by_copy(cursor, events, reads, receipt)
                return self._by_insert(connection, events, reads, receipt)
        except persistence.IntegrityError as error:
            cause = error.__cause__
            if not isinstance(cause, errors.UniqueViolation):
                raise
            if cause.diag.table_name == "command_receipts":
                raise ReceiptExists from None
            raise VersionConflict from None

    def _by_insert(
        self,
        connection: Connection[DictRow],
        events: Sequence[NewEvent],
        reads: Sequence[Read],
        receipt: Receipt | None,
    ) -> list[int]:
        with connection.pipeline(), connection.transaction(), connection.cursor() as cursor:
            self._before(cursor, events, receipt)
            if not events:
                return []
            # Its own cursor: an answer to a statement before, should it come early, would be taken for this one's.
            inserted = connection.execute(self.insert_statement, _parameters(events, reads), prepare=True)
            positions = [row["notification_id"] for row in inserted.fetchall()]
            if len(positions) != len(events):
                raise VersionConflict
            return positions

    def _by_copy(
        self,
        cursor: Cursor[DictRow],
        events: Sequence[NewEvent],
        reads: Sequence[Read],
        receipt: Receipt | None,
    ) -> list[int]:
        self._before(cursor, events, receipt)
        return copy_events(cursor, self.table, events, reads)

    def _before(self, cursor: Cursor[DictRow], events: Sequence[NewEvent], receipt: Receipt | None) -> None:
        if receipt is not None:
            cursor.execute(
                SQL("INSERT INTO {} (command_id, digest, streams, versions) VALUES (%s, %s, %s, %s)").format(
                    self.receipts
                ),
                [receipt.command_id, receipt.digest, [e.stream_id for e in events], [e.version for e in events]],
            )
        if events:
            self._lock_table(cursor)
            self._notify_channel(cursor)

    def _stored(self, events: Sequence[NewEvent]) -> list[int]:
        """The positions of `events` if the log holds exactly these bytes, else nothing."""
        statement = SQL(
            "SELECT s.notification_id FROM unnest(%s::uuid[], %s::bigint[], %s::bytea[]) WITH ORDINALITY"
            " AS ours(stream, version, state, ord) JOIN {} AS s ON s.originator_id = ours.stream"
            " AND s.originator_version = ours.version AND s.state = ours.state ORDER BY ours.ord"
        ).format(self.table)
        with self.datastore.get_connection() as connection:
            rows = connection.execute(
                statement, [[e.stream_id for e in events], [e.version for e in events], [e.state for e in events]]
            ).fetchall()
        return [row["notification_id"] for row in rows] if len(rows) == len(events) else []

    def find_receipt(self, command_id: str) -> Receipt | None:
        """What the command id was used for, if it was. Raises LogUnavailable."""
        statement = SQL("SELECT digest, streams, versions FROM {} WHERE command_id = %s").format(self.receipts)
        for _ in range(ATTEMPTS):
            try:
                with self.datastore.get_connection() as connection:
                    row = connection.execute(statement, [command_id]).fetchone()
                break
            except persistence.PersistenceError as error:
                if (refused := _refused(error.__cause__)) is not None:
                    raise refused from None
                self.datastore.pool.check()
        else:
            raise LogUnavailable("the connection to the database keeps breaking; nothing was recorded")
        if row is None:
            return None
        return Receipt(command_id, row["digest"], tuple(zip(row["streams"], row["versions"], strict=True)))


def _refused(cause: BaseException | None) -> EnvironmentProblem | None:
    """What the error says for certain; None where the connection died, which leaves open what the server did."""
    if isinstance(cause, PoolTimeout):
        return LogUnavailable("the database does not answer; nothing was recorded")
    if isinstance(cause, errors.LockNotAvailable):
        return LogBusy(f"another writer has held the log for {LOCK_TIMEOUT} seconds; try again")
    if isinstance(cause, psycopg.OperationalError | psycopg.InterfaceError) and (
        cause.sqlstate is None or cause.sqlstate.startswith(("08", "57P"))
    ):
        return None
    # Only the primary message: the DETAIL quotes rows.
    said = isinstance(cause, psycopg.Error) and cause.diag.message_primary
    return LogUnavailable(f"the database refused to record: {said or type(cause).__name__}")


def _parameters(events: Sequence[NewEvent], reads: Sequence[Read]) -> list[Any]:
    streams, versions, customers, topics, states = zip(*events, strict=True)
    return [
        list(streams),
        list(versions),
        list(topics),
        list(states),
        list(customers),
        [stream for stream, _ in reads],
        [version for _, version in reads],
    ]


_INSERT = """
INSERT INTO {table} (originator_id, originator_version, topic, state, customer_id, customer_seq)
SELECT stream, version, topic, state, customer,
       CASE WHEN customer IS NOT NULL THEN customer_step + coalesce(
           (SELECT max(c.customer_seq) FROM {table} AS c WHERE c.customer_id = customer), 0) END
FROM (
    SELECT *, row_number() OVER (PARTITION BY stream ORDER BY ord) AS step,
           row_number() OVER (PARTITION BY customer ORDER BY ord) AS customer_step
    FROM unnest(%s::uuid[], %s::bigint[], %s::text[], %s::bytea[], %s::uuid[]) WITH ORDINALITY
         AS given(stream, version, topic, state, customer, ord)
) AS new
WHERE version = step + coalesce((SELECT max(s.originator_version) FROM {table} AS s WHERE s.originator_id = stream), 0)
  AND NOT EXISTS (
      SELECT FROM unnest(%s::uuid[], %s::bigint[]) AS seen(stream, version)
      WHERE seen.version <> coalesce(
          (SELECT max(s.originator_version) FROM {table} AS s WHERE s.originator_id = seen.stream), 0))
ORDER BY ord
RETURNING notification_id
"""
