"""Whatever happens: live, rebuilt and folded in memory are the same, and what is delivered twice counts once."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import Connection

from domain.complaints.policy_events import Severity
from domain.kernel.refusals import Refusal
from eventlog.append.recorder import LogRecorder
from eventlog.branch import Branch
from eventlog.branches import create_branch
from eventlog.database import Database
from eventlog.read.reading import read_log
from projections.catalogue import TABLES
from projections.fold.fold import Folding, Table, rows_of
from projections.fold.table import Key, ReadTable
from projections.running import build as building
from projections.running import write_behind
from projections.running.follow import advance
from projections.running.rebuild import rebuild
from projections.running.schema import as_projector
from projections.running.verify import verify
from tests.projections.book import Book, all_rows, log_of, stored_form
from tests.projections.conftest import stored_rows

customers = st.sampled_from(["110001", "110002"])
orders = st.sampled_from(["A-1", "甲-2"])
complaints = st.sampled_from(["T-1", "T-2"])
contacts = st.sampled_from(["K-1", "K-2", "K-3"])
promises = st.sampled_from(["P-1", "P-2", "P-3"])
texts = st.text("甲é🙂a \t\n\r\\\"',{}N\x07", min_size=1, max_size=6)
days_back = st.sampled_from([0, 0, 0, 0, 0, 7, 20])
"""How long before its telling a step was true; told so late, many are refused."""
cartons = st.integers(2, 9)
less = st.dictionaries(st.integers(1, 2), st.integers(0, 2), max_size=2)
lines = st.tuples(cartons, st.decimals("0", "99.99", places=2).map(str))
classes = {
    "market_type": st.sampled_from(["urban", "rural"]),
    "business_format": st.sampled_from(["grocery", "mall"]),
    "business_scale": st.sampled_from(["large", "small"]),
}
profiles = st.fixed_dictionaries({}, optional={"name": texts, "address": texts, **classes})
respondents = customers | st.just("乙")
scores = st.dictionaries(st.sampled_from(["e1", "p1", "p2", "s1", "n1", "w"]), st.integers(1, 5), max_size=6)

order_steps = st.one_of(
    st.tuples(st.just("place"), orders, customers, lines, lines),
    st.tuples(st.just("confirm"), orders, less),
    st.tuples(st.just("deliver"), orders, less),
    st.tuples(st.just("give_back"), orders, st.sampled_from(["R-1", "R-2"]), st.just({1: 1})),
)
steps = order_steps | st.one_of(
    order_steps,
    order_steps,
    st.tuples(st.just("give_back_freely"), st.sampled_from(["R-1", "R-3"]), customers, cartons, st.just("9.5")),
    st.tuples(st.just("cancel"), orders),
    st.tuples(st.just("change"), customers, profiles),
    st.tuples(st.sampled_from(["verify", "suspend", "resume", "resume", "visit", "withdraw"]), customers),
    st.tuples(st.just("complain"), complaints, st.none() | customers),
    st.tuples(st.sampled_from(["respond", "close", "reopen"]), complaints),
    st.tuples(st.sampled_from(["release", "recall"]), st.sampled_from(["W1", "W2"])),
    st.tuples(st.sampled_from(["draw", "draw", "undraw"]), orders),
    st.tuples(st.sampled_from(["acknowledge", "dispute", "accept", "escalate", "close_day"]), complaints),
    st.tuples(st.just("assess"), complaints, st.sampled_from(Severity)),
    st.tuples(st.just("rate_handling"), complaints, st.integers(1, 5)),
    st.tuples(st.just("publish_policy"), st.integers(1, 9)),
    st.tuples(st.just("publish"), st.integers(1, 3)),
    st.tuples(st.just("ask"), st.just("S-2"), st.lists(customers, max_size=1), st.none() | st.just(5)),
    st.tuples(st.just("answer"), st.sampled_from(["S-1", "S-2"]), respondents, scores, st.none() | texts),
    st.tuples(st.just("answer"), st.just("S-1"), respondents, st.just({"e1": 3}), st.none()),
    st.tuples(st.just("rate"), orders, st.integers(1, 5)),
    st.tuples(st.just("plan"), contacts, customers, st.sampled_from(["2020-02-10", "2020-03-01"])),
    st.tuples(st.sampled_from(["meet", "meet"]), contacts, customers),
    st.tuples(st.sampled_from(["call_off", "miss", "miss"]), contacts),
    st.tuples(st.just("promise"), promises, st.none() | customers, st.sampled_from(["2020-02-10", "2020-03-01"])),
    st.tuples(st.sampled_from(["keep", "keep", "break_off", "take_back", "lapse", "lapse"]), promises),
)
_BEFORE_THE_DAY = dict.fromkeys(
    ("place", "give_back", "give_back_freely", "complain", "promise", "plan", "meet", "answer"), 2
) | {"publish": 0, "publish_policy": 0}
"""How many arguments come before the day; else one."""


@st.composite
def books(draw: st.DrawFn) -> Book:
    """A history of two customers in which much is tried, a day each; what the domain refuses did not happen."""
    book = Book()
    book.enrol("110001", at="2020-01-01", address="甲路")
    book.enrol("110002", at="2020-01-01")
    book.publish("2020-01-01")
    book.ask("S-1", "2020-01-02")
    tried = draw(st.lists(st.tuples(steps, days_back), min_size=25, max_size=80))
    for today, ((name, *arguments), back) in enumerate(tried, 25):
        named = arguments.pop() if name == "change" else {}
        arguments.insert(_BEFORE_THE_DAY.get(name, 1), f"{date(2020, 1, 1) + timedelta(today - back)}")
        with suppress(Refusal):
            getattr(book, name)(*arguments, **named)
    return book


class Shelf:
    """Keeps groups outside a folding, as a database would."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, Key], Any] = {}

    def put_away(self, folding: Folding) -> None:
        for table in folding.tables:
            table.elsewhere = True
            for key, group in table.groups.items():
                self.kept[table.definition.name, key] = group
            table.groups.clear()

    def load(self, table: ReadTable, groups: dict[Key, Any]) -> None:
        for key, group in groups.items():
            if kept := self.kept.get((table.name, key)):
                for row, position in zip(*table.contents(key, kept), strict=True):
                    table.load(group, row, position)


