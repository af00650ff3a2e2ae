"""Logs to attack: random ones, with gaps between positions, sealed in several sittings, some checkpoints kept."""

from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from psycopg import Connection
from psycopg.sql import SQL, Identifier, Literal

from domain.kernel.event import Event
from domain.kernel.streams import stream_of
from eventlog.append.new_event import continue_stream
from eventlog.append.recorder import LogRecorder
from eventlog.branch import Branch
from eventlog.branches import create_branch
from eventlog.database import Database, connect
from eventlog.sealing.keys import SigningKey
from eventlog.sealing.sealer import seal
from eventlog.sealing.verify_evidence import Checkpoint
from tests.eventlog.filling import complaint, visit

KEY = SigningKey("indelible/attacked", bytes(range(32)))


@dataclass(frozen=True)
class Attacked:
    """A log, the checkpoints of it that were kept outside, and the positions of its events."""

    branch: Branch
    kept: dict[str, Checkpoint]
    positions: list[int]

    @property
    def last_kept(self) -> int:
        """The position up to which the last kept checkpoint reaches; 0 where none was kept."""
        return max((one.position for one in self.kept.values()), default=0)


def make_log(database: Database, slug: str, random: Random, folder: Path, *, sealed: bool = True) -> Attacked:
    """A log of 20 to 120 events, now and then of more than a block; of what is sealed, some checkpoints are kept."""
    branch = Branch(slug, "Asia/Shanghai", "CNY")
    with connect(database.admin, autocommit=True) as connection:
        create_branch(connection, branch)
        recorder = LogRecorder(database.operator, branch)
        kept: dict[str, Checkpoint] = {}
        events = random.choice((20, 40, 60, 80, 120, 120, 1_100))
        customers = [f"1100{number:02}" for number in range(random.randint(2, 9))]
        versions: dict[Any, int] = {}
        told = 0
        while told < events:
            # More than half of an appended part are visits, so that streams have several events.
            part = [_event(random, customers, told + number) for number in range(random.randint(1, events // 4))]
            recorder.append([new for event in part for new in _next(branch, versions, event)])
            told += len(part)
            for _ in range(random.choice((0, 1, 3))):  # positions that nobody gets
                sequence = f"{branch.log_schema}.stored_events_notification_id_seq"
                connection.execute(SQL("SELECT nextval({})").format(Literal(sequence)))
            last = told >= events
            if sealed and (last or random.random() < 0.5):
                sealing = seal(connection, branch, KEY, [folder])
                if sealing and (last or random.random() < 0.7):
                    kept[f"checkpoint of {sealing.checkpoint.size}"] = sealing.checkpoint
        recorder.datastore.close()
        statement = SQL("SELECT notification_id FROM {} ORDER BY 1").format(
            Identifier(branch.log_schema, "stored_events")
        )
        return Attacked(branch, kept, [position for (position,) in connection.execute(statement)])


def _event(random: Random, customers: list[str], number: int) -> Event:
    customer = random.choice(customers)
    if random.random() < 0.7:
        return visit(customer, finding=f"看过 {number}")
    return complaint(f"C-{number}", random.choice((customer, None)))


def _next(branch: Branch, versions: dict[Any, int], event: Event) -> Any:
    stream = branch.stream(*stream_of(event))
    versions[stream] = versions.get(stream, 0) + 1
    return continue_stream(branch, stream, versions[stream] - 1, [event])


def switch_guards_off(connection: Connection[Any], branch: Branch) -> None:
    """What only a superuser can: triggers and rules no longer act."""
    for table in ("stored_events", "seal_runs", "checkpoints"):
        connection.execute(SQL("ALTER TABLE {} DISABLE TRIGGER ALL").format(Identifier(branch.log_schema, table)))


def drop_log(database: Database, log: Attacked) -> None:
    """Make room for further ones."""
    with connect(database.admin, autocommit=True) as connection:
        connection.execute("SET client_min_messages = warning")
        connection.execute(SQL("DROP SCHEMA {} CASCADE").format(SQL(", ").join(map(Identifier, log.branch.schemas))))
        connection.execute("DELETE FROM indelible.branches WHERE slug = %s", [log.branch.slug])
        connection.execute("DELETE FROM indelible.migrations WHERE scope = %s", [log.branch.slug])
