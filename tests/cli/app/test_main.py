"""What every command keeps: exit codes, quiet ends, and a quick help."""

import os
import signal
import socket
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest

from eventlog.server.default import DefaultServer
from tests.cli.conftest import PROGRAM, Run, variables

VERSION: str = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text("utf-8"))["project"]["version"]


@pytest.mark.parametrize(("option", "shown"), [("--help", "db"), ("--version", VERSION)])
def test_help_and_version_load_neither_driver_nor_tables(option: str, shown: str) -> None:
    code = (
        f"import sys; from cli.main import app; app(['{option}'], standalone_mode=False); "
        "sys.exit(str({'psycopg', 'polars', 'pydantic', 'rich', 'cli.db.commands'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert shown in done.stdout
    assert done.stderr == "set()\n"


def test_the_version_is_that_of_the_package(run: Run) -> None:
    done = run("--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{VERSION}\n", "")


def test_an_unknown_command_is_a_usage_error(run: Run) -> None:
    done = run("dbx")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Did you mean 'db'?" in done.stderr


def test_an_unusable_home_is_named(run: Run) -> None:
    done = run("db", "start", HOME="/proc/indelible")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: the home /proc/indelible cannot be used:")


def test_an_unreachable_database_is_an_error_without_its_password(run: Run) -> None:
    done = run("db", "status", "--json", DATABASE_URL="postgresql://clerk:geheim@127.0.0.1:1/x")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: the database cannot be reached:")
    assert "geheim" not in done.stderr


def test_a_malformed_connection_string_is_not_repeated(run: Run) -> None:
    for url in ("postgresql://clerk:geheim@[::1/x", "password=geheim oops", "host=/x password='geheim"):
        done = run("db", "status", DATABASE_URL=url)
        assert done.returncode == 2
        assert "is not a connection string" in done.stderr
        assert "geheim" not in done.stderr


def test_a_wrong_password_is_an_environment_error(run: Run, server: DefaultServer) -> None:
    conninfo = server.conninfo("indelible") + " password=geheim"
    done = run("db", "status", DATABASE_URL=conninfo)
    assert done.returncode == 2
    assert "password authentication failed" in done.stderr
    assert "geheim" not in done.stderr


def test_a_database_that_never_answers_is_an_error_within_seconds(run: Run) -> None:
    began = time.monotonic()
    with socket.create_server(("127.0.0.1", 0)) as silent:
        done = run("db", "status", DATABASE_URL=f"postgresql://x@127.0.0.1:{silent.getsockname()[1]}/x")
    assert time.monotonic() - began < 15
    assert done.returncode == 2
    assert "timeout" in done.stderr


def test_an_interrupt_is_quiet() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"postgresql://x@127.0.0.1:{silent.getsockname()[1]}/x"
        command: list[str | Path] = [PROGRAM, "db", "status"]
        process = subprocess.Popen(command, env=variables(DATABASE_URL=url), stderr=subprocess.PIPE)
        with silent.accept()[0]:
            process.send_signal(signal.SIGINT)
            assert process.communicate()[1] == b""
    assert process.returncode == 130


def test_a_closed_pipe_is_quiet(server: DefaultServer) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command: list[str | Path] = [PROGRAM, "db", "status"]
    done = subprocess.run(
        command, env=variables(HOME=str(server.home)), stdout=writer, stderr=subprocess.PIPE, check=False
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_stream_that_is_closed_is_no_fault(server: DefaultServer, closed: str) -> None:
    line = f'exec "$0" branch list {closed}'
    command: list[str | Path] = ["sh", "-c", line, PROGRAM]
    done = subprocess.run(command, env=variables(HOME=str(server.home)), capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_full_disk_under_the_output_is_told(server: DefaultServer) -> None:
    with Path("/dev/full").open("wb") as full:
        command: list[str | Path] = [PROGRAM, "db", "status"]
        done = subprocess.run(
            command, env=variables(HOME=str(server.home)), stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 2
    assert done.stderr == b"error: No space left on device\n"
