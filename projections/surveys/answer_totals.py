"""What the read tables hold of a set of answers, to reconcile an import with."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from psycopg import Connection
from psycopg.sql import SQL, Identifier

from eventlog.branch import Branch


class AnswerTotals(NamedTuple):
    """Counts over sheets and over the scores in them."""

    answers: int
    scores: int
    points: int
    """The sum of the scores as they were given."""


def answer_totals(connection: Connection[Any], branch: Branch, answer_nos: Sequence[str]) -> AnswerTotals:
    """Count these sheets in `survey_answers` as they stand."""
    row = connection.execute(
        SQL(
            "SELECT count(DISTINCT answer_no), count(score), coalesce(sum(score), 0) FROM {} WHERE answer_no = ANY(%s)"
        ).format(Identifier(branch.read_schema, "survey_answers")),
        [list(answer_nos)],
    ).fetchone()
    return AnswerTotals(*map(int, row or (0, 0, 0)))
