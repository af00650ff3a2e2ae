"""The value at t is the fact with the greatest effective time up to t; of equal ones, the one told later."""

from datetime import UTC, datetime, timedelta

from hypothesis import given as for_all
from hypothesis import strategies as st

from domain.kernel.timeline import NOTHING_KNOWN, Timeline

START = datetime(2021, 1, 1, tzinfo=UTC)
INSTANTS = st.integers(0, 6).map(lambda days: START + timedelta(days=days))  # few, so that they often coincide
TELLINGS = st.lists(st.tuples(INSTANTS, st.integers(0, 9)), max_size=12)

Fact = tuple[datetime, int]


def timeline(tellings: list[Fact]) -> Timeline[int]:
    known: Timeline[int] = NOTHING_KNOWN
    for instant, value in tellings:
        known = known.with_value(instant, value)
    return known


def holding(tellings: list[Fact], at: datetime) -> Fact | None:
    """The definition, said naively."""
    found = None
    for fact in tellings:
        if fact[0] <= at and (found is None or fact[0] >= found[0]):
            found = fact
    return found


def beginning_after(tellings: list[Fact], at: datetime) -> Fact | None:
    later = [fact for fact in tellings if fact[0] > at]
    return min(later, key=lambda fact: fact[0], default=None)


@for_all(TELLINGS, INSTANTS)
def test_a_timeline_agrees_with_its_definition_in_whatever_order_it_was_told(
    tellings: list[Fact], at: datetime
) -> None:
    known, fact = timeline(tellings), holding(tellings, at)
    assert known.at(at) == (fact and fact[1])
    assert known.since(at) == (fact and fact[0])


@for_all(TELLINGS, INSTANTS)
def test_the_next_fact_is_the_first_that_begins_later(tellings: list[Fact], at: datetime) -> None:
    assert timeline(tellings).next_after(at) == beginning_after(tellings, at)


@for_all(TELLINGS, INSTANTS)
def test_telling_more_leaves_what_was_known_as_it_was(tellings: list[Fact], at: datetime) -> None:
    known = timeline(tellings)
    before = (known.instants, known.values)
    known.with_value(at, 7)
    assert (known.instants, known.values) == before
