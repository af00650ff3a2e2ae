"""How soon a follower shows in the tables what was committed."""

from multiprocessing import get_context
from threading import Thread
from time import perf_counter, sleep

from benchmarks.figures import Figure
from benchmarks.logs import Logs
from benchmarks.measuring import quantile, tell
from benchmarks.server import Place
from benchmarks.sizes import Sizes
from benchmarks.small_events import new_events
from eventlog.append.recorder import LogRecorder
from eventlog.branch import Branch
from eventlog.database import connect
from projections.running.follow import follow
from projections.running.rebuild import rebuild

RATE = 500
"""Events a second, each an append of its own, or with the others that are due where one append takes longer."""

PATIENCE = 60.0  # seconds
LOOKS = 500  # a second


def measure_live(place: Place, logs: Logs, sizes: Sizes) -> list[Figure]:
    """Milliseconds from an append's answer to the moment when a reader of the tables sees it.

    One client appends on a timetable, a process of its own follows as the command does, and a reader looks at the
    tables' position every other millisecond; so what it sees is up to two milliseconds old.
    """
    branch = place.new_branch()
    rebuild(place.database.operator, branch)
    events = list(new_events(branch, sizes.live))
    recorder = LogRecorder(place.database.operator, branch)
    recorder.append(events[:1])
    follower = get_context("spawn").Process(target=follow_branch, args=(place.database.operator, branch), daemon=True)
    follower.start()
    seen: list[tuple[float, int]] = []
    try:
        _see(place, branch, seen, 1)  # the follower runs
        committed: list[tuple[float, int]] = []
        last = Signal()
        reader = Thread(target=_see, args=(place, branch, seen, None, last))
        reader.start()
        began = perf_counter()
        while (done := 1 + len(committed)) < len(events):
            sleep(max(0.0, began + done / RATE - perf_counter()))
            due = max(done + 1, int((perf_counter() - began) * RATE))
            positions = recorder.append(events[done:due])
            committed += [(perf_counter(), position) for position in positions]
        rate = len(committed) / (perf_counter() - began)
        last.position = committed[-1][1]
        reader.join()
    finally:
        follower.kill()
        follower.join()
        recorder.datastore.close()
    waits = _waits(committed, seen)
    tell("events followed")
    return [
        Figure(
            f"live, commit to visible, {name}",
            "ms",
            1000 * quantile(waits, share),
            most=100 if share == 0.99 else None,
            note=f"{len(waits):,} events at {rate:.0f} events/s",
        )
        for name, share in (("p50", 0.5), ("p99", 0.99))
    ]


class Signal:
    """The position that ends the reader's watch, once it is known."""

    position: int | None = None


def follow_branch(conninfo: str, branch: Branch) -> None:
    """What `projection run --follow` does."""
    with connect(conninfo, autocommit=True) as connection:
        follow(connection, branch)


def _see(
    place: Place, branch: Branch, seen: list[tuple[float, int]], until: int | None, last: Signal | None = None
) -> None:
    """Note when each position is seen first, until the last one, or until patience ends."""
    began = perf_counter()
    with connect(place.database.operator, autocommit=True) as connection:
        statement = f"SELECT min(position) FROM {branch.read_schema}.table_positions"  # noqa: S608 - a checked slug
        while perf_counter() - began < PATIENCE:
            row = connection.execute(statement, prepare=True).fetchone()
            position = row[0] if row else 0
            if not seen or position > seen[-1][1]:
                seen.append((perf_counter(), position))
            end = last.position if last else until
            if end is not None and position >= end:
                return
            sleep(1 / LOOKS)
    raise TimeoutError("the follower does not follow")


def _waits(committed: list[tuple[float, int]], seen: list[tuple[float, int]]) -> list[float]:
    """Seconds from each commit to the first look that showed it."""
    waits, looks = [], iter(seen)
    at, reached = next(looks)
    for when, position in committed:
        while reached < position:
            at, reached = next(looks)
        waits.append(max(0.0, at - when))
    return waits
