"""Every change of a period, over more histories than are read at a time."""

from datetime import UTC, date, datetime

from eventlog.append.recorder import LogRecorder
from eventlog.branch import Branch
from service.audit.audit_changes import Period, Wanted, changes_in
from service.session import Session
from tests.projections.book import Book, stored_form

EVER = Period(datetime(2000, 1, 1, tzinfo=UTC), datetime(2999, 1, 1, tzinfo=UTC))


def test_many_histories_are_read_a_few_at_a_time_in_the_order_of_their_first_event(
    session: Session, recorder: LogRecorder, branch: Branch
) -> None:
    book = Book()
    numbers = [f"{n}" for n in range(110045, 110000, -1)]
    for number in numbers:
        book.enrol(number, at="2020-01-01", name=f"店{number}")
    book.change(numbers[-1], "2021-03-01", name="末")
    book.change(numbers[0], "2021-03-02", name="首")
    recorder.append(stored_form(branch, book.events, {}))

    review = changes_in(session, EVER, Wanted(field="name"), None)
    steps = list(review.steps)
    assert (review.position, review.events) == (47, 47)
    assert [events for events, _ in steps] == [2, *[1] * 43, 2]
    found = [change.difference and change.difference.after for _, changes in steps for change in changes]
    assert found == [f"店{numbers[0]}", "首", *(f"店{number}" for number in numbers[1:]), "末"]

    march = changes_in(session, Period(date(2021, 3, 1), date(2021, 3, 1)), Wanted(), 46)
    assert (march.position, march.events, len(list(march.steps))) == (46, 1, 1)
