"""Fair shares: what a shortage leaves to each tier, and to each shop in it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.supply.events import Sharing
from domain.supply.sharing import Demand, allocated, share_of_top_fifth, share_out

THREE = (Demand(30, 12, 3), Demand(29, 10, 5), Demand(28, 8, 10))


def shared(available: int, *demands: Demand, sharing: Sharing = Sharing.PROPORTIONAL) -> list[tuple[int, int, int]]:
    return [(one.tier, one.share, one.cap) for one in share_out(available, demands, sharing)]


def test_a_shortage_is_shared_by_largest_remainder_and_equally_within_a_tier() -> None:
    assert shared(120, *THREE) == [(30, 26, 8), (29, 36, 7), (28, 58, 5)]
    assert sum(map(allocated, share_out(120, THREE, Sharing.PROPORTIONAL))) == 24 + 35 + 50


def test_where_there_is_enough_all_get_what_was_asked() -> None:
    for available in (166, 1000):
        for sharing in Sharing:
            assert shared(available, *THREE, sharing=sharing) == [(30, 36, 12), (29, 50, 10), (28, 80, 8)]


def test_by_priority_the_highest_tier_is_served_first_and_what_it_cannot_share_falls_to_the_next() -> None:
    assert shared(120, *THREE, sharing=Sharing.PRIORITY) == [(30, 36, 12), (29, 50, 10), (28, 30, 3)]
    assert shared(39, *THREE, sharing=Sharing.PRIORITY) == [(30, 36, 12), (29, 0, 0), (28, 0, 0)]
    assert shared(26, Demand(30, 12, 10), Demand(29, 3, 2), sharing=Sharing.PRIORITY) == [(30, 20, 2), (29, 6, 2)]


def test_of_equal_remainders_the_higher_tiers_comes_first() -> None:
    assert shared(1, Demand(28, 1, 1), Demand(29, 1, 1)) == [(29, 1, 1), (28, 0, 0)]


def test_rounding_gives_no_tier_more_than_a_higher_one_that_asked_as_much() -> None:
    assert shared(11, Demand(30, 5, 2), Demand(29, 5, 1)) == [(30, 7, 3), (29, 4, 3)]
    assert shared(11, Demand(30, 4, 2), Demand(29, 6, 1)) == [(30, 6, 3), (29, 5, 5)]  # asked to rise: it may


@pytest.mark.parametrize("sharing", Sharing)
def test_caps_of_0_empty_tiers_and_no_supply_are_no_errors(sharing: Sharing) -> None:
    assert shared(50, Demand(30, 0, 4), Demand(29, 7, 0), sharing=sharing) == [(30, 0, 0), (29, 0, 7)]
    assert shared(5, Demand(30, 2, 4), Demand(29, 7, 0), sharing=sharing)[1] == (29, 0, 0)
    assert shared(10, Demand(30, 12, 0), Demand(29, 8, 2), sharing=sharing) == [(30, 0, 0), (29, 10, 5)]
    assert shared(0, *THREE, sharing=sharing) == [(30, 0, 0), (29, 0, 0), (28, 0, 0)]
    assert shared(10, sharing=sharing) == []


demands = st.lists(st.builds(Demand, st.integers(1, 30), st.integers(0, 50), st.integers(0, 40)), max_size=30).map(
    lambda found: list({one.tier: one for one in found}.values())
)


@given(st.integers(0, 5_000), demands, st.sampled_from(Sharing))
def test_never_more_than_there_is_nor_than_was_asked_and_as_equal_as_cartons_allow(
    available: int, found: list[Demand], sharing: Sharing
) -> None:
    shares = share_out(available, found, sharing)
    assert sorted(one.tier for one in shares) == sorted(one.tier for one in found)
    assert sum(one.share for one in shares) <= available
    for one in shares:
        assert 0 <= allocated(one) <= one.share  # one cap for the whole tier: equal tier, equal cap
        assert one.cap <= one.asked_cap
    served = [one for one in shares if one.customers]
    for higher, lower in ((a, b) for a in served for b in served if a.tier > b.tier and a.asked_cap >= b.asked_cap):
        assert higher.cap >= lower.cap
    if sum(one.cartons for one in found) <= available:
        assert all(one.cap == one.asked_cap for one in served)
    elif sharing is Sharing.PROPORTIONAL:
        assert sum(one.share for one in shares) == available


def test_the_share_of_the_highest_fifth_is_computed_not_assumed() -> None:
    # 18 shops: the 4 in the highest tiers may order 3 x 8 and 1 x 7 of 109
    assert share_of_top_fifth(share_out(120, THREE, Sharing.PROPORTIONAL)) == Decimal("0.284403669725")
    assert share_of_top_fifth(share_out(0, THREE, Sharing.PROPORTIONAL)) is None
    assert share_of_top_fifth([]) is None
