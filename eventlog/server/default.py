"""The default server of one home: what it is, start, stop."""

import fcntl
import os
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from eventlog.conninfo import as_conninfo
from eventlog.errors import EnvironmentProblem
from eventlog.server import account, binaries, cluster, passwords, postmaster
from eventlog.server.state import PREPARATION, State, read_state, write_state

DATABASE_NAME = "indelible"
_SOCKET_PORT = 5432  # without TCP a port is only part of the socket's file name
_LONGEST_SOCKET_PATH = 107  # bytes, of the operating system
_SHORT_PLACE = "/tmp"  # noqa: S108 - mkdtemp makes a private directory there


@dataclass(frozen=True)
class ServerStatus:
    """What is known without asking the server itself."""

    version: str  # of the programs in use
    home: Path
    running: bool
    pid: int | None
    started_at: datetime | None
    port: int | None  # TCP on loopback; None = socket only
    socket_directory: str
    log: Path


class DefaultServer:
    """The PostgreSQL server whose files are all under `home`."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.passfile = home / "passfile"
        self.log = home / "server.log"
        self._cluster = home / "cluster"
        self._state_file = home / "server.json"

    def start(self, port: int | None = None) -> None:
        """Make and start what is missing; nothing when it runs. Safe when many commands do it at once.

        `port` opens TCP on loopback there, remembered until another is given; 0 closes it.
        A running server restarts for it.
        """
        try:
            if self._is_up(port):
                return
            with self._lock():
                if not self._is_up(port):
                    self._bring_up(port)
        except OSError as error:
            raise self._unusable(error) from error

    def stop(self) -> None:
        """End all sessions and the server; nothing when it does not run."""
        try:
            if self.home.exists():
                with self._lock():
                    postmaster.stop(self._cluster)
                    self._leave_short_place()
        except OSError as error:
            raise self._unusable(error) from error

    def status(self) -> ServerStatus:
        """Whether it runs, and where."""
        try:
            state = read_state(self._state_file)
            found = postmaster.living_postmaster(self._cluster)
        except OSError as error:
            raise self._unusable(error) from error
        return ServerStatus(
            version=binaries.wheel_version(),
            home=self.home,
            running=found is not None and found.status == "ready",
            pid=found.pid if found else None,
            started_at=datetime.fromtimestamp(found.started_at, UTC) if found else None,
            port=state.port,
            socket_directory=state.socket_directory,
            log=self.log,
        )

    def conninfo(self, login: str, database: str = DATABASE_NAME) -> str:
        """Connection string of one of the logins in `passwords`; the password stays in the password file."""
        more = {"client_encoding": "UTF8", "application_name": "indelible"}
        return as_conninfo(self.parameters(login, database) | more)

    def parameters(self, login: str, database: str = DATABASE_NAME) -> dict[str, str]:
        """How to reach the running server through its socket."""
        state = read_state(self._state_file)
        return {
            "user": login,
            "dbname": database,
            "host": state.socket_directory,
            "port": str(state.port or _SOCKET_PORT),
            "passfile": str(self.passfile),
        }

    def _is_up(self, port: int | None) -> bool:
        state = read_state(self._state_file)
        found = postmaster.living_postmaster(self._cluster)
        wanted = state.port if port is None else port or None
        return state.prepared == PREPARATION and found is not None and found.status == "ready" and wanted == state.port

    def _bring_up(self, port: int | None) -> None:
        owner = account.server_account(self._cluster)
        account.check_reachable(self.home, owner)
        programs = binaries.copied_programs(self.home) if owner.user is not None else binaries.wheel_programs()
        state = read_state(self._state_file)
        if not self._cluster.exists():
            state = replace(state, prepared=0)
            write_state(self._state_file, state)
            passwords.make_passfile(self.passfile)
            secret = passwords.read_passwords(self.passfile)[passwords.SUPERUSER]
            cluster.make_cluster(self._cluster, programs, owner, passwords.SUPERUSER, secret)
        cluster.check_version(self._cluster, binaries.wheel_version().partition(".")[0])
        running = postmaster.await_settled(self._cluster)
        if port is not None and (port or None) != state.port:
            _check_free(port)
            postmaster.stop(self._cluster)
            running = None
            state = replace(state, port=port or None)
        if not running:
            if state.port:
                _check_free(state.port)
            state = replace(state, socket_directory=self._socket_directory(state, owner))
            write_state(self._state_file, state)  # first: if we are killed now, the next command must find the server
            postmaster.start(programs, self._cluster, _places(state), owner, self.log)
        if state.prepared != PREPARATION:
            self._prepare()
            write_state(self._state_file, replace(state, prepared=PREPARATION))

    def _prepare(self) -> None:
        # Imported here: a command that finds the server running needs no driver for it.
        from eventlog.server.preparation import prepare

        secrets = passwords.complete_passfile(self.passfile)
        maintenance, target = self.conninfo(passwords.SUPERUSER, "postgres"), self.conninfo(passwords.SUPERUSER)
        prepare(maintenance, target, DATABASE_NAME, secrets)

    def _socket_directory(self, state: State, owner: account.Account) -> str:
        usual = self.home / "run"
        # libpq takes a comma in a host for the end of its name.
        if len(os.fsencode(usual / ".s.PGSQL.65535")) > _LONGEST_SOCKET_PATH or "," in str(usual):
            kept = Path(state.socket_directory or "/nonexistent")
            usual = kept if kept.is_dir() else Path(tempfile.mkdtemp(prefix="indelible-", dir=_SHORT_PLACE))
        usual.mkdir(mode=0o700, exist_ok=True)
        owner.own(usual)
        return str(usual)

    def _leave_short_place(self) -> None:
        used = Path(read_state(self._state_file).socket_directory or self.home)
        if not used.is_relative_to(self.home) and used.is_dir():
            used.rmdir()

    @contextmanager
    def _lock(self) -> Iterator[None]:
        if not self.home.exists():
            self._make_home()
        with open(os.open(self.home / "server.lock", os.O_RDWR | os.O_CREAT, 0o600)) as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _make_home(self) -> None:
        parent = next(parent for parent in self.home.parents if parent.exists())
        account.check_reachable(parent, account.server_account(self._cluster))
        self.home.mkdir(parents=True, exist_ok=True)
        # Root's server works under another account, which must pass through to its cluster but read nothing else.
        self.home.chmod(0o711 if os.geteuid() == 0 else 0o700)

    def _unusable(self, error: OSError) -> EnvironmentProblem:
        return EnvironmentProblem(
            f"the home {self.home} cannot be used: {error.strerror} ({error.filename}); "
            "set INDELIBLE_HOME to a directory that you may write to"
        )


def _places(state: State) -> dict[str, str]:
    """Settings that belong to this start, not to the cluster."""
    directory = state.socket_directory.replace('"', '""')
    return {
        "unix_socket_directories": f'"{directory}"',
        "listen_addresses": "127.0.0.1" if state.port else "",
        "port": str(state.port or _SOCKET_PORT),
    }


def _check_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise EnvironmentProblem(
                f"port {port} of 127.0.0.1 cannot be used: {error.strerror}; "
                "`indelible db start --port N` takes another, 0 none"
            ) from None
