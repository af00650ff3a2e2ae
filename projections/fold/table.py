"""What a read table is: columns with their meaning, a key, and a pure fold over the log."""

import types
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from inspect import signature
from typing import Annotated, Any, NamedTuple, Union, cast, get_args, get_origin, get_type_hints

from psycopg.sql import Composed, Identifier

from domain.kernel.event import Event
from domain.kernel.fields import Business, Staff
from projections.fold.group import Group

Row = tuple[Any, ...]
"""One row: the values of the table's columns, for most tables as its own NamedTuple."""

Rows = list[Any]
"""The rows of one group. A fold never alters the list or a row. It returns the same list where the event changes
nothing; rows that it hands on as they were stay in their order, and where their number stays, in their places."""

Key = tuple[Any, ...]

Fold = Callable[..., Rows]
"""(rows of the group, `Recorded` event) -> rows of the group. Pure: no clock, no draw, no look-up.

One of three parameters is given the group's key, too: where an event touches several groups, it says which this is."""

_SQL_TYPES: dict[type, str] = {
    str: "text",
    int: "bigint",
    Decimal: "numeric",
    datetime: "timestamptz",
    date: "date",
    bool: "boolean",
    dict: "jsonb",
    list: "text[]",
}


class Column(NamedTuple):
    """A column as readers are told of it; `kind` is the Python type of its values."""

    name: str
    kind: type
    nullable: bool
    meaning: str

    @property
    def sql_type(self) -> str:
        """The column's type in PostgreSQL."""
        return _SQL_TYPES[self.kind]


Groups = Callable[[Any], tuple[Key, ...]]
"""`Recorded` event -> the groups it touches."""


@dataclass(frozen=True, eq=False)
class ReadTable:
    """A table that is a fold over the log.

    A *group* is as few rows as can be folded by themselves: `group` names the columns that tell groups apart,
    and `groups` gives the groups an event touches, as values of those columns. After an event of `creates` the group
    cannot have existed before. (It is given the recorded event, not the event alone, since a timeline's group is the
    position.) `folds` says what each kind of event does to a group. A table `watches` the streams of these events, and
    `ignores` names the other topics of those streams: on one that is new it has to decide.
    One of `solitary` makes a group that no other event touches; so do all kinds of a table that has creating ones only.
    After one of `evict_after` it is rarely touched again, so a rebuild need not keep it in memory.
    `constraints` and `indexes` are made when the rows are in. `version` counts what the folds mean: raised
    with them, it makes tables folded the old way count as not built.
    `stretches` names the columns between which a row holds where rows of a group follow one another in time and are
    cut by what is told late: a new row is then no new thing, but goes on from the one that held at its start.
    A table of records - a file, an order, a complaint, not what derives from them - names the fields whose changes are
    `unlisted`, since they only repeat or count what others say; it is None for the other tables. A group of a table of
    records never reaches beyond one customer's history, or one stream that names no customer.
    Of a column of `bookkeeping`, which only says since when others hold, no change counts as one.
    A table with `from_log` is stored nowhere: readers see a view, which this statement over the log in the schema of
    that name makes, with the same rows as the fold and their `changed_at_position`.

    All events of a group belong to one customer's history, or to one stream that names no customer, so that processes
    can share the customers out. A table that gathers what many customers' events say is a `Tally`.
    """

    name: str
    meaning: str
    row: type[Any]
    key: tuple[str, ...]
    group: tuple[str, ...]
    groups: Groups
    folds: Mapping[type[Event], Fold]
    ignores: frozenset[str] = frozenset()
    creates: frozenset[type[Event]] = frozenset()
    solitary: frozenset[type[Event]] = frozenset()
    evict_after: frozenset[type[Event]] = frozenset()
    version: int = 1
    constraints: tuple[str, ...] = ()
    indexes: tuple[tuple[str, ...], ...] = ()
    stretches: tuple[str, str] | None = None
    unlisted: frozenset[str] | None = None
    bookkeeping: frozenset[str] = frozenset()
    from_log: Callable[[Identifier], Composed] | None = None

    @property
    def adds_up(self) -> bool:
        """Whether parts of a group that were folded apart, each from nothing, make one group together."""
        return False

    @property
    def needs_whole_log(self) -> bool:
        """Whether one process has to fold it from the events of all customers."""
        return False

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The fold's columns in their order; the engine adds `changed_at_position` behind them."""
        return columns_of(self.row)

    @property
    def listed(self) -> tuple[Column, ...]:
        """The columns of a record whose changes are listed."""
        hidden = {*self.key, *(self.unlisted or ()), *self.bookkeeping}
        return tuple(column for column in self.columns if column.name not in hidden)

    @property
    def stands_on(self) -> tuple[str, ...]:
        """The tables whose positions say how fresh it is: itself."""
        return (self.name,)

    @cached_property
    def handles(self) -> frozenset[str]:
        """The topics that can change the table."""
        return frozenset(kind.topic for kind in self.folds)

    @cached_property
    def watches(self) -> frozenset[str]:
        """The streams whose events can concern the table: those it folds some event of."""
        return frozenset(map(_stream, self.handles))

    def undecided(self, topics: Iterable[str]) -> set[str]:
        """Those of the topics that are of a watched stream, and neither folded nor ignored."""
        return {topic for topic in topics if _stream(topic) in self.watches} - self.handles - self.ignores

    @cached_property
    def solitary_kinds(self) -> frozenset[type[Event]]:
        """The kinds of events each of which makes a group and is the only one that ever touches it."""
        return self.creates if self.creates == set(self.folds) else self.solitary

    @cached_property
    def keyed(self) -> frozenset[type[Event]]:
        """The kinds of events whose folds ask for the group's key."""
        return frozenset(kind for kind, fold in self.folds.items() if len(signature(fold).parameters) == 3)

    def key_of(self, row: Row) -> Key:
        """The values of the row's key columns."""
        return tuple(getattr(row, name) for name in self.key)

    def new_group(self) -> Any:
        """A group without rows, to be kept in memory."""
        return Group()

    def load(self, group: Any, row: Row, position: int) -> None:
        """Take a stored row, and the position that it was last changed at, into a group in memory."""
        group.rows.append(row)
        group.positions.append(position)

    def contents(self, key: Key, group: Any, *, apart: bool = False) -> tuple[Rows, list[int]]:
        """The rows of a group in memory, and the position of the last event that changed each."""
        return group.rows, group.positions


