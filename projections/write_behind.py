"""How a rebuild writes: groups stay in memory while they change; a thread stores what has settled meanwhile."""

from collections.abc import Callable
from queue import Queue
from threading import Thread
from typing import Any

from psycopg import Connection

from projections.folding import Folding, Group, Table
from projections.schema import create_keys
from projections.storing import Change, load_groups, store, take_changes
from projections.table import Key, ReadTable

MOST_VALUES = 2_500_000
"""Values (rows times columns) a table keeps in memory before its longest untouched groups are stored."""


SETTLED = 5_000
"""Rows that nobody looks for again are stored in pieces of about this many."""


class WriteBehind:
    """Stores a folding's groups into tables without keys. `connection` is its own, in autocommit mode."""

    def __init__(self, connection: Connection[Any], schema: str, share: int = 1) -> None:
        self.most_values = MOST_VALUES // share
        self._connection = connection
        self._schema = schema
        self._keyed: set[ReadTable] = set()
        self._work: Queue[Callable[[], None] | None] = Queue(maxsize=4)
        self._failure: Exception | None = None
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def __enter__(self) -> "WriteBehind":
        return self

    def __exit__(self, *_: object) -> None:
        self._work.put(None)
        self._thread.join()

    def load(self, table: ReadTable, groups: dict[Key, Group]) -> None:
        """Fetch groups that were stored earlier and are touched again; the first time gives the table its key."""
        self._work.join()
        self._check()
        if table not in self._keyed:
            create_keys(self._connection, self._schema, table)
            self._keyed.add(table)
        load_groups(self._connection, self._schema, table, groups)

    def relieve(self, folding: Folding) -> None:
        """Store what is settled, and where a table holds too much, its longest untouched half."""
        for table in folding.tables:
            if table.rows * len(table.definition.columns) > self.most_values:
                by_age = sorted(table.groups.items(), key=lambda item: item[1].touched)
                self._store(table, by_age[: len(by_age) // 2])
            elif len(table.settled) > SETTLED:
                self._store(table, [])

    def finish(self, folding: Folding) -> None:
        """Store everything that is left."""
        for table in folding.tables:
            self._store(table)
        self._work.join()
        self._check()

    def _store(self, table: Table, groups: list[tuple[Key, Group]] | None = None) -> None:
        self._check()
        change = take_changes(table, groups)
        if change.delete or change.text:
            table.elsewhere = True
            self._work.put(lambda: self._carry_out(change))

    def _carry_out(self, change: Change) -> None:
        with self._connection.transaction():
            store(self._connection, self._schema, change)

    def _run(self) -> None:
        while (work := self._work.get()) is not None:
            try:
                if self._failure is None:
                    work()
            except Exception as failure:
                self._failure = failure
            finally:
                self._work.task_done()

    def _check(self) -> None:
        if self._failure is not None:
            raise self._failure
