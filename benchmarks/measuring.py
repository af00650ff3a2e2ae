"""Measure several sides in turn, round after round, and take medians."""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter

Tell = Callable[[str], None]


def tell(text: str) -> None:
    """Show how far the run is, with what else keeps the machine busy."""
    print(f"{text} (load {os.getloadavg()[0]:.1f})", file=sys.stderr, flush=True)


@dataclass(frozen=True)
class Spent:
    """Seconds by the clock, and of processor time in this process and in those it started and waited for."""

    wall: float
    cpu: float


_TICK = 1 / os.sysconf("SC_CLK_TCK")
"""Seconds of processor time below which the system tells none."""


class Watch:
    """Started when it is made."""

    def __init__(self) -> None:
        self._wall, self._cpu = perf_counter(), _cpu()

    def spent(self) -> Spent:
        """What was spent since then."""
        return Spent(perf_counter() - self._wall, max(_cpu() - self._cpu, _TICK))


def in_turn(
    what: str, repeat: int, sides: Mapping[str, Callable[[], Spent]], before: Callable[[], object]
) -> dict[str, Spent]:
    """Measure every side once a round, after `before`; the medians by side."""
    rounds: dict[str, list[Spent]] = {side: [] for side in sides}
    for number in range(1, repeat + 1):
        for side, measure in sides.items():
            before()
            rounds[side].append(spent := measure())
            tell(f"{what}: round {number} of {repeat}, {side}: {spent.wall:.2f} s")
    return {side: Spent(median(s.wall for s in all_), median(s.cpu for s in all_)) for side, all_ in rounds.items()}


def quantile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of the values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _cpu() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
