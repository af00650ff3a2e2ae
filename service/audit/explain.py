"""Explain values of read tables by the events they rest on, and tell what differs between two answers."""

import re
import shlex
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, tzinfo
from itertools import chain, permutations
from typing import Any, NamedTuple, TypeVar, cast

from domain.compliance.events import CustomerServiceClassed
from domain.kernel.event import Event, Recorded
from domain.kernel.text import escaped
from domain.supply.events import SupplyTierAssigned
from eventlog.runtime.progress import Progress, no_progress
from projections.catalogue import TABLES, VIEWS
from projections.explaining.counted import Counted
from projections.explaining.differences import Difference, differences
from projections.explaining.explanation import Explanation, explain, responsible
from projections.explaining.group_history import GroupHistory
from projections.explaining.histories import histories
from projections.fold.fold import rows_of, sort_key
from projections.fold.table import Column, Key, ReadTable
from projections.running.fold_log import batches_for, fold_log
from projections.timeline.customer_timeline import CUSTOMER_TIMELINE
from service.basis import Basis, events_counted
from service.compliance.compliance import basis_of_class
from service.queries import AsOf, customer_history, reached_position
from service.question_refusals import (
    CustomerNotNamed,
    FieldUnknown,
    RowNotNamed,
    RowUnknown,
    TableOfNoCustomer,
    TableUnknown,
    ViewNotExplained,
)
from service.session import Session
from service.supply.supply_tiers import basis_of_tier

ABOUT_CUSTOMERS: Mapping[str, ReadTable] = {
    name: table for name, table in TABLES.items() if "customer_no" in table.row._fields
}
"""Tables whose rows each follow from one customer's history, or from that of a stream that names no customer."""


class Scored(NamedTuple):
    """An event that states what a score decided, in these fields, and the way to what the score counted."""

    decided: frozenset[str]
    basis_of: Callable[[Session, Any], Basis]


SCORED: Mapping[type[Event], Scored] = {
    SupplyTierAssigned: Scored(frozenset({"supply_tier"}), basis_of_tier),
    CustomerServiceClassed: Scored(frozenset({"delivered_qty", "service_class", "to_be_banned"}), basis_of_class),
}

T = TypeVar("T")

MOST_ROWS = 20
"""So many rows a refusal lists."""

_FOR_SHELLS = re.compile(r"""[\s"'\\$&();<>|`*?~#!]""")


@dataclass(frozen=True)
class Differing:
    """A value that is not what it was, and the events that made it so."""

    table: ReadTable
    difference: Difference
    events: Sequence[Recorded]


def explained(
    session: Session,
    customer_no: str | None,
    bounds: AsOf,
    table_name: str,
    field: str,
    row: Sequence[str],
    progress: Progress = no_progress,
) -> tuple[int, Explanation]:
    """Explain one value; with the position it holds for. `row` is as much of its key as tells it from the others.

    Without a customer the whole log is read for what made the row. Raises what `customer_history` does, `TableUnknown`,
    `ViewNotExplained`, `CustomerNotNamed`, `TableOfNoCustomer`, `FieldUnknown`, `RowUnknown` or `RowNotNamed`.
    """
    table = _find_explained(table_name, customer_no)
    column = find_field(field, table.columns, table.name)
    zone = session.branch.tz
    if customer_no is not None:
        position, events = customer_history(session, customer_no, bounds)
        found = ((history, table.key_of(row)) for history in histories(table, events).values() for row in history.rows)
        history, key = _find_row(found, table, f"customer {customer_no}", row, zone)
        explanation = explain(history, key, column)
        return position, replace(explanation, behind=_behind(session, explanation, events))
    position = reached_position(session, bounds)
    return position, explain(*_history_in_log(session, table, row, position, bounds.as_of, progress), column, progress)


def _behind(session: Session, explanation: Explanation, events: Sequence[Recorded]) -> list[Counted]:
    """What was counted for the last score whose outcome the value was taken from; nothing where it comes from none."""
    for named in reversed(explanation.named):
        scored = SCORED.get(type(named.recorded.event))
        if scored and named.changed and scored.decided.intersection(named.inputs or ()):
            return events_counted(scored.basis_of(session, named.recorded.event), events)
    return []


def _find_explained(name: str, customer_no: str | None) -> ReadTable:
    """The table of that name; raises what `explained` says of tables."""
    if name in VIEWS:
        raise ViewNotExplained(view=name, tables=", ".join(VIEWS[name].stands_on))
    table = find_table(name, TABLES)
    whose = next((column for column in table.columns if column.name == "customer_no"), None)
    if customer_no is None and whose and not whose.nullable:
        raise CustomerNotNamed(table=name)
    if customer_no is not None and not whose:
        raise TableOfNoCustomer(table=name, customer_no=customer_no, key=", ".join(table.key))
    return table


def find_table(name: str, tables: Mapping[str, ReadTable]) -> ReadTable:
    """The table of that name; raises `TableUnknown`."""
    if name not in tables:
        raise TableUnknown(table=escaped(name), tables=", ".join(tables))
    return tables[name]


def find_field(name: str, columns: Iterable[Column], where: str) -> Column:
    """The field of that name among these columns of some tables; raises `FieldUnknown`."""
    fields = {column.name: column for column in columns}
    if name not in fields:
        raise FieldUnknown(field=escaped(name), where=where, fields=", ".join(fields))
    return fields[name]


