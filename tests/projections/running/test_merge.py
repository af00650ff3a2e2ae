"""What is folded in parts, each from nothing, and then joined is what is folded at once, wherever the parts are cut."""

from itertools import groupby

import pytest

from projections.catalogue import TABLES
from projections.fold.fold import fold_events
from projections.fold.table import ReadTable
from tests.projections.book import Book, log_of

SHOP = "110001"


def all_kinds() -> Book:
    """Every kind of event that a joined table takes."""
    book = Book()
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
    return book


@pytest.mark.parametrize("table", [each for each in TABLES.values() if each.joined], ids=lambda each: each.name)
def test_each_event_folded_by_itself_and_joined_is_all_folded_at_once(table: ReadTable) -> None:
    log = [recorded for recorded in log_of(all_kinds().events) if type(recorded.event) in table.folds]
    assert {type(recorded.event) for recorded in log} == set(table.folds)
    alone = [row for recorded in log for row in fold_events([table], [recorded])[table.name]]
    assert table.joined is not None
    groups = groupby(sorted(alone, key=table.key_of), key=table.key_of)
    assert [table.joined(list(rows)) for _, rows in groups] == fold_events([table], log)[table.name]
