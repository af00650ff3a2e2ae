"""二八, measured."""

from decimal import Decimal

from domain.evaluation.concentration import concentration


def test_the_top_fifth_rounded_up_ties_by_number() -> None:
    worth = {"c": Decimal(10), "b": Decimal(10), "a": Decimal(5), "d": Decimal(50), "e": Decimal(20), "f": Decimal(5)}
    found = concentration(worth)
    assert (found.customers, found.top) == (6, [("d", Decimal(50)), ("e", Decimal(20))])
    assert (found.top_worth, found.worth, found.share) == (Decimal(70), Decimal(100), Decimal("0.700000"))
    tied = concentration({"b": Decimal(1), "a": Decimal(1)})
    assert (tied.top, tied.share) == ([("a", Decimal(1))], Decimal("0.500000"))


def test_a_share_of_nothing_is_undefined() -> None:
    assert concentration({}).share is None
    assert concentration({"a": Decimal(0)}).share is None
