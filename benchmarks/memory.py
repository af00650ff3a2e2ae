"""How much memory a rebuild takes."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.logs import Logs
from benchmarks.measuring import tell
from benchmarks.server import Place
from benchmarks.sizes import Sizes
from eventlog.branch import Branch
from projections.running.rebuild import rebuild


def measure_memory(place: Place, logs: Logs, sizes: Sizes) -> list[Figure]:
    """The most memory (resident set, MiB) that the one process of a rebuild ever held, for a small and a large log."""
    peaks = []
    for events in (sizes.few, sizes.many):
        branch = logs.small(events)
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            peaks.append(pool.submit(peak_of_rebuild, place.database.operator, branch).result())
        tell(f"rebuilt {events:,} events")
    return [
        Figure(
            "memory of a rebuild",
            "MiB",
            peaks[1],
            against=f"{sizes.few:,} events",
            reference=peaks[0],
            most=1024,
            note=f"{sizes.many:,} events",
        )
    ]


def peak_of_rebuild(conninfo: str, branch: Branch) -> float:
    """Rebuild in this process and tell its peak in MiB."""
    rebuild(conninfo, branch)
    return peak()


def peak() -> float:
    """The most memory that this process ever held, in MiB."""
    status = Path("/proc/self/status").read_text("ascii")  # getrusage would count what the parent held, too
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))
