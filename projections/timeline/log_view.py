"""`customer_timeline` as a statement over a branch's log: the rows that its fold makes, computed when they are read."""

from typing import LiteralString

from psycopg.sql import SQL, Composed, Identifier, Literal
from pydantic_core import to_json

from projections.timeline.kinds import KINDS
from projections.timeline.parameters import Declared

# A customer is found by number through the index of first events, and from there by id. The payload is parsed once for
# a row: the planner would put the expression in every place that reads it, were it not for OFFSET.
_STATEMENT: LiteralString = """
SELECT e.notification_id AS position,
       {log}.customer_no_of(first.state) COLLATE "C" AS customer_no,
       e.customer_seq,
       (p.payload ->> 'effective_at')::timestamptz AS effective_at,
       (p.payload ->> 'effective_on')::date AS effective_on,
       e.recorded_at,
       e.topic COLLATE "C" AS topic,
       ({kinds}::jsonb ->> e.topic) COLLATE "C" AS kind,
       CASE e.topic {parameters} END AS parameters,
       (p.payload ->> 'actor') COLLATE "C" AS actor,
       (p.payload ->> 'reason') COLLATE "C" AS reason,
       e.notification_id AS changed_at_position
FROM {log}.stored_events AS first
JOIN {log}.stored_events AS e ON e.customer_id = first.customer_id
CROSS JOIN LATERAL (SELECT convert_from(e.state, 'UTF8')::jsonb AS payload OFFSET 0) AS p
WHERE first.customer_seq = 1 AND {kinds}::jsonb ? e.topic
"""


def timeline_statement(log: Identifier) -> Composed:
    """The rows over the log in that schema, with their `changed_at_position`."""
    declared = {kind: (name, made) for kind, (name, made) in KINDS.items() if "customer_no" in kind.model_fields}
    cases = []
    for kind, (_, made) in declared.items():
        if not isinstance(made, Declared):
            raise TypeError(f"{kind.topic} is about a customer: declare what its sentence states")
        cases.append(SQL("WHEN {} THEN {}").format(Literal(kind.topic), made.sql(kind)))
    kinds = to_json({kind.topic: name for kind, (name, _) in declared.items()}).decode()
    return SQL(_STATEMENT).format(kinds=Literal(kinds), parameters=SQL("\n    ").join(cases), log=log)
