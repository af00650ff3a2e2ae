"""How long a command takes that has next to nothing to do."""

import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.figures import Figure
from benchmarks.logs import Logs
from benchmarks.measuring import tell
from benchmarks.server import NOW, Place
from benchmarks.sizes import Sizes
from service.commands import carry_out
from service.customers import enrol_customer
from service.session import Envelope


def measure_start_up(place: Place, logs: Logs, sizes: Sizes) -> list[Figure]:
    """Seconds from the shell's view, against a Python that does nothing: the help, and one shop's file as of a day.

    The server runs already.
    """
    branch = place.new_branch()
    with place.session(branch) as session:
        carry_out(session, Envelope("E1", effective_at=NOW), enrol_customer("110001", {"name": "便民烟酒店"}))
    program = str(Path(sys.executable).with_name("indelible"))
    show = [program, "--branch", branch.slug, "customer", "show", "110001", "--as-of", "2026-02-01"]
    commands = {"pass": [sys.executable, "-c", "pass"], "help": [program, "--help"], "show": show}
    environment = {**os.environ, "INDELIBLE_HOME": str(place.server.home)}
    environment.pop("INDELIBLE_DATABASE_URL", None)
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(sizes.starts):
        for name, command in commands.items():
            began = perf_counter()
            subprocess.run(command, env=environment, capture_output=True, check=True)
            times[name].append(perf_counter() - began)
    tell("commands started")
    return [
        Figure(
            f"start-up, {what}",
            "s",
            median(times[name]),
            against="python -c pass",
            reference=median(times["pass"]),
            most=most,
            note=f"median of {sizes.starts}",
        )
        for name, what, most in (("help", "indelible --help", 0.25), ("show", "customer show --as-of", 0.7))
    ]
