"""What the process was given by its surroundings. The only reader of environment variables."""

import os
import pwd
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from eventlog.errors import EnvironmentProblem

if TYPE_CHECKING:
    from eventlog.database import Database
    from eventlog.server.default import DefaultServer

_HOME_OF_ROOT = Path("/var/lib/indelible")


@dataclass(frozen=True)
class Environment:
    """Where to work and in whose name."""

    home: Path
    database_url: str | None = field(repr=False)  # replaces the default server; may hold a password
    sealer_url: str | None = field(repr=False)  # the same database by the login that seals
    branch: str | None
    by: str | None  # employee number


def read_environment() -> Environment:
    """The INDELIBLE_* variables; an empty one counts as absent.

    Raises EnvironmentProblem when there is no home, and when the event-sourcing library is told to append unsafely.
    """
    if os.environ.get(_UNSAFE, "").strip():
        raise EnvironmentProblem(f"{_UNSAFE} is set: it switches off the lock that orders the log; unset it")
    given = {name: os.environ.get(f"INDELIBLE_{name}") or None for name in _VARIABLES}
    return Environment(
        home=Path(given["HOME"]).expanduser().absolute() if given["HOME"] else _usual_home(),
        database_url=given["DATABASE_URL"],
        sealer_url=given["SEALER_URL"],
        branch=given["BRANCH"],
        by=given["BY"],
    )


def default_server(environment: Environment) -> "DefaultServer":
    """The server of this home. Raises EnvironmentProblem where another database replaces it."""
    from eventlog.server.default import DefaultServer

    if environment.database_url:
        raise EnvironmentProblem("INDELIBLE_DATABASE_URL names the database, so there is no server of ours here")
    return DefaultServer(environment.home)


def open_database(environment: Environment) -> "Database":
    """Connection strings for commands; starts the default server where it is the database and does not run."""
    from eventlog.database import Database, complete
    from eventlog.server.passwords import OPERATOR, SEALING, SUPERUSER

    if environment.database_url:
        conninfo = complete(environment.database_url)
        sealer = complete(environment.sealer_url, "INDELIBLE_SEALER_URL") if environment.sealer_url else conninfo
        return Database(operator=conninfo, sealer=sealer, admin=conninfo)
    server = default_server(environment)
    server.start()
    return Database(
        operator=server.conninfo(OPERATOR), sealer=server.conninfo(SEALING), admin=server.conninfo(SUPERUSER)
    )


def child_environment(**more: str) -> dict[str, str]:
    """Our variables and `more`, for a program that we become."""
    return {**os.environ, **more}


_UNSAFE = "POSTGRES_ENABLE_DB_FUNCTIONS"  # the library then appends without a lock, and followers miss events
_VARIABLES = ("HOME", "DATABASE_URL", "SEALER_URL", "BRANCH", "BY")


def _usual_home() -> Path:
    if os.geteuid() == 0:
        return _HOME_OF_ROOT
    import platformdirs

    if not os.environ.get("HOME"):
        try:
            os.environ["HOME"] = pwd.getpwuid(os.getuid()).pw_dir  # platformdirs would take an empty one for the root
        except KeyError:
            raise EnvironmentProblem(
                f"user {os.getuid()} has no home directory: set INDELIBLE_HOME to a directory that you may write to"
            ) from None
    return Path(platformdirs.user_data_dir("indelible"))