@given(books(), st.data())
def test_any_split_into_batches_and_any_repetition_gives_the_same_rows(book: Book, data: st.DataObject) -> None:
    log = log_of(book.events)
    shelf = Shelf()
    folding = Folding([Table(table) for table in TABLES.values()], shelf.load)
    taken = 0
    while taken < len(log):
        begin = data.draw(st.integers(0, taken), "again from")
        taken = data.draw(st.integers(taken + 1, len(log)), "up to")
        folding.apply([r for r in log[begin:taken] for _ in range(data.draw(st.integers(1, 2), "times"))])
        if data.draw(st.booleans(), "put away"):
            shelf.put_away(folding)
    shelf.put_away(folding)
    for (name, key), group in shelf.kept.items():
        next(t for t in folding.tables if t.definition.name == name).groups[key] = group
    assert {table.definition.name: rows_of(table) for table in folding.tables} == all_rows(log)


@given(books())
def test_periods_meet_without_gap_and_end_in_the_profile(book: Book) -> None:
    tables = all_rows(log_of(book.events))
    for profile in tables["customer_profiles"]:
        periods = [p for p in tables["customer_profile_periods"] if p.customer_no == profile.customer_no]
        assert [p.valid_to for p in periods] == [*(p.valid_from for p in periods[1:]), None]
        assert periods[0].valid_from == profile.enrolled_at
        for field in ("name", "address", "status", "class_code"):
            assert getattr(periods[-1], field) == getattr(profile, field)


@pytest.fixture
def fresh(superuser: Connection[Any]) -> Callable[[], Branch]:
    """Makes one empty branch after the other."""
    made: list[Branch] = []

    def make() -> Branch:
        made.append(Branch(f"b{len(made)}", "Asia/Shanghai", "CNY"))
        create_branch(superuser, made[-1])
        return made[-1]

    return make


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(books(), st.lists(st.integers(1, 30), min_size=1, max_size=5))
def test_live_equals_rebuilt_equals_folded(
    database: Database, operator: Connection[Any], fresh: Any, book: Book, batches: list[int]
) -> None:
    branch = fresh()
    rebuild(database.operator, branch)
    recorder = LogRecorder(database.operator, branch)
    recorder.append(stored_form(branch, book.events, {}))
    recorder.datastore.close()
    new = 1
    with as_projector(operator):
        while new:
            with operator.transaction():
                new, _, _ = advance(operator, branch, branch.read_schema, batches[0])
            batches = [*batches[1:], batches[0]]
    live = stored_rows(operator, branch)
    folded = all_rows(read_log(operator, branch, limit=1000))
    assert {name: [row[:-1] for row in rows] for name, rows in live.items()} == folded
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(write_behind, "MOST_VALUES", 30)
        patched.setattr(write_behind, "SETTLED", 2)
        patched.setattr(building, "MOST_EVENTS", 7)
        assert verify(database.operator, branch).differences == []
        rebuild(database.operator, branch)
    assert stored_rows(operator, branch) == live
