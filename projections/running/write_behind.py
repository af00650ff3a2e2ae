"""How a rebuild writes: groups stay in memory while they change; a thread stores what has settled meanwhile."""

from concurrent.futures import Future, ThreadPoolExecutor
from threading import BoundedSemaphore
from typing import Any

from psycopg import Connection

from projections.fold.fold import Folding, Table
from projections.fold.table import Key, ReadTable
from projections.running.schema import create_keys
from projections.running.store import GroupWrite, load_groups, store, take_changes

MOST_VALUES = 2_500_000
"""Values (rows times columns) a table keeps in memory before its longest untouched groups are stored."""

SETTLED = 5_000
"""Rows that nobody looks for again are stored in pieces of about this many."""

_MOST_WAITING = 4  # pieces that wait to be written


class WriteBehind:
    """Stores a folding's groups into tables without keys. Both connections are its own, in autocommit mode."""

    def __init__(self, writing: Connection[Any], loading: Connection[Any], schema: str, share: int = 1) -> None:
        self.most_values = MOST_VALUES // share
        self._writing = writing
        self._loading = loading
        self._schema = schema
        self._keyed: set[ReadTable] = set()
        self._thread = ThreadPoolExecutor(1)
        self._room = BoundedSemaphore(_MOST_WAITING)
        self._failure: Exception | None = None
        self._last: dict[ReadTable, Future[None]] = {}  # what was last given to the thread, by table

    def __enter__(self) -> "WriteBehind":
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.shutdown(cancel_futures=True)

    def load(self, table: ReadTable, groups: dict[Key, Any]) -> None:
        """Fetch groups that may have been stored; the first time gives the table its key."""
        if table in self._last:
            self._last[table].result()
            self._check()
        if table not in self._keyed:
            create_keys(self._loading, self._schema, table)
            self._keyed.add(table)
        load_groups(self._loading, self._schema, table, groups)

    def relieve(self, folding: Folding) -> None:
        """Store what is settled, and where a table holds too much, its longest untouched half."""
        for table in folding.tables:
            if table.rows * len(table.definition.columns) > self.most_values:
                by_age = sorted(table.groups.items(), key=lambda item: item[1].touched)
                self._store(table, by_age[: len(by_age) // 2])
            elif len(table.settled) > SETTLED or table.closed:
                self._store(table, list(table.closed.items()))
            table.closed = {}

    def finish(self, folding: Folding) -> None:
        """Store everything that is left."""
        for table in folding.tables:
            self._store(table)
        for written in self._last.values():
            written.result()
        self._check()

    def _store(self, table: Table, groups: list[tuple[Key, Any]] | None = None) -> None:
        change = take_changes(table, groups, apart=True)
        if not change.delete and not change.text:
            return
        self._check()
        table.elsewhere = not table.definition.adds_up  # what is stored in parts is merged at the end
        self._room.acquire()
        self._last[table.definition] = self._thread.submit(self._carry_out, change)

    def _carry_out(self, change: GroupWrite) -> None:
        try:
            if self._failure is None:
                with self._writing.transaction():
                    store(self._writing, self._schema, change)
        except Exception as failure:
            self._failure = failure
        finally:
            self._room.release()

    def _check(self) -> None:
        if self._failure is not None:
            raise self._failure
