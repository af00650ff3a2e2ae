"""Where benchmarks run: the default server in a temporary home of its own, and branches on it."""

import os
import platform
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import count
from pathlib import Path

from eventlog.branch import Branch
from eventlog.branches import create_branch
from eventlog.database import Database, connect, server_settings
from eventlog.server.default import DefaultServer
from eventlog.server.passwords import OPERATOR, SEALING, SUPERUSER
from service.session import Session

NOW = datetime(2026, 1, 1, tzinfo=UTC)
"""What the clock shows here: a run records the same on every day."""


class Place:
    """A running server, a folder for files, and branches as they are needed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.server = DefaultServer(folder / "home")
        self.server.start()
        self.database = Database(
            operator=self.server.conninfo(OPERATOR),
            sealer=self.server.conninfo(SEALING),
            admin=self.server.conninfo(SUPERUSER),
        )
        self._numbers = count(1)

    def new_branch(self, zone: str = "Asia/Shanghai", currency: str = "CNY") -> Branch:
        """An empty branch."""
        branch = Branch(f"bench{next(self._numbers)}", zone, currency)
        with connect(self.database.admin, autocommit=True) as connection:
            create_branch(connection, branch)
        return branch

    def session(self, branch: Branch) -> Session:
        """A session of the branch."""
        return Session(self.database, branch.slug, lambda: NOW)

    def settle(self) -> None:
        """Write out what earlier work left behind, so that the next measurement does not pay for it."""
        with connect(self.database.admin, autocommit=True) as connection:
            connection.execute("CHECKPOINT")

    def described(self) -> dict[str, object]:
        """The machine, the versions, and the settings on which durability stands."""
        with connect(self.database.admin, autocommit=True) as connection:
            settings = server_settings(connection)
        return {
            "processor": _processor(),
            "cores": os.cpu_count(),
            "memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB",
            "load average": ", ".join(f"{load:.1f}" for load in os.getloadavg()),
            "system": f"{platform.system()} {platform.release()}",
            "python": platform.python_version(),
            **{name: version(name) for name in ("indelible", "eventsourcing", "pydantic", "psycopg", "polars")},
            "postgresql": settings.pop("server_version"),
            **settings,
        }


@contextmanager
def temporary_place() -> Iterator[Place]:
    """A place that is gone afterwards, server and all."""
    folder = Path(tempfile.mkdtemp(prefix="indelible-bench-"))
    folder.chmod(0o711)  # root's server runs under an account of its own, which has to pass through
    place = None
    try:
        yield (place := Place(folder))
    finally:
        if place is not None:
            place.server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _processor() -> str:
    try:
        said = Path("/proc/cpuinfo").read_text("utf-8")
    except OSError:
        return platform.machine()
    names = (line.partition(":")[2].strip() for line in said.splitlines() if line.startswith("model name"))
    return next(names, platform.machine())
