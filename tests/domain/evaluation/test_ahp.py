"""Weights from pairwise judgements, against published answers."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from domain.evaluation.ahp import Matrix, combined, matrix_of, weigh, weigh_judgements
from domain.evaluation.refusals import (
    JudgementsIncomplete,
    JudgementsInconsistent,
    JudgementsNotReciprocal,
    TooManyCompared,
)

DRINKS = "9 5 2 1 1 1/2 · 1/3 1/9 1/9 1/9 1/9 · 1/3 1/4 1/3 1/9 · 1/2 1 1/3 · 2 1/2 · 1/3"
CAR = "3 7 3 · 9 1 · 1/7"
CONSISTENT = "1/4 2 · 8"
TRAP = "9 1/9 · 9"
WATER = 6


def rows(text: str) -> list[list[Fraction]]:
    return [[Fraction(value) for value in row.split()] for row in text.split("·")]


def matrix(text: str) -> Matrix:
    upper = rows(text)
    return matrix_of("c", [f"i{n}" for n in range(len(upper) + 1)], "E1", upper)


@pytest.mark.parametrize(
    ("judgements", "weights", "eigenvalue", "ratio"),
    [
        (DRINKS, ".177457 .019149 .041831 .116417 .189572 .128781 .326793", "7.176629", ".022302"),
        (CAR, ".510075 .234352 .040519 .215054", "4.199235", ".073791"),
        (CONSISTENT, ".181818 .727273 .090909", "3", "0"),
        (TRAP, ".333333 .333333 .333333", "10.1111", "6.1303"),
        ("3", ".75 .25", "2", "0"),
        ("1", ".5 .5", "2", "0"),
    ],
    ids=["drinks", "car", "consistent", "trap", "two", "two equal"],
)
def test_published_answers(judgements: str, weights: str, eigenvalue: str, ratio: str) -> None:
    found = weigh(matrix(judgements))
    for got, wanted in zip(found.weights, weights.split(), strict=True):
        assert abs(got - Decimal(wanted)) <= Decimal("5e-7")
    for got, wanted in ((found.eigenvalue, eigenvalue), (found.consistency_ratio, ratio)):
        digits = Decimal(1).scaleb(Decimal(wanted).as_tuple().exponent)  # type: ignore[arg-type]
        assert abs(got - Decimal(wanted)) <= digits / 2 + Decimal("1e-11")
    assert abs(sum(found.weights, Decimal(-1))) < Decimal("1e-11")
    assert all(w == w.quantize(Decimal("1e-12")) for w in found.weights)


def test_neither_geometric_means_of_rows_nor_means_of_normalised_columns_are_the_eigenvector() -> None:
    judged = np.array(matrix(DRINKS), dtype=float)
    geometric = judged.prod(axis=1) ** (1 / 7)
    assert round(float((geometric / geometric.sum())[WATER]), 6) == 0.324323
    assert round(float((judged / judged.sum(axis=0)).mean(axis=1)[WATER]), 6) == 0.325032
    assert round(weigh(matrix(DRINKS)).weights[WATER], 6) == Decimal("0.326793")


def test_the_cyclic_trap_is_refused_with_its_ratio() -> None:
    with pytest.raises(JudgementsInconsistent) as refused:
        weigh_judgements("credit", {"E1": matrix(CONSISTENT), "E2": matrix(TRAP)})
    assert refused.value.facts == {
        "comparison": "credit",
        "whose": "expert E2",
        "ratio": "6.1303",
        "limit": Decimal("0.10"),
    }


def test_experts_are_combined_by_the_geometric_mean() -> None:
    assert combined([matrix("2"), matrix("1/2")]) == [[1, 1], [1, 1]]
    together = weigh_judgements("sides", {"E1": matrix("2"), "E2": matrix("8")})
    assert together.weights == (Decimal("0.800000000000"), Decimal("0.200000000000"))


def test_however_many_experts_agree_their_mean_is_what_each_said() -> None:
    agreed = combined([matrix("9")] * 400)  # 9 to the 400th would be beyond floating point
    assert agreed[0] == [1, pytest.approx(9, rel=1e-12)]


def test_experts_who_contradict_each_other_are_not_saved_by_the_mean() -> None:
    with pytest.raises(JudgementsInconsistent):
        weigh_judgements("c", {"E1": matrix("2 1/2 · 2"), "E2": matrix("2 1/2 · 2")})


def test_a_whole_matrix_must_be_reciprocal() -> None:
    assert matrix_of("c", ["a", "b"], "E1", rows("1 3 · 1/3 1")) == matrix("3")
    with pytest.raises(JudgementsNotReciprocal) as refused:
        matrix_of("c", ["a", "b"], "E1", rows("1 3 · 1/2 1"))
    assert refused.value.facts["there"] == 3
    with pytest.raises(JudgementsNotReciprocal):
        matrix_of("c", ["a", "b"], "E1", rows("2 3 · 1/3 1/2"))


@pytest.mark.parametrize("given", ["1 2", "1 2 · 3 4", "0 1 · 1", "-1 1 · 1"])
def test_a_matrix_with_holes_is_refused(given: str) -> None:
    with pytest.raises(JudgementsIncomplete):
        matrix_of("c", ["a", "b", "c"], "E1", rows(given))


def test_more_than_ten_in_one_comparison_are_refused() -> None:
    def compare(n: int) -> Matrix:
        items = [str(i) for i in range(n)]
        return matrix_of("c", items, "E1", [[Fraction(1)] * k for k in range(n - 1, 0, -1)])

    assert weigh(compare(10)).weights == (Decimal("0.100000000000"),) * 10
    with pytest.raises(TooManyCompared):
        compare(11)


def test_one_item_has_all_the_weight() -> None:
    assert weigh(matrix_of("c", ["a"], "E1", [])).weights == (Decimal(1),)
