"""customer_timeline is a view over the log: at once, by an index, and exactly what the fold makes in Python."""

import json
from collections.abc import Iterable
from typing import Any

import pytest
from psycopg import Connection
from psycopg.rows import tuple_row
from psycopg.sql import SQL, Identifier

from domain.kernel.streams import stream_of
from eventlog.append.codec import decode
from eventlog.append.new_event import NewEvent
from eventlog.append.recorder import LogRecorder
from eventlog.branch import Branch
from eventlog.branches import create_branch
from eventlog.database import Database
from eventlog.read.reading import head, read_log
from projections.fold.fold import fold_events
from projections.running.rebuild import rebuild
from projections.running.schema import definition
from projections.running.status import read_status
from projections.timeline.customer_timeline import CUSTOMER_TIMELINE
from projections.timeline.parameters import Field, fields
from tests.eventlog.test_samples import FILES
from tests.projections.book import Book
from tests.projections.conftest import Append, stored_rows


def seen(connection: Connection[Any], branch: Branch, where: str = "true") -> list[tuple[Any, ...]]:
    """What a reader finds, without `changed_at_position`."""
    names = SQL(", ").join(Identifier(column.name) for column in CUSTOMER_TIMELINE.columns)
    view = Identifier(branch.read_schema, CUSTOMER_TIMELINE.name)
    with connection.transaction(), connection.cursor(row_factory=tuple_row) as cursor:
        connection.execute(SQL("SET LOCAL ROLE {}").format(Identifier(branch.reader)))
        connection.execute("SET LOCAL TIME ZONE 'UTC'")
        statement = SQL("SELECT {} FROM {} WHERE {} ORDER BY position").format(names, view, SQL(where))
        return cursor.execute(statement).fetchall()


def folded(connection: Connection[Any], branch: Branch) -> list[tuple[Any, ...]]:
    rows = fold_events([CUSTOMER_TIMELINE], read_log(connection, branch, limit=10_000))[CUSTOMER_TIMELINE.name]
    return [tuple(row) for row in rows]


def in_log(branch: Branch, stored: Iterable[tuple[str, bytes]]) -> list[NewEvent]:
    """Events as the bytes that were once written, each as the next of its stream."""
    versions: dict[Any, int] = {}
    made = []
    for topic, state in stored:
        event = decode(topic, state)
        stream = branch.stream(*stream_of(event))
        versions[stream] = versions.get(stream, 0) + 1
        customer = event.about_customer and branch.stream("customer", event.about_customer)
        made.append(NewEvent(stream, versions[stream], customer or None, topic, state))
    return made


def test_of_every_version_of_every_event_it_says_what_the_fold_says(
    database: Database, operator: Connection[Any], branch: Branch, recorder: LogRecorder
) -> None:
    rebuild(database.operator, branch)
    recorder.append(in_log(branch, ((file.parent.name, file.read_bytes()) for file in FILES)))
    expected = folded(operator, branch)
    assert len(expected) == sum("customer_no" in json.loads(file.read_bytes()) for file in FILES)
    assert seen(operator, branch) == expected


@pytest.mark.parametrize(
    ("topic", "changes"),
    [
        ("order.placed", {"supplementary": None}),  # as in what was written before there was the field
        ("customer.profile_verified", {"fields": None}),
        ("customer.factor_assessed", {"value": "1.20E+3"}),
        ("customer.factor_assessed", {"value": "0E-12"}),
        ("customer.factor_assessed", {"value": "-7E-2", "note": "1E+3 '{}' \\ %s"}),
        ("customer.profile_verified", {"fields": [], "note": ""}),
        ("promise.kept", {"days_late": 0}),
        ("promise.kept", {"days_late": 3}),
        ("customer.service_classed", {"to_be_banned": False}),
        ("customer.service_classed", {"to_be_banned": True}),
        ("customer.compliance_scored", {"violations": []}),
        ("customer.compliance_scored", {"violations": ["违-2", "违-1", "違\n3"]}),
        ("contact.made", {"needs": [{"service": "报纸", "need": "needed"}]}),
        ("contact.made", {"needs": [{"service": s, "need": "unneeded"} for s in ("报纸", "培训")]}),
        ("customer.value_graded", {"in_force": "never given"}),
        ("customer.value_graded", {"in_force": None}),
        ("allotment.drawn", {"sku": None, "supply_tier": None}),
        ("allotment.drawn", {"supply_tier": None, "from_leftover": 2}),
        ("allotment.drawn", {"supply_tier": 30, "from_leftover": 0}),
    ],
    ids=lambda value: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False),
)
def test_of_values_at_the_edge_it_says_what_the_fold_says(
    database: Database,
    operator: Connection[Any],
    branch: Branch,
    recorder: LogRecorder,
    topic: str,
    changes: dict[str, object],
) -> None:
    rebuild(database.operator, branch)
    file = max(file for file in FILES if file.parent.name == topic)
    payload = {name: v for name, v in {**json.loads(file.read_bytes()), **changes}.items() if v is not None}
    recorder.append(in_log(branch, [(topic, json.dumps(payload, ensure_ascii=False).encode())]))
    assert seen(operator, branch) == folded(operator, branch) != []


