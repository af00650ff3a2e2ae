"""What is folded in parts, each from nothing, and then merged is what is folded at once, wherever the parts are cut."""

import pytest

from domain.complaints import handling
from domain.complaints.policy_events import Severity
from projections.catalogue import TABLES
from projections.fold.fold import Folding, Table, rows_with_positions
from projections.fold.table import ReadTable, Row
from tests.projections.book import Book, log_of

SHOP = "110001"


def all_kinds() -> Book:
    """Every kind of event that a tally whose parts add up takes."""
    book = Book()
    book.publish_policy("2021-01-01")
    for number in (SHOP, "110002"):
        book.enrol(number)
        book.visit(number, "2021-06-01")
        for ending in (book.keep, book.break_off, book.take_back):
            promise_no = f"{number}-{ending.__name__}"
            book.promise(promise_no, number, "2021-06-01", "2021-06-30")
            ending(promise_no, "2021-06-20")
        book.promise(f"{number}-late", number, "2021-06-01", "2021-06-30")
        book.lapse(f"{number}-late", "2021-07-01")
        book.keep(f"{number}-late", "2021-07-02")
        for contact_no in ("made", "late", "off"):
            book.plan(f"{number}-{contact_no}", number, "2021-06-01", "2021-06-10")
        book.meet(f"{number}-made", number, "2021-06-10", {"initiated_by": "us", "minutes": 20})
        book.miss(f"{number}-late", "2021-06-11")
        book.meet(f"{number}-late", number, "2021-06-12", {"initiated_by": "us"})
        book.call_off(f"{number}-off", "2021-06-09")
        book.meet(f"{number}-call", number, "2021-06-13")
    book.promise("all", None, "2021-06-01", "2021-06-30")
    book.publish("2021-06-01")
    book.ask("S-1", "2021-06-02", [SHOP, "110002"])
    book.answer("S-1", SHOP, "2021-06-03", {"e1": 4, "p2": 2})
    book.answer("S-1", "110002", "2021-06-04", {"e1": 5})
    for number in (SHOP, "110002"):
        order(book, number)
        complain(book, number)
    return book


def order(book: Book, number: str) -> None:
    """One order that is delivered and partly comes back, one that is cancelled, and what no order is named for."""
    book.place(f"{number}-got", number, "2021-06-01", (5, "50.00"), (2, "19.5"))
    book.confirm(f"{number}-got", "2021-06-02", less={1: 1})
    book.deliver(f"{number}-got", "2021-07-02")
    book.give_back(f"{number}-got", f"{number}-back", "2021-07-03", {1: 1})
    book.place(f"{number}-off", number, "2021-06-01", (3, "30"))
    book.confirm(f"{number}-off", "2021-06-02")
    book.cancel(f"{number}-off", "2021-06-03")
    book.give_back_freely(f"{number}-free", number, "2021-07-04", 1, "9.50")


def complain(book: Book, number: str) -> None:
    """Every step that is counted; the second complaint of the month leaves most measures alone."""
    book.complain(f"{number}-C", number, "2021-06-01 09:00", "配送")
    book.acknowledge(f"{number}-C", "2021-06-01 10:00")
    book.assess(f"{number}-C", "2021-06-01 11:00", Severity.MAJOR)
    book.handle(handling.investigate_complaint, f"{number}-C", "2021-06-02", "漏装")
    book.close_day(f"{number}-C", "2021-06-20")
    book.respond(f"{number}-C", "2021-06-21", timely=False)
    book.dispute(f"{number}-C", "2021-06-22")
    book.escalate(f"{number}-C", "2021-06-23")
    book.handle(handling.answer_by_leader, f"{number}-C", "2021-06-24", "补送")
    book.handle(handling.communicate_decision, f"{number}-C", "2021-06-25", "补送")
    book.accept(f"{number}-C", "2021-06-26")
    book.close(f"{number}-C", "2021-06-27")
    book.reopen(f"{number}-C", "2021-06-28")
    book.respond(f"{number}-C", "2021-06-28 12:00")
    book.close(f"{number}-C", "2021-06-29")
    book.rate_handling(f"{number}-C", "2021-06-30", 4)
    book.complain(f"{number}-D", number, "2021-06-30 09:00", "配送")


@pytest.mark.parametrize("table", [each for each in TABLES.values() if each.adds_up], ids=lambda each: each.name)
def test_each_event_counted_by_itself_and_merged_is_all_counted_at_once(table: ReadTable) -> None:
    log = [recorded for recorded in log_of(all_kinds().events) if type(recorded.event) in table.folds]
    assert {type(recorded.event) for recorded in log} == set(table.folds)
    merged = Table(table)
    for recorded in log:
        alone = Folding([Table(table)])
        alone.apply([recorded])
        for key, group in alone.tables[0].groups.items():
            into = merged.groups.setdefault(key, table.new_group())
            for row, position in zip(*table.contents(key, group, apart=True), strict=True):
                table.load(into, row, position)
    whole = Folding([Table(table)])
    whole.apply(log)
    assert placed(merged) == placed(whole.tables[0])


def placed(table: Table) -> set[tuple[Row, int]]:
    """The rows, each with the position of the last event that changed it."""
    return set(zip(*rows_with_positions(table), strict=True))
