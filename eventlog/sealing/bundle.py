"""The files that prove one customer's history to whoever runs verify_evidence.py: the stored bytes and their proofs."""

import json
from base64 import b64encode
from collections.abc import Iterable
from datetime import UTC
from typing import Any, NamedTuple

from psycopg import Connection
from psycopg.rows import dict_row
from psycopg.sql import SQL, Identifier

from domain.customers.refusals import CustomerNotFound
from eventlog.branch import Branch
from eventlog.sealing.history_lengths import read_heads
from eventlog.sealing.refusals import CustomerNotSealed, LogNotSealed
from eventlog.sealing.tree import consistency_proof, inclusion_proof
from eventlog.sealing.tree_store import SealedTree
from eventlog.sealing.verify_evidence import Checkpoint, read_checkpoint


class Bundle(NamedTuple):
    """Texts by the names of their files, and the checkpoint that they lead to.

    `events` are in it; `unsealed` are those of the customer that were recorded after the checkpoint.
    """

    checkpoint: Checkpoint
    events: int
    unsealed: int
    files: dict[str, str]


def make_bundle(
    connection: Connection[Any], branch: Branch, customer_no: str, kept: Checkpoint | None = None
) -> Bundle:
    """The customer's events up to the last recorded checkpoint, which is shown to continue the one that was `kept`.

    What is stored is taken as it is: the check of the bundle finds what was tampered with. Raises LogNotSealed,
    CustomerNotFound, CustomerNotSealed, and NotProven for an event that came into the log behind the seals.
    """
    tree = SealedTree(connection, branch)
    note = tree.checkpoint()
    if note is None:
        raise LogNotSealed(slug=branch.slug)
    checkpoint = read_checkpoint(note)
    customer_id = branch.stream("customer", customer_no)
    stored = _stored(connection, branch, customer_id)
    if not stored:
        raise CustomerNotFound(customer_no=customer_no)
    sealed = [row for row in stored if row["position"] <= checkpoint.position]
    if not sealed:
        raise CustomerNotSealed(events=len(stored), customer_no=customer_no)
    lines = []
    for row in sealed:
        index = tree.require_index(row["position"])
        state, at = row["state"].decode(errors="replace"), row["recorded_at"].astimezone(UTC).isoformat()
        proof = _base64(inclusion_proof(tree, index, checkpoint.size))
        lines.append(_json({**row, "state": state, "recorded_at": at, "index": index, "proof": proof}))
    heads = read_heads(connection, branch, checkpoint.position)
    index, path = heads.proof(customer_id)
    head = {"branch": branch.slug, "customer_no": customer_no, "events": heads.events_of(customer_id)}
    files = {
        "checkpoint.txt": note,
        "customer.json": _json({**head, "index": index, "proof": _base64(path)}),
        "events.jsonl": "".join(lines),
    }
    if kept and 0 < kept.size < checkpoint.size:
        files[f"consistency-{kept.size}.json"] = _json(_base64(consistency_proof(tree, kept.size, checkpoint.size)))
    return Bundle(checkpoint, len(sealed), len(stored) - len(sealed), files)


def _stored(connection: Connection[Any], branch: Branch, customer_id: object) -> list[dict[str, Any]]:
    statement = SQL(
        "SELECT notification_id AS position, originator_id AS stream_id, originator_version AS version, customer_seq,"
        " recorded_at, topic, recorded_login, state FROM {} WHERE customer_id = %s ORDER BY customer_seq"
    )
    with connection.cursor(binary=True, row_factory=dict_row) as cursor:
        cursor.execute(statement.format(Identifier(branch.log_schema, "stored_events")), [customer_id])
        return cursor.fetchall()


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, default=str) + "\n"


def _base64(proof: Iterable[bytes]) -> list[str]:
    return [b64encode(one).decode() for one in proof]
