"""What counts as a record - a file, an order, a complaint, a promise - and how events changed it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

from domain.kernel.event import Recorded
from projections.customers.customer_profile_periods import PeriodRow
from projections.explaining.differences import Difference, differences
from projections.explaining.histories import histories
from projections.fold.table import Column, ReadTable
from projections.surveys.survey_answers import AnswerRow

BOOKKEEPING = frozenset({"valid_since", "stated"})
"""Fields that only say since when others hold."""

RECORDS: Mapping[str, frozenset[str]] = {
    "customer_profile_periods": frozenset({"valid_to"}) | BOOKKEEPING,
    "customer_profiles": frozenset({*PeriodRow._fields, "completeness"}) | BOOKKEEPING,
    "orders": frozenset(),
    "order_lines": frozenset(),
    "returns": frozenset(),
    "complaints": frozenset(),
    "surveys": frozenset(),
    "products": frozenset({"described_at", "state_since"}),
    "violations": frozenset(),
    "sales_anomalies": frozenset(),
    "value_grade_overrides": frozenset(),
    "survey_answers": frozenset(AnswerRow._fields) - {"order_no", "customer_no", "score", "theme", "text"},
    "promises": frozenset({"month", "settled"}),
    "contacts": frozenset({"month", "day", "is_open"}),
    "service_needs": frozenset({"customer_no", "said_at"}),
}
"""Tables of things, each with the fields that only repeat or count what others say; the rest of the tables derive.

A group of such a table never reaches beyond one customer's history, or one stream that names no customer. The file
is told by its periods, since a fact told late shows there even if the present profile does not change.
"""


class FieldChange(NamedTuple):
    """What an event changed in a record. Both None: it changed nothing that a record shows."""

    recorded: Recorded
    table: ReadTable | None
    difference: Difference | None


def told_columns(table: ReadTable) -> list[Column]:
    """The columns of a record whose changes are told."""
    return [column for column in table.columns if column.name not in {*table.key, *RECORDS[table.name]}]


def changes_by(
    events: Sequence[Recorded], counts: Callable[[Recorded], bool], tables: Collection[ReadTable]
) -> list[FieldChange]:
    """What those of the events that count changed in the records of these tables, in the order of the log.

    `events` is a whole history from its beginning; each event that counts is told at least once.
    """
    counting = [recorded for recorded in events if counts(recorded)]
    found: dict[int, list[FieldChange]] = {recorded.position: [] for recorded in counting}
    for table in tables:
        left_out = RECORDS[table.name]
        touched = {
            group for recorded in counting if type(recorded.event) in table.folds for group in table.groups(recorded)
        }
        for history in histories(table, events, touched).values():
            for i, recorded in enumerate(history.events):
                if recorded.position in found:
                    found[recorded.position] += (
                        FieldChange(recorded, table, difference)
                        for difference in differences(table, history.rows_after(i), history.rows_after(i + 1))
                        if difference.field not in left_out
                    )
    return [change for r in counting for change in found[r.position] or [FieldChange(r, None, None)]]
