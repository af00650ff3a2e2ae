"""The default server: starts once, survives crashes, keeps to itself."""

import os
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest

from eventlog.database import Database, connect
from eventlog.errors import EnvironmentProblem
from eventlog.server import postmaster
from eventlog.server.account import Account, check_reachable
from eventlog.server.default import DefaultServer
from eventlog.server.passwords import OPERATOR, REPORT, SEALING, SUPERUSER
from eventlog.server.state import PREPARATION

MakeHome = Callable[[str], Path]
START = "import sys; from pathlib import Path; from eventlog.server.default import DefaultServer as S; "
START += "S(Path(sys.argv[1])).start()"


def starter(home: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", START, home], stderr=subprocess.PIPE, start_new_session=True)


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def one_value(server: DefaultServer, query: str, login: str = OPERATOR) -> object:
    with connect(server.conninfo(login)) as connection:
        ((value,),) = connection.execute(query).fetchall()
    return value


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_commands_that_start_together_share_one_server(make_home: MakeHome) -> None:
    server = DefaultServer(make_home("together"))
    starters = [starter(server.home) for _ in range(4)]
    assert [(process.communicate()[1], process.returncode) for process in starters] == [(b"", 0)] * 4
    assert server.status().running  # it outlives them
    assert one_value(server, "SELECT current_database()") == "indelible"


def test_a_killed_server_starts_again_with_what_was_committed(make_home: MakeHome) -> None:
    server = DefaultServer(make_home("killed"))
    server.start()
    with connect(server.conninfo(SUPERUSER), autocommit=True) as connection:
        connection.execute("CREATE TABLE public.kept AS SELECT 42 AS answer")
        pid = server.status().pid
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        wait_for(lambda: not server.status().running)
        server.start()
    assert one_value(server, "SELECT answer FROM public.kept", SUPERUSER) == 42


def test_a_stale_pid_file_that_names_a_living_process_is_no_obstacle(make_home: MakeHome) -> None:
    server = DefaultServer(make_home("stale"))
    server.start()
    pid_file = server.home / "cluster" / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    server.stop()
    # Another program of the same account has the number now: PostgreSQL by itself would take it for the server.
    with subprocess.Popen(["sleep", "60"], user=pid_file.parent.stat().st_uid) as other:
        pid_file.write_text("\n".join([str(other.pid), *lines[1:]]))
        assert not server.status().running
        server.start()
        assert server.status().running
        assert other.poll() is None
        other.kill()


def test_a_killed_initdb_is_made_anew(make_home: MakeHome) -> None:
    server = DefaultServer(make_home("half made"))
    process = starter(server.home)
    wait_for((server.home / "cluster.unfinished" / "PG_VERSION").exists)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    assert not (server.home / "cluster").exists()
    server.start()
    assert one_value(server, "SELECT 1") == 1
    assert not (server.home / "cluster.unfinished").exists()


def test_a_start_killed_before_the_roles_were_made_is_finished_by_the_next(make_home: MakeHome) -> None:
    server = DefaultServer(make_home("unprepared"))
    process = starter(server.home)
    wait_for(lambda: postmaster.living_postmaster(server.home / "cluster") is not None)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    server.start()
    assert one_value(server, "SELECT current_user") == "indelible"


@pytest.mark.parametrize("name", ["a" * 120, "城市 的 'data', %p\\"], ids=["long", "odd characters"])
def test_any_path_will_do_for_a_home(make_home: MakeHome, name: str) -> None:
    server = DefaultServer(make_home(name))
    server.start()
    server.stop()
    server.start()
    assert one_value(server, "SELECT current_user") == "indelible"
    sockets = Path(server.status().socket_directory)
    assert mode(sockets) == 0o700
    server.stop()
    assert sockets.is_relative_to(server.home) or not sockets.exists()  # nothing is left outside the home


def test_what_the_server_keeps_is_closed_to_others(server: DefaultServer) -> None:
    assert mode(server.passfile) == 0o600
    assert mode(server.log) == 0o600
    assert mode(server.home / "cluster") == 0o700
    assert mode(Path(server.status().socket_directory)) == 0o700
    assert not mode(server.home) & 0o066
    assert not list(server.home.glob("*.password"))


def test_nobody_enters_without_a_password(server: DefaultServer) -> None:
    for login in (SUPERUSER, OPERATOR, REPORT, SEALING):
        parameters: dict[str, Any] = {**server.parameters(login), "passfile": os.devnull}
        with pytest.raises(psycopg.OperationalError, match="no password supplied"):
            psycopg.connect(**parameters)


def test_a_home_of_an_earlier_version_gets_the_login_that_seals(make_home: MakeHome) -> None:
    server = DefaultServer(make_home("earlier"))
    server.start()
    with connect(server.conninfo(SUPERUSER), autocommit=True) as connection:
        connection.execute(f"DROP ROLE {SEALING}")
        connection.execute("GRANT indelible_sealer TO indelible")
    before = server.passfile.read_text()
    server.passfile.write_text("".join(line for line in before.splitlines(True) if SEALING not in line))
    state = server.home / "server.json"
    state.write_text(state.read_text().replace(f'"prepared": {PREPARATION}', '"prepared": 2'))
    server.start()
    after = server.passfile.read_text()
    assert after.splitlines()[:3] == before.splitlines()[:3]  # who was told a password goes on with it
    assert mode(server.passfile) == 0o600
    assert one_value(server, "SELECT pg_has_role('indelible_sealer', 'SET')", SEALING) is True
    assert one_value(server, "SELECT pg_has_role('indelible_sealer', 'SET')", OPERATOR) is False


def test_settings_keep_what_was_acknowledged(server: DefaultServer) -> None:
    for name in ("fsync", "full_page_writes", "synchronous_commit", "data_checksums"):
        assert one_value(server, f"SHOW {name}") == "on"
    assert one_value(server, "SHOW timezone") == "UTC"
    assert one_value(
        server, "SELECT datlocprovider::text || datlocale FROM pg_database WHERE datname = 'indelible'"
    ) == ("bC.UTF-8")


def test_the_log_holds_no_statement_and_no_value(server: DefaultServer) -> None:
    with connect(server.conninfo(OPERATOR)) as connection, pytest.raises(psycopg.Error):
        connection.execute("SELECT 1 / (length(%s) - 9), 'Telephone'", ["Zhang San"])
    log = server.log.read_text()
    assert "division by zero" in log
    assert "Zhang San" not in log
    assert "Telephone" not in log


def test_there_is_no_tcp_listener_unless_asked(make_home: MakeHome) -> None:
    server = DefaultServer(make_home("tcp"))
    server.start()
    assert one_value(server, "SHOW listen_addresses") == ""
    port = free_port()
    server.start(port=port)
    server.stop()
    server.start()  # remembered
    with connect(server.conninfo(OPERATOR) + " host=127.0.0.1") as connection:
        assert connection.info.port == port
    assert one_value(server, "SHOW listen_addresses") == "127.0.0.1"
    server.start(port=0)
    assert one_value(server, "SHOW listen_addresses") == ""


def test_a_port_in_use_is_refused_and_the_server_goes_on(make_home: MakeHome) -> None:
    server = DefaultServer(make_home("port"))
    server.start()
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(EnvironmentProblem, match="in use"):
        server.start(port=taken.getsockname()[1])
    assert server.status().running
    assert server.status().port is None


def test_a_home_of_another_major_version_is_refused(make_home: MakeHome) -> None:
    server = DefaultServer(make_home("old"))
    server.start()
    server.stop()
    version = server.home / "cluster" / "PG_VERSION"
    version.write_text("17\n")
    with pytest.raises(EnvironmentProblem, match="was made by PostgreSQL 17"):
        server.start()
    version.write_text("18\n")


def test_a_server_that_cannot_start_says_why(make_home: MakeHome) -> None:
    server = DefaultServer(make_home("broken"))
    server.start()
    server.stop()
    settings = server.home / "cluster" / "postgresql.auto.conf"
    settings.write_text("shared_buffers = 'many'\n")
    with pytest.raises(EnvironmentProblem, match=r"did not start: .*postgresql.auto.conf"):
        server.start()


def test_a_home_that_cannot_be_written_is_named() -> None:
    with pytest.raises(EnvironmentProblem, match="/proc/indelible"):
        DefaultServer(Path("/proc/indelible")).start()


def test_a_home_that_the_servers_account_cannot_enter_is_named(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    (closed / "home").mkdir()
    with pytest.raises(EnvironmentProblem, match=r"cannot enter .*closed,"):
        check_reachable(closed / "home", Account(65533, 65533, ()))
    check_reachable(closed / "home", Account())  # who starts it as themselves needs no way through for others


def test_a_database_that_is_too_old_is_refused(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eventlog.database.OLDEST_VERSION", 99)
    with pytest.raises(EnvironmentProblem, match=r"PostgreSQL 18.* but 99 or newer"):
        connect(database.operator)
