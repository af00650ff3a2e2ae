"""Try an attack on a log and look what a verification says; the log is as before afterwards."""

from random import Random
from typing import NamedTuple

from psycopg import Rollback

from eventlog.database import Database, connect
from eventlog.sealing.findings import Finding, Tampering
from eventlog.sealing.verification import verify
from tests.eventlog.sealing.attacks import ATTACKS, WITHOUT_LEAVES, Superuser
from tests.eventlog.sealing.random_logs import Attacked, switch_guards_off


class Tried(NamedTuple):
    """The first position that an attack touched, and what was found."""

    attack: Tampering
    position: int
    findings: list[Finding]

    @property
    def is_named(self) -> bool:
        """Whether the first finding tells where: the position, or the interval where only that is left."""
        if not self.findings:
            return False
        first = self.findings[0]
        if self.attack in WITHOUT_LEAVES:
            told = first.after is not None and first.up_to is not None and first.after < self.position <= first.up_to
        else:
            told = first.position == self.position
        return told and self.attack in first.fits


def try_attack(database: Database, log: Attacked, attack: Tampering, random: Random) -> Tried:
    """Attack within a transaction, verify there, and roll everything back."""
    with connect(database.admin) as connection, connection.transaction() as attempt:
        switch_guards_off(connection, log.branch)
        position = ATTACKS[attack](Superuser(connection, log, random))
        findings = verify(connection, log.branch, log.kept).findings
        raise Rollback(attempt)
    return Tried(attack, position, findings)


def false_alarms(database: Database, log: Attacked) -> list[Finding]:
    """What is found in a log that nobody touched."""
    with connect(database.operator, autocommit=True) as connection:
        return verify(connection, log.branch, log.kept).findings
