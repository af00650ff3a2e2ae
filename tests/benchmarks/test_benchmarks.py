"""Every benchmark runs, at a size that measures nothing."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from benchmarks.command_line import BENCHMARKS
from benchmarks.figures import Figure, as_table
from benchmarks.logs import Logs
from benchmarks.server import Place, temporary_place
from benchmarks.sizes import TOY


@pytest.fixture(scope="module")
def place() -> Iterator[Place]:
    with temporary_place() as made:
        yield made


@pytest.fixture(scope="module")
def logs(place: Place) -> Logs:
    return Logs(place, TOY)


@pytest.mark.parametrize("name", BENCHMARKS)
def test_a_benchmark_gives_figures(name: str, place: Place, logs: Logs) -> None:
    figures = BENCHMARKS[name](place, logs, TOY)
    assert figures
    assert all(figure.ours > 0 and figure.reference != 0 for figure in figures)
    assert json.loads(json.dumps([figure.data() for figure in figures]))
    assert len(as_table(figures).rows) == len(figures)


@pytest.mark.parametrize(
    ("ours", "reference", "bounds", "met"),
    [
        (10, None, {}, None),
        (10, None, {"least": 10}, True),
        (9, None, {"least": 10}, False),
        (9, None, {"most": 10}, True),
        (10, None, {"most": 10}, False),
        (10, 5, {"least": 10, "least_ratio": 2}, True),
        (10, 6, {"least": 10, "least_ratio": 2}, False),
        (10, 5, {"most_ratio": 2}, False),
        (9, 5, {"most_ratio": 2}, True),
    ],
)
def test_a_target_is_met_or_not(ours: float, reference: float | None, bounds: dict[str, Any], met: bool | None) -> None:
    assert Figure("what", "ms", ours, reference=reference, **bounds).met is met
