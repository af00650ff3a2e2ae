"""三率一面 against figures that a branch published, and where nothing can be divided by."""

from decimal import Decimal

import pytest

from domain.supply.rates import CapFinding, Counts, odd_caps, rates

NEAR = Decimal("1e-9")


@pytest.mark.parametrize(
    ("counts", "ordering", "coverage", "fill", "use"),
    [
        (Counts(12, 303, 63, 52, 580, 508), ".207920792", ".825396825", ".875862069", ".671957672"),
        (Counts(10, 303, 67, 63, 409, 391), ".221122112", ".940298507", ".95599022", ".58358209"),
        (Counts(8, 737, 120, 117, 423, 402), ".162822252", ".975", ".95035461", ".41875"),
        (Counts(4, 1212, 124, 122, 226, 218), ".102310231", ".983870968", ".96460177", ".439516129"),
        (Counts(1, 1213, 7, 5, 19, 7), ".005770816", ".714285714", ".368421053", "1"),
    ],
)
def test_the_rates_are_those_a_branch_published(
    counts: Counts, ordering: str, coverage: str, fill: str, use: str
) -> None:
    found = rates(counts)
    published = (Decimal(ordering), Decimal(fill), Decimal(use), Decimal(coverage))
    mine = (found.ordering_rate, found.fill_rate, found.cap_use_ordering, found.cap_coverage)
    for ours, theirs in zip(mine, published, strict=True):
        assert ours is not None
        assert abs(ours - theirs) < NEAR


def test_the_use_of_caps_has_two_denominators_and_two_names() -> None:
    found = rates(Counts(cap=12, customers=493, ordering=367, reached=269, requested=5424, ordered=4008))
    assert [rate and round(rate, 6) for rate in found] == [
        *(Decimal(".744422"), Decimal(".738938"), Decimal(".677485"), Decimal(".910082"), Decimal(".732970")),
    ]


@pytest.mark.parametrize(
    ("counts", "undefined"),
    [
        (Counts(0, 10, 4, 0, 8, 0), {"cap_use_released", "cap_use_ordering"}),
        (Counts(5, 0, 0, 0, 0, 0), {*rates(Counts(0, 0, 0, 0, 0, 0))._fields}),
        (Counts(5, 10, 0, 0, 8, 0), {"cap_use_ordering", "cap_coverage"}),
        (Counts(5, 10, 0, 0, 0, 0), {"fill_rate", "cap_use_ordering", "cap_coverage"}),
    ],
    ids=["c=0", "N=0", "O=0", "D=0"],
)
def test_a_rate_with_nothing_to_divide_by_is_undefined(counts: Counts, undefined: set[str]) -> None:
    assert {name for name, rate in rates(counts)._asdict().items() if rate is None} == undefined


def test_caps_that_rise_as_tiers_fall_and_quantity_without_a_cap_are_told() -> None:
    caps = [(30, 12, 500), (29, 10, 0), (27, 11, 0), (28, 0, 3), (26, 10, 0)]
    assert [*odd_caps(caps)] == [
        CapFinding(28, "zero_but_ordered"), CapFinding(27, "rises"), CapFinding(26, "rises"),
    ]  # fmt: skip
    assert [*odd_caps([(30, 12, 5), (29, 12, 0), (28, 0, 0)])] == []