def test_it_is_true_at_once_and_its_status_says_so(
    database: Database, operator: Connection[Any], branch: Branch, append: Append, year: Book
) -> None:
    rebuild(database.operator, branch)
    append(*year.events)  # nobody takes them into the tables
    assert seen(operator, branch) == folded(operator, branch) != []
    end = head(operator, branch)
    found = {one.table_name: (one.position, one.lag_events, one.state) for one in read_status(operator, branch)}
    assert found.pop(CUSTOMER_TIMELINE.name) == (end, 0, "current")
    assert set(found.values()) == {(0, len(year.events), "behind")}


def test_one_customer_is_found_by_index(
    database: Database, operator: Connection[Any], branch: Branch, append: Append, year: Book
) -> None:
    rebuild(database.operator, branch)
    append(*year.events)
    assert {row[1] for row in seen(operator, branch, "customer_no = '110002'")} == {"110002"}
    with operator.transaction():
        operator.execute("SET LOCAL enable_seqscan = off")  # a log so small is read whole
        view = Identifier(branch.read_schema, CUSTOMER_TIMELINE.name)
        plan = operator.execute(
            SQL("EXPLAIN (COSTS off) SELECT * FROM {} WHERE customer_no = '110002'").format(view)
        ).fetchall()
    steps = "\n".join(step for (step,) in plan)
    assert "Scan" in steps
    assert "stored_events_customer_no_idx" in steps
    assert "stored_events_customer_idx" in steps
    assert "Seq Scan" not in steps


def test_it_takes_the_place_of_the_table_that_an_earlier_version_stored(
    database: Database, superuser: Connection[Any], operator: Connection[Any], branch: Branch, append: Append
) -> None:
    rebuild(database.operator, branch)
    book = Book()
    book.enrol("110001")
    append(*book.events)
    name = Identifier(branch.read_schema, CUSTOMER_TIMELINE.name)
    superuser.execute("CREATE ROLE quality; GRANT indelible_reader_suzhou TO quality")
    superuser.execute("SET ROLE indelible_projector")
    superuser.execute(SQL("DROP VIEW {}").format(name))
    superuser.execute(definition(branch.read_schema, CUSTOMER_TIMELINE))
    superuser.execute(SQL("GRANT SELECT ON {} TO quality").format(name))
    superuser.execute("RESET ROLE")
    rebuild(database.operator, branch)
    assert [row[1] for row in seen(operator, branch)] == ["110001"]
    granted = superuser.execute(
        "SELECT has_table_privilege('quality', %s, 'SELECT')", [f"{branch.read_schema}.{CUSTOMER_TIMELINE.name}"]
    )
    assert granted.fetchone() == (True,)
    assert len(stored_rows(operator, branch)[CUSTOMER_TIMELINE.name]) == 1
    rebuild(database.operator, branch)  # and a view that of another view
    assert [row[1] for row in seen(operator, branch)] == ["110001"]


def test_a_first_event_that_cannot_be_read_has_no_number(superuser: Connection[Any], branch: Branch) -> None:
    function = SQL("SELECT {}.customer_no_of(%s)").format(Identifier(branch.log_schema))
    for state, number in ((b'{"customer_no": "110001"}', "110001"), (b"{9", None), (b"\xff\xff", None), (b"[]", None)):
        assert superuser.execute(function, [state]).fetchone() == (number,)


def test_a_branch_of_an_earlier_version_is_given_the_index(superuser: Connection[Any], branch: Branch) -> None:
    log = Identifier(branch.log_schema)
    superuser.execute(SQL("DROP FUNCTION {}.customer_no_of CASCADE").format(log))
    superuser.execute("DELETE FROM indelible.migrations WHERE scope = %s AND number = 4", [branch.slug])
    create_branch(superuser, branch)
    found = superuser.execute("SELECT to_regclass(%s)", [f"{branch.log_schema}.stored_events_customer_no_idx"])
    assert found.fetchone() != (None,)


def test_a_declared_field_says_whether_it_is_left_out() -> None:
    graded = decode("promise.kept", next(f for f in FILES if f.parent.name == "promise.kept").read_bytes())
    late = graded.model_copy(update={"days_late": 0})
    assert fields("days_late")(late) == {"days_late": 0}
    assert fields(Field("days_late", stated=True))(late) == {}
