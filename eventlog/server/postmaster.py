"""The server's main process: start it detached, know whether it runs, stop it."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from eventlog.errors import EnvironmentProblem
from eventlog.server.account import Account

_POLL_SECONDS = 0.01
_LEFTOVERS_SECONDS = 30.0  # children of a killed postmaster end by themselves, at the latest after their statement
_STOP_SECONDS = 120.0  # a fast shutdown writes a checkpoint first


@dataclass(frozen=True)
class Postmaster:
    """What a living server's `postmaster.pid` says."""

    pid: int
    started_at: int  # seconds since 1970
    port: int
    status: str  # starting, ready, stopping


def living_postmaster(cluster: Path) -> Postmaster | None:
    """The process that serves the cluster. A pid file left by a crash counts as none."""
    try:
        lines = (cluster / "postmaster.pid").read_text(encoding="utf-8", errors="surrogateescape").splitlines()
        found = Postmaster(
            int(lines[0]), int(lines[2]), int(lines[3]), lines[7].strip() if len(lines) > 7 else "starting"
        )
    except (FileNotFoundError, IndexError, ValueError):
        return None
    return found if _works_in(found.pid, cluster) else None


def start(programs: Path, cluster: Path, options: dict[str, str], account: Account, log: Path) -> None:
    """Start the server in a session of its own and wait until it takes connections."""
    _clear_leftovers(cluster)
    command: list[str | Path] = [programs / "postgres", "-D", cluster]
    for name, value in options.items():
        command += ["-c", f"{name}={value}"]
    with open(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as output:
        written_before = output.tell()
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            cwd="/",
            env={"LC_ALL": "C"},
            user=account.user,
            group=account.group,
            extra_groups=account.extra_groups,
        )
    _await(lambda: process.poll() is not None or _is_ready(cluster, process.pid))
    if process.returncode is not None:
        raise EnvironmentProblem(f"the database server did not start: {_reason(log, written_before)} (log: {log})")
    # It outlives this command, but while we live it is our child: a killed one must not stay a zombie.
    threading.Thread(target=process.wait, name="postmaster reaper", daemon=True).start()


def stop(cluster: Path) -> None:
    """End all sessions, write a checkpoint, and wait until the process is gone."""
    if (running := living_postmaster(cluster)) is None:
        return
    os.kill(running.pid, signal.SIGINT)
    if not _await(lambda: not _works_in(running.pid, cluster), _STOP_SECONDS):
        raise EnvironmentProblem(f"the database server (pid {running.pid}) has not stopped after {_STOP_SECONDS:.0f} s")


def await_settled(cluster: Path) -> Postmaster | None:
    """Wait while a server found starting or stopping does so; the ready one, or None."""
    _await(lambda: (found := living_postmaster(cluster)) is None or found.status == "ready")
    return living_postmaster(cluster)


def _is_ready(cluster: Path, pid: int) -> bool:
    found = living_postmaster(cluster)
    return found is not None and found.pid == pid and found.status == "ready"


def _clear_leftovers(cluster: Path) -> None:
    """Wait for the children of a killed postmaster and drop its pid file, whose number may be another process's now."""
    pid_file = cluster / "postmaster.pid"
    if not pid_file.exists():
        return
    if not _await(lambda: not _working_in(cluster), _LEFTOVERS_SECONDS):
        raise EnvironmentProblem(
            f"processes of a crashed server still work in {cluster}: end them first (pid {_working_in(cluster)})"
        )
    pid_file.unlink(missing_ok=True)


def _working_in(cluster: Path) -> list[int]:
    return [
        int(entry.name)
        for entry in Path("/proc").iterdir()
        if entry.name.isdigit() and _works_in(int(entry.name), cluster)
    ]


def _works_in(pid: int, cluster: Path) -> bool:
    """Whether the process is a PostgreSQL of this cluster. A zombie works nowhere."""
    process = Path("/proc", str(pid))
    try:
        return (process / "comm").read_text(encoding="utf-8").strip() == "postgres" and (process / "cwd").samefile(
            cluster
        )
    except OSError:
        return False


def _await(done: Callable[[], bool], seconds: float = float("inf")) -> bool:
    deadline = time.monotonic() + seconds
    while not done():
        if time.monotonic() > deadline:
            return False
        time.sleep(_POLL_SECONDS)
    return True


def _reason(log: Path, written_before: int) -> str:
    with log.open("rb") as file:
        file.seek(written_before)
        lines = file.read().decode("utf-8", errors="replace").splitlines()
    fatal = [line for line in lines if "FATAL:" in line or "PANIC:" in line]
    return (fatal or lines or ["it said nothing"])[-1].partition("FATAL:")[2].strip() or "see its log"