def _stream(topic: str) -> str:
    return topic.partition(".")[0]


def topics(stream: str, names: str) -> frozenset[str]:
    """`topics("order", "placed confirmed")`: the topics with these past participles."""
    return frozenset(f"{stream}.{name}" for name in names.split())


def changing(row: type[Any], *names: str) -> Callable[..., Any]:
    """A function (row, *values) that gives the row with new values in these fields; `_replace`, five times faster."""
    values = {name: f"value{i}" for i, name in enumerate(names)}
    cells = ", ".join(values.get(name, f"row[{i}]") for i, name in enumerate(row._fields))
    # Written out as text for the same reason, and in the same way, as a named tuple's own constructor is.
    source = f"lambda row, {', '.join(values.values())}: make(row_type, ({cells},))"
    return cast("Callable[..., Any]", eval(source, {"make": tuple.__new__, "row_type": row}))  # noqa: S307


def columns_of(row: type[Any]) -> tuple[Column, ...]:
    """The columns that a row's fields declare."""
    return tuple(_column(name, hint) for name, hint in get_type_hints(row, include_extras=True).items())


def _column(name: str, hint: Any) -> Column:
    """Read `Annotated[T | None, "meaning"]`, or a domain type whose purpose says what it means."""
    meaning, nullable = "", False
    while (origin := get_origin(hint)) in {Annotated, Union, types.UnionType}:
        if origin is Annotated:
            hint, *notes = get_args(hint)
            meaning = meaning or next((_text(n) for n in reversed(notes) if isinstance(n, str | Business | Staff)), "")
        else:
            (hint,) = (a for a in get_args(hint) if a is not types.NoneType)
            nullable = True
    kind = get_origin(hint) or hint
    return Column(name, next(k for k in kind.__mro__ if k in _SQL_TYPES), nullable, meaning)


def _text(note: str | Business | Staff) -> str:
    return note if isinstance(note, str) else note.purpose
