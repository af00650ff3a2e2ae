"""Which events a value rests on, what the rule took from them, and what differs between two states."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from domain.complaints.policy_events import Severity
from domain.customers.events import CustomerMoved
from domain.evaluation.results import FactorFinding
from projections.catalogue import TABLES
from projections.explaining.differences import differences
from projections.explaining.explanation import Explanation, explain, responsible
from projections.explaining.group_history import GroupHistory
from projections.explaining.histories import histories
from projections.explaining.records import changes_by
from projections.fold.fold import fold_events
from projections.fold.table import Key
from projections.fold.tally import Tally
from tests.domain.scenario import stamp
from tests.projections.book import Book, at, log_of
from tests.projections.evaluation.grades import close_round, grade


@pytest.fixture
def book() -> Book:
    """110001 moved in 2021-09 and, told later, in 2021-06; beside another customer."""
    made = Book()
    made.enrol("110001", at="2020-01-01", address="甲路")
    made.enrol("110002", at="2020-01-01", address="子路")
    made.change("110001", "2021-09-01", address="乙路")
    made.change("110001", "2021-06-01", address="丙路")
    return made


def history_of(book: Book, table: str, *group: Any) -> GroupHistory:
    return histories(TABLES[table], log_of(book.events))[group]


def explained(book: Book, table: str, key: Key, field: str) -> Explanation:
    column = next(c for c in TABLES[table].columns if c.name == field)
    return explain(history_of(book, table, *key[: len(TABLES[table].group)]), key, column)


def told(found: Explanation) -> list[tuple[Any, ...]]:
    return [(n.recorded.position, n.changed, n.before, n.after, n.inputs) for n in found.named]


def test_a_present_address_rests_on_the_move_that_it_holds_from(book: Book) -> None:
    found = explained(book, "customer_profiles", ("110001",), "address")
    assert (found.value, found.rule) == ("乙路", "customer_profiles/1")
    assert told(found) == [(30, True, "甲路", "乙路", ["address"])]


def test_the_address_of_a_period_rests_on_what_was_told_late(book: Book) -> None:
    found = explained(book, "customer_profile_periods", ("110001", at("2021-06-01")), "address")
    assert found.value == "丙路"
    assert told(found) == [
        (10, False, None, None, []),  # without it the move told first would begin the file, and nothing go before it
        (40, True, None, "丙路", ["effective_at", "address"]),
    ]


def test_a_code_rests_on_all_its_parts_wherever_they_were_told(book: Book) -> None:
    book.change("110001", "2021-10-01", market_type="urban", business_format="mall")
    book.visit("110001", "2021-10-02")
    book.change("110001", "2021-10-03", business_scale="large")
    book.change("110001", "2021-10-04", business_scale="small")
    found = explained(book, "customer_profiles", ("110001",), "class_code")
    assert found.value == "CN3"
    assert told(found) == [
        (50, False, None, None, []),
        (80, True, "CN1", "CN3", ["business_scale"]),
    ]


def test_a_fact_that_showed_nothing_is_named_where_it_keeps_a_late_one_away(book: Book) -> None:
    for day, address in (("2022-03-01", "乙路"), ("2022-02-01", "丁路")):
        book.events.append(CustomerMoved(**stamp(day).fields(), customer_no="110001", address=address))
    assert told(explained(book, "customer_profiles", ("110001",), "address")) == [
        (30, True, "甲路", "乙路", ["address"]),
        (50, False, "乙路", "乙路", ["address"]),
    ]


def test_a_sum_rests_on_every_event_since_it_was_begun(book: Book) -> None:
    for n, qty in ((1, 3), (2, 4)):
        book.place(f"A-{n}", "110001", "2021-05-03", (qty, "10.00"))
    book.cancel("A-1", "2021-05-04")
    book.visit("110001", "2021-05-05")
    found = explained(book, "customer_months", ("110001", date(2021, 5, 1)), "requested_qty")
    assert found.value == 4
    assert [(n.recorded.position, n.before, n.after) for n in found.named] == [(50, None, 3), (60, 3, 7), (70, 7, 4)]
    assert [n.inputs for n in found.named] == [["effective_on", "requested_qty"]] * 2 + [["placed_on", "requested_qty"]]


def test_a_status_rests_on_the_step_that_gave_it_and_on_what_made_the_row(book: Book) -> None:
    book.place("A-1", "110001", "2021-05-03", (3, "30.00"), (2, "10.00"))
    book.confirm("A-1", "2021-05-04", {2: 1})
    book.deliver("A-1", "2021-05-05")
    assert told(explained(book, "orders", ("A-1",), "status")) == [
        (50, False, None, "placed", []),
        (70, True, "confirmed", "delivered", []),
    ]
    assert told(explained(book, "order_lines", ("A-1", 2), "amount")) == [
        (50, False, None, Decimal("10.00"), ["lines[1].amount"]),
        (60, True, Decimal("10.00"), Decimal("5.00"), ["changes[0].amount"]),
    ]
    (last,) = explained(book, "orders", ("A-1",), "lines").named
    assert last.inputs == ["lines"]


def test_what_a_round_found_rests_on_that_part_of_its_result(book: Book) -> None:
    finding = FactorFinding(factor="sales_history", value="1200", points=Decimal("60.5"), position=7)
    found: dict[str, Any] = {"credit": Decimal("60.5"), "total": Decimal(61), "reached": "B"}
    found |= {"before": "A", "move": "lowered"}
    grade(book, "110001", "2021Q1", "2021-04-01", "B", factors=(finding,), **found)
    close_round(book, "2021Q1", "2021-04-01", (None, "A", 3), ("A", "B", 1))
    same = ("credit", "total", "reached", "grade", "move")
    for field, path in {**{name: name for name in same}, "grade_before": "before"}.items():
        (named,) = explained(book, "evaluation_scores", ("2021Q1", "110001"), field).named
        assert named.inputs == [f"result.{path}"], field
    (named,) = explained(book, "evaluation_scores", ("2021Q1", "110001"), "factors").named
    assert named.inputs == [f"result.factors[0].{name}" for name in ("factor", "value", "points", "position")]
    (named,) = explained(book, "evaluation_scores", ("2021Q1", "110001"), "round_id").named
    assert named.inputs == ["round_no"]
    (named,) = explained(book, "tier_transitions", ("2021Q1", "A", "B"), "customers").named
    assert named.inputs == [f"transitions[1].{name}" for name in ("before", "after", "customers")]


def test_a_deadline_given_anew_rests_on_what_gave_it_and_not_on_the_one_before() -> None:
    made = Book()
    made.publish_policy("2020-12-01")
    made.complain("T-1", None, "2021-06-01 09:00")
    made.assess("T-1", "2021-06-01 15:30", Severity.CRITICAL)
    found = explained(made, "complaints", ("T-1",), "respond_due_at")
    assert [(n.recorded.event.topic, n.changed) for n in found.named] == [
        ("complaint.received", False),
        ("complaint.assessed", True),
    ]


def test_the_rule_is_quoted_where_it_says_something(book: Book) -> None:
    (said,) = explained(book, "customer_profiles", ("110001",), "address").said
    assert said.startswith("Show each fact unless the file already shows one effective later")


def test_a_difference_is_blamed_on_new_events_only(book: Book) -> None:
    history = history_of(book, "customer_profiles", "110001")
    (moved,) = responsible(history, ("110001",), "address", history.events[:1])
    assert moved.position == 30


def test_a_difference_has_every_new_event_by_which_the_value_became_another(book: Book) -> None:
    book.place("A-1", "110001", "2021-05-03")
    book.confirm("A-1", "2021-05-04")
    book.deliver("A-1", "2021-05-05")
    history = history_of(book, "orders", "A-1")
    assert [r.position for r in responsible(history, ("A-1",), "status", history.events[:1])] == [60, 70]


def test_what_runs_on_from_one_new_period_to_the_next_is_told_once(book: Book) -> None:
    book.change("110001", "2021-10-01", name="老店")
    book.change("110001", "2021-11-01", address="丁路")
    table, log = TABLES["customer_profile_periods"], log_of(book.events[:1] + book.events[2:])
    before, after = (fold_events([table], log[:n])[table.name] for n in (3, 5))
    found = [(d.key[1], d.field, d.before, d.after) for d in differences(table, before, after)]
    assert [difference for difference in found if difference[1] != "stated"] == [
        (at("2021-09-01"), "valid_to", None, at("2021-10-01")),
        (at("2021-10-01"), "name", None, "老店"),
        (at("2021-11-01"), "address", "乙路", "丁路"),
    ]


def test_a_cut_period_is_compared_with_the_one_it_was_cut_from(book: Book) -> None:
    table, log = TABLES["customer_profile_periods"], log_of(book.events[:1] + book.events[2:])
    before, after = (fold_events([table], log[:n])[table.name] for n in (2, 3))
    found = [(d.key[1], d.field, d.before, d.after) for d in differences(table, before, after)]
    assert found == [
        (at("2020-01-01"), "valid_to", at("2021-09-01"), at("2021-06-01")),
        (at("2021-06-01"), "address", "甲路", "丙路"),
        (at("2021-06-01"), "stated", ["address", "status"], ["address"]),
    ]


def test_a_row_that_came_or_went_tells_what_it_says(book: Book) -> None:
    book.complain("T-1", None, "2021-05-03")
    rows = fold_events([TABLES["complaints"]], log_of(book.events))["complaints"]
    said = [("party", "unknown"), ("status", "open"), ("received_at", at("2021-05-03")), ("text", "少送\t一条\\n")]
    said.append(("times_reopened", 0))
    came = {d.field: d.after for d in differences(TABLES["complaints"], [], rows)}
    assert {field: came[field] for field, _ in said} == dict(said)
    assert None not in came.values()  # what is not known is not told
    assert {d.field: d.before for d in differences(TABLES["complaints"], rows, [])} == came


def test_each_event_of_a_period_is_told_with_what_it_changed_in_records(book: Book) -> None:
    book.visit("110001", "2021-12-01")
    book.visit("110001", "2021-11-01")
    log = [r for r in log_of(book.events) if r.event.about_customer == "110001"]
    tables = [TABLES["customer_profile_periods"], TABLES["customer_profiles"]]
    changes = changes_by(log, lambda r: r.position >= 40, tables)
    assert [(c.recorded.position, c.table and c.table.name, c.difference and c.difference[1:]) for c in changes] == [
        (40, "customer_profile_periods", ("address", "甲路", "丙路")),
        (50, "customer_profiles", ("last_visited_at", None, at("2021-12-01"))),
        (60, None, None),
    ]


def test_a_promise_is_a_record(book: Book) -> None:
    book.promise("P-1", "110001", "2021-12-01", due="2021-12-05")
    book.keep("P-1", "2021-12-04")
    log = [r for r in log_of(book.events) if r.event.about_customer == "110001"]
    records = [table for table in TABLES.values() if table.unlisted is not None]
    changes = changes_by(log, lambda r: r.position == 60, records)
    assert [(c.table and c.table.name, c.difference and c.difference[1:]) for c in changes] == [
        ("promises", ("status", "open", "kept")),
        ("promises", ("settled_at", None, at("2021-12-04"))),
        ("promises", ("days_late", None, 0)),
        ("promises", ("observed_effect", None, "货架已满")),
    ]


def test_every_table_is_a_record_or_derived() -> None:
    derived = {"customer_timeline", "promise_standing", "return_visits"}
    derived |= {"product_prices", "price_observations", "compliance_scores", "supply_releases"}
    derived |= {"tier_assignments", "evaluation_scores", "factor_assessments", "tier_transitions"}
    derived |= {name for name, table in TABLES.items() if isinstance(table, Tally)}
    records = {name for name, table in TABLES.items() if table.unlisted is not None}
    assert records | derived == set(TABLES)
    assert records.isdisjoint(derived)
