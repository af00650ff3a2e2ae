"""AHP (层次分析法): from experts' pairwise judgements to weights, with a check that the judgements agree.

T. L. Saaty, *The Analytic Hierarchy Process*, 1980; "Decision making with the analytic hierarchy process", 2008.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import combinations_with_replacement
from statistics import geometric_mean

from domain.evaluation.refusals import (
    JudgementsIncomplete,
    JudgementsInconsistent,
    JudgementsNotReciprocal,
    TooManyCompared,
)

_SAATY_1980 = ("0", "0", ".58", ".90", "1.12", "1.24", "1.32", "1.41", "1.45", "1.49")
SAATY_1980: Sequence[Decimal] = tuple(map(Decimal, _SAATY_1980))
"""Random index: the mean consistency index of random judgements between 1, 2, ... items."""

CONSISTENCY_LIMIT = Decimal("0.10")
"""Judgements of this consistency ratio or more are refused."""

PLACES = Decimal("1e-12")
"""To which the figures are rounded when they leave floating point: the same on every machine."""

Matrix = tuple[tuple[Fraction, ...], ...]
"""How much more each item (row) counts than each other (column): reciprocal, 1 on the diagonal."""


@dataclass(frozen=True)
class Weighting:
    """Weights that sum to 1, the principal eigenvalue, and how consistent the judgements are."""

    weights: tuple[Decimal, ...]
    eigenvalue: Decimal
    consistency_index: Decimal
    consistency_ratio: Decimal


def matrix_of(comparison: str, items: Sequence[str], expert: str, rows: Sequence[Sequence[Fraction]]) -> Matrix:
    """One expert's matrix, given whole or as its upper triangle (row by row, without the diagonal).

    Raises JudgementsIncomplete, JudgementsNotReciprocal or TooManyCompared.
    """
    n = len(items)
    if n > len(SAATY_1980):
        raise TooManyCompared(comparison=comparison, count=n, most=len(SAATY_1980))
    lengths = [len(row) for row in rows]
    if any(value <= 0 for row in rows for value in row):
        raise JudgementsIncomplete(comparison=comparison, expert=expert, why="a judgement is above 0")
    if lengths == [n] * n:
        whole = tuple(map(tuple, rows))
        for i, j in combinations_with_replacement(range(n), 2):
            if whole[i][j] * whole[j][i] != 1 or (i == j and whole[i][j] != 1):
                raise JudgementsNotReciprocal(
                    comparison=comparison, expert=expert, a=items[i], b=items[j], there=whole[i][j], back=whole[j][i]
                )
        return whole
    if lengths != list(range(n - 1, 0, -1)):
        raise JudgementsIncomplete(
            comparison=comparison,
            expert=expert,
            why=f"give {n} rows of {n}, or the upper triangle in rows of {', '.join(map(str, range(n - 1, 0, -1)))}",
        )
    return tuple(
        tuple(1 / rows[j][i - j - 1] if j < i else Fraction(1) if i == j else rows[i][j - i - 1] for j in range(n))
        for i in range(n)
    )


def combined(matrices: Sequence[Matrix]) -> list[list[float]]:
    """The experts' matrices as one, by the element-wise geometric mean, which keeps it reciprocal."""
    return [
        [geometric_mean(map(float, cells)) for cells in zip(*rows, strict=True)] for rows in zip(*matrices, strict=True)
    ]


def weigh(matrix: Sequence[Sequence[float | Fraction]], random_index: Sequence[Decimal] = SAATY_1980) -> Weighting:
    """Weights = the principal right eigenvector; CI = (eigenvalue - n) / (n - 1); CR = CI / RI, 0 up to two items."""
    import numpy as np  # 0.1 s, which only who publishes a scheme need wait for

    n = len(matrix)
    values, vectors = np.linalg.eig(np.array(matrix, dtype=float))
    largest = int(np.argmax(values.real))
    vector = np.abs(vectors[:, largest].real)
    eigenvalue = Decimal(float(values[largest].real))
    index = (eigenvalue - n) / (n - 1) if n > 1 else Decimal(0)
    ratio = index / random_index[n - 1] if n > 2 else Decimal(0)
    rounded = [value.quantize(PLACES) + 0 for value in (eigenvalue, index, ratio)]  # + 0: never -0
    return Weighting(tuple(Decimal(float(w)).quantize(PLACES) for w in vector / vector.sum()), *rounded)


def weigh_judgements(comparison: str, matrices: Mapping[str, Matrix]) -> Weighting:
    """The weights that all experts together give, each expert by number.

    Raises JudgementsInconsistent where one of them, or all together, contradict themselves too much.
    """
    for expert, matrix in matrices.items():
        _check(comparison, f"expert {expert}", weigh(matrix))
    together = weigh(combined(list(matrices.values())))
    _check(comparison, "all experts together", together)
    return together


def _check(comparison: str, whose: str, weighting: Weighting) -> None:
    if weighting.consistency_ratio >= CONSISTENCY_LIMIT:
        raise JudgementsInconsistent(
            comparison=comparison,
            whose=whose,
            ratio=f"{weighting.consistency_ratio:.4f}",
            limit=CONSISTENCY_LIMIT,
        )
