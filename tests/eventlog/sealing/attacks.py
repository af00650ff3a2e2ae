"""The nine attacks on a log, as a superuser makes them: each returns the first position that it touched."""

from collections.abc import Callable, Mapping
from random import Random
from typing import Any, LiteralString
from uuid import UUID

from psycopg import Connection
from psycopg.sql import SQL, Identifier

from eventlog.sealing.findings import Tampering
from eventlog.sealing.scanning import read_leaves
from eventlog.sealing.tree_store import SealedTree
from tests.eventlog.sealing.random_logs import Attacked


class Superuser:
    """Works on one log with the guards switched off."""

    def __init__(self, connection: Connection[Any], log: Attacked, random: Random) -> None:
        self.connection, self.log, self.random = connection, log, random
        self.sealed = [position for position in log.positions if position <= (log.last_kept or log.positions[-1])]

    def run(self, statement: LiteralString, *parameters: object, **columns: str) -> list[tuple[Any, ...]]:
        """A statement about table {log} or {runs} and other names given; its rows, if it gives any."""
        names = {
            "log": Identifier(self.log.branch.log_schema, "stored_events"),
            "runs": Identifier(self.log.branch.log_schema, "seal_runs"),
            **{name: Identifier(column) for name, column in columns.items()},
        }
        cursor = self.connection.execute(SQL(statement).format(**names), parameters)
        return cursor.fetchall() if cursor.description else []

    def any_position(self) -> int:
        """Of an event that a kept checkpoint covers."""
        return self.random.choice(self.sealed)


def update(attacker: Superuser) -> int:
    """Change the content of an event, or one of the columns beside it."""
    position = attacker.any_position()
    attacker.run(
        attacker.random.choice(
            (
                "UPDATE {log} SET state = overlay(state PLACING '9'::bytea FROM 20) WHERE notification_id = %s",
                "UPDATE {log} SET recorded_at = recorded_at - interval '1 microsecond' WHERE notification_id = %s",
                "UPDATE {log} SET recorded_login = recorded_login || 'x' WHERE notification_id = %s",
                "UPDATE {log} SET topic = 'customer.withdrawn' WHERE notification_id = %s",
            )
        ),
        position,
    )
    return position


def delete(attacker: Superuser) -> int:
    """Delete an event and leave the hole."""
    position = attacker.any_position()
    attacker.run("DELETE FROM {log} WHERE notification_id = %s", position)
    return position


def delete_and_renumber(attacker: Superuser) -> int:
    """Delete an event and close the holes in its stream and its customer's history, now and then in positions, too."""
    position = attacker.any_position()
    ((stream, version, customer, number),) = attacker.run(
        "DELETE FROM {log} WHERE notification_id = %s"
        " RETURNING originator_id, originator_version, customer_id, customer_seq",
        position,
    )
    close_hole(attacker, "originator_id", stream, "originator_version", version)
    if customer is not None:
        close_hole(attacker, "customer_id", customer, "customer_seq", number)
    if attacker.random.random() < 0.3:
        for (later,) in attacker.run(
            "SELECT notification_id FROM {log} WHERE notification_id > %s ORDER BY 1", position
        ):
            attacker.run("UPDATE {log} SET notification_id = %s WHERE notification_id = %s", later - 1, later)
    return position


def close_hole(attacker: Superuser, whose: str, identity: UUID, number: str, gone: int) -> None:
    """Let what comes after the number `gone` count on from it."""
    columns = {"whose": whose, "number": number}
    later = "SELECT {number} FROM {log} WHERE {whose} = %s AND {number} > %s ORDER BY 1"
    closed = "UPDATE {log} SET {number} = %s WHERE {whose} = %s AND {number} = %s"
    for (one,) in attacker.run(later, identity, gone, **columns):
        attacker.run(closed, one - 1, identity, one, **columns)


def delete_stream(attacker: Superuser) -> int:
    """Delete everything that ever happened with one thing."""
    ((stream,),) = attacker.run("SELECT originator_id FROM {log} WHERE notification_id = %s", attacker.any_position())
    gone = attacker.run("DELETE FROM {log} WHERE originator_id = %s RETURNING notification_id", stream)
    first: int = min(position for (position,) in gone)
    return first


def swap(attacker: Superuser) -> int:
    """Let two events change places: each keeps its number, and gets the other's content."""
    first, second = sorted(attacker.random.sample(attacker.sealed, 2))
    contents = attacker.run(
        "SELECT topic, state FROM {log} WHERE notification_id IN (%s, %s) ORDER BY notification_id", first, second
    )
    for position, content in zip((second, first), contents, strict=True):
        attacker.run("UPDATE {log} SET topic = %s, state = %s WHERE notification_id = %s", *content, position)
    return first


def truncate(attacker: Superuser) -> int:
    """Delete an event and all that came after it."""
    position = attacker.any_position()
    attacker.run("DELETE FROM {log} WHERE notification_id >= %s", position)
    return position


def insert(attacker: Superuser) -> int:
    """Put an event into a gap between positions, or before the first of them."""
    used = set(attacker.sealed)
    gaps = [position for position in range(-1, max(used)) if position not in used]
    position = attacker.random.choice(gaps)
    attacker.run(
        "INSERT INTO {log} (originator_id, originator_version, topic, state, notification_id, recorded_at)"
        " SELECT gen_random_uuid(), 1, topic, state, %s, recorded_at FROM {log} LIMIT 1",
        position,
    )
    return position


def rewrite(attacker: Superuser) -> int:
    """Change an event, and make all hashes anew, as whoever has no key can."""
    position = update(attacker)
    reseal(attacker)
    return position


def fork(attacker: Superuser) -> int:
    """Go back to an earlier state, let other things happen from there, and make all hashes anew."""
    position = attacker.any_position()
    gone = attacker.run("DELETE FROM {log} WHERE notification_id >= %s RETURNING notification_id", position)
    attacker.run(
        "INSERT INTO {log} (originator_id, originator_version, topic, state, notification_id, recorded_login)"
        " SELECT gen_random_uuid(), 1, 'customer.visited', '{{\"other\": 1}}', position, 'indelible'"
        " FROM unnest(%s::bigint[]) AS other (position)",
        [one for (one,) in gone],
    )
    reseal(attacker)
    return position


def reseal(attacker: Superuser) -> None:
    """Make everything anew that needs no key: leaves, blocks."""
    attacker.run("DELETE FROM {runs}")
    tree = SealedTree(attacker.connection, attacker.log.branch)
    for leaves in read_leaves(attacker.connection, attacker.log.branch):
        tree.append(leaves)


ATTACKS: Mapping[Tampering, Callable[[Superuser], int]] = {
    Tampering.UPDATE: update,
    Tampering.DELETE: delete,
    Tampering.DELETE_AND_RENUMBER: delete_and_renumber,
    Tampering.DELETE_STREAM: delete_stream,
    Tampering.SWAP: swap,
    Tampering.TRUNCATE: truncate,
    Tampering.INSERT: insert,
    Tampering.REWRITE: rewrite,
    Tampering.FORK: fork,
}
WITHOUT_LEAVES = {Tampering.REWRITE, Tampering.FORK}
"""Those after which no honest leaf hash remains: only the interval between kept checkpoints can be told."""
MISSED_WITHOUT_SEALS = (Tampering.UPDATE, Tampering.SWAP, Tampering.DELETE_AND_RENUMBER, Tampering.REWRITE)
"""Those that leave streams and histories without holes."""