def differing(session: Session, customer_no: str, earlier: AsOf, later: AsOf) -> tuple[int, list[Differing]]:
    """All values of a customer that differ between two answers; with the position of the later one.

    `later` has every event that `earlier` has. The timeline is left out, for it only grows, and so is what only says
    since when a value holds. Raises what `customer_history` does of the later bounds; of the earlier ones there may
    have been nothing yet.
    """
    old = reached_position(session, earlier)
    position, events = customer_history(session, customer_no, later)
    before = [e for e in events if e.position <= old and earlier.holds(e.event)]
    tables = [table for table in ABOUT_CUSTOMERS.values() if table is not CUSTOMER_TIMELINE]
    return position, [found for table in tables for found in _differing(table, before, events)]


def _differing(table: ReadTable, before: Sequence[Recorded], events: Sequence[Recorded]) -> Iterator[Differing]:
    earlier = histories(table, before)
    for group, later in sorted(histories(table, events).items(), key=lambda found: sort_key(found[0])):
        old = earlier.get(group) or GroupHistory(table, group, [])
        for difference in differences(table, old.rows, later.rows):
            if difference.field not in table.bookkeeping:
                made_so = responsible(later, difference.key, difference.field, old.events)
                yield Differing(table, difference, made_so)


def _history_in_log(
    session: Session, table: ReadTable, row: Sequence[str], position: int, as_of: date | None, progress: Progress
) -> tuple[GroupHistory, Key]:
    """The history of the row's group, from the whole log, of which only that of groups that it may be in is kept."""
    where, zone = (session.connection, session.branch, table, position, as_of), session.branch.tz
    if row:
        with progress(f"reading what made {table.name}", position) as count:
            events = chain.from_iterable(batches_for(*where, count))
            found = histories(table, events, _Named(table, row, zone)).values()
        rows = [(history, table.key_of(made)) for history in found for made in history.rows]
        if _fitting(rows, table, row, zone):
            return _find_row(rows, table, "the branch", row, zone)
    with progress(f"looking for rows of {table.name}", position) as count:
        whole = fold_log(*where, count)
    _, key = _find_row((((), table.key_of(made)) for made in rows_of(whole)), table, "the branch", row, zone)
    return _history_in_log(session, table, [_printed(value, zone)[0] for value in key], position, as_of, progress)


class _Named:
    """The groups that a row may be in of whose key these values are known, each as it is printed."""

    def __init__(self, table: ReadTable, wanted: Sequence[str], zone: tzinfo) -> None:
        self._wanted, self._zone = wanted, zone
        self._elsewhere = len(table.key) - len(table.group)  # so many of them the group does not know
        self._known: dict[object, bool] = {}

    def __contains__(self, group: object) -> bool:
        if group not in self._known:
            forms = {form for value in cast("Key", group) for form in _printed(value, self._zone)}
            self._known[group] = sum(text not in forms for text in self._wanted) <= self._elsewhere
        return self._known[group]


def _find_row(
    found: Iterable[tuple[T, Key]], table: ReadTable, whose: str, wanted: Sequence[str], zone: tzinfo
) -> tuple[T, Key]:
    """The one row whose key has these values, each as it is printed; those not needed to tell it may be left out.

    With each key comes what the row is part of, which is given back with it.
    """
    rows = sorted(found, key=lambda row: sort_key(row[1]))
    fitting = _fitting(rows, table, wanted, zone)
    if len(fitting) == 1:
        return fitting[0]
    own = [i for i, name in enumerate(table.key) if name != "customer_no"]
    some = [" ".join(f"--row {_typed(key[i], zone)}" for i in own) for _, key in (fitting or rows)[:MOST_ROWS]]
    more = f" and {len(fitting or rows) - MOST_ROWS} more" if len(fitting or rows) > MOST_ROWS else ""
    facts = {"whose": whose, "table": table.name, "rows": ", ".join(some) + more or "none"}
    if fitting:
        raise RowNotNamed(**facts, count=len(fitting))
    raise RowUnknown(**facts, row=" ".join(map(escaped, wanted)) or "at all")


def _fitting(
    rows: Sequence[tuple[T, Key]], table: ReadTable, wanted: Sequence[str], zone: tzinfo
) -> list[tuple[T, Key]]:
    for order in permutations(wanted) if len(wanted) <= len(table.key) else ():  # the key's own order comes first
        fitting = [row for row in rows if _fits(order, [_printed(value, zone) for value in row[1]])]
        if fitting:
            return fitting
    return []


def _fits(wanted: Sequence[str], printed: Sequence[tuple[str, ...]]) -> bool:
    rest = iter(printed)
    return all(any(text in forms for forms in rest) for text in wanted)


def _typed(value: object, zone: tzinfo) -> str:
    """A value of a key as a shell takes it: in quotes where it has a space or a sign with a meaning there."""
    printed, *_ = _printed(value, zone)
    return shlex.quote(printed) if _FOR_SHELLS.search(printed) else printed


def _printed(value: object, zone: tzinfo) -> tuple[str, ...]:
    """The ways in which people see a value of a key, the usual one first."""
    match value:
        case None:
            return ("-",)
        case datetime():
            local = value.astimezone(zone)
            exact = local.isoformat()
            return (f"{local:%Y-%m-%d}", exact) if local.time() == time() else (exact,)
    return (str(value),)
