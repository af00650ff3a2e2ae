"""The feature of seals, and what only it says."""

import re
import shutil
from pathlib import Path
from typing import Any

from psycopg import Connection
from psycopg.sql import SQL, Identifier
from pytest_bdd import parsers, scenarios, then, when

from eventlog.sealing.scanning import read_leaves
from eventlog.sealing.tree_store import SealedTree
from features.running import Outcome, Run
from features.steps.seals import rewrite, seal
from service.session import Session

scenarios("seals.feature")


@when("the auditor verifies the log", target_fixture="outcome")
def verify(indelible: Run, kept: Path, verifier_key: str) -> Outcome:
    return indelible("audit", "verify", "--checkpoint", kept, "--verifier-key", verifier_key, "--json")


@when("the auditor asks whether the second continues the first", target_fixture="outcome")
def ask_consistency(indelible: Run, kept: Path, verifier_key: str) -> Outcome:
    return indelible("audit", "consistency", kept / "1.txt", kept / "2.txt", "--verifier-key", verifier_key)


@when(parsers.parse("the administrator switches the guards off, rewrites event {position:d} and makes all hashes anew"))
def rewrite_all(administrator: Connection[Any], session: Session, position: int) -> None:
    rewrite(administrator, session, position)
    administrator.execute(SQL("DELETE FROM {}").format(Identifier(session.branch.log_schema, "seal_runs")))
    tree = SealedTree(administrator, session.branch)
    for leaves in read_leaves(administrator, session.branch):
        tree.append(leaves)


@when(parsers.parse("an old backup of {events:d} events is restored"))
def restore(administrator: Connection[Any], session: Session, events: int) -> None:
    ends = {"stored_events": "notification_id", "seal_runs": "first_index + leaves", "checkpoints": "size"}
    for table, end in ends.items():
        statement = SQL("DELETE FROM {} WHERE {} > %s").format(Identifier(session.branch.log_schema, table), SQL(end))
        administrator.execute(statement, [events])


@when("the checkpoints outside the database are lost")
def lose(sealing: Path) -> None:
    shutil.rmtree(sealing / "checkpoints")


@then("nothing was changed")
def nothing_changed(outcome: Outcome) -> None:
    assert (outcome.exit_code, outcome.data["findings"], outcome.data["proven"]) == (0, [], True)


@then(parsers.parse("{events:d} later event is not sealed yet"))
def not_sealed(outcome: Outcome, events: int) -> None:
    assert outcome.data["unsealed"] == events


@then("it does")
def it_does(outcome: Outcome) -> None:
    assert outcome.exit_code == 0, outcome.err
    assert "continues that of 3" in outcome.out


@then(parsers.parse("it is found that event {position:d} {what}"))
def found_at(outcome: Outcome, position: int, what: str) -> None:
    first = outcome.data["findings"][0]
    assert (outcome.exit_code, first["position"]) == (3, position)
    assert first["what"] == f"the event at position {position} {what}"


@then(
    parsers.parse("it is found that the log is another one, somewhere after event {after:d} and up to event {up_to:d}")
)
def found_between(outcome: Outcome, after: int, up_to: int) -> None:
    first = outcome.data["findings"][0]
    assert (outcome.exit_code, first["position"], first["after"], first["up_to"]) == (3, None, after, up_to)
    assert first["fits"] == ["rewrite everything and recompute the hashes", "fork"]


@then("it is found that the log is shorter")
def found_shorter(outcome: Outcome) -> None:
    assert outcome.exit_code == 3
    assert re.match(
        r"the log is shorter than .*2.txt: 3 events, where 4 were signed", outcome.data["findings"][0]["what"]
    )


@then(parsers.parse("the sealer refuses: {why}"))
def refuses(indelible: Run, sealing: Path, why: str) -> None:
    before = sorted((sealing / "checkpoints").glob("*"))
    outcome = seal(indelible, sealing)
    assert (outcome.exit_code, outcome.err.startswith(f"ALARM: {why}")) == (3, True), outcome.err
    assert sorted((sealing / "checkpoints").glob("*")) == before
