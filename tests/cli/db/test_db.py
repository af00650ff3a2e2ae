"""indelible db, as a person uses it."""

import json
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from eventlog.server.default import DefaultServer
from eventlog.server.passwords import read_passwords
from tests.cli.conftest import Run


def test_a_database_starts_tells_its_state_and_stops(run: Run, make_home: Callable[[str], Path]) -> None:
    home = str(make_home("db"))
    before = json.loads(run("db", "status", "--json", HOME=home).stdout)
    assert before["data"]["running"] is False
    assert not Path(home).exists()  # asking makes nothing
    assert run("db", "start", HOME=home).returncode == 0
    status = json.loads(run("db", "status", "--json", HOME=home).stdout)
    assert {name: status[name] for name in ("position", "as_of", "known_at")} == dict.fromkeys(
        ("position", "as_of", "known_at")
    )
    facts = status["data"]
    assert facts["running"] is True
    assert facts["server_version"].startswith("18.")
    assert {facts[name] for name in ("fsync", "full_page_writes", "synchronous_commit", "data_checksums")} == {"on"}
    assert f"pid                  {facts['pid']}\n" in run("db", "status", HOME=home).stdout
    for _ in range(2):
        assert run("db", "stop", HOME=home).returncode == 0
    assert "running              no" in run("db", "status", HOME=home).stdout


@pytest.mark.parametrize(
    ("role", "login"),
    [
        ("operator", "indelible"),
        ("report", "indelible_report"),
        ("sealer", "indelible_sealing"),
        ("admin", "postgres"),
    ],
)
def test_connect_info_is_one_line_that_drivers_take(run: Run, server: DefaultServer, role: str, login: str) -> None:
    secret = read_passwords(server.passfile)[login]
    line = run("db", "connect-info", "--role", role, HOME=str(server.home)).stdout
    assert line.count("\n") == 1
    assert secret not in line
    with_password = run("db", "connect-info", "--role", role, "--show-password", HOME=str(server.home)).stdout
    assert secret in with_password
    for uri in (line.strip(), with_password.strip()):
        with psycopg.connect(uri) as connection:
            assert connection.execute("SELECT current_user").fetchone() == (login,)
            assert connection.execute("SHOW search_path").fetchone() == ("pg_catalog,pg_temp",)


def test_the_shell_is_psql_as_the_operator_with_chinese_text(run: Run, server: DefaultServer) -> None:
    query = "SELECT current_user, '零售客户', current_setting('client_encoding'), current_setting('search_path')"
    done = run("db", "shell", "-At", "-c", query, HOME=str(server.home))
    assert done.stdout == "indelible|零售客户|UTF8|pg_catalog,pg_temp\n"
    done = run("db", "shell", "--role", "report", "-Atc", "SELECT current_user", HOME=str(server.home))
    assert done.stdout == "indelible_report\n"


def test_another_database_replaces_the_server(
    run: Run, server: DefaultServer, make_home: Callable[[str], Path]
) -> None:
    home, secret = make_home("unused"), read_passwords(server.passfile)["indelible"]
    given = {"HOME": str(home), "DATABASE_URL": f"{server.conninfo('indelible')} password={secret}"}
    assert run("db", "shell", "-Atc", "SELECT current_user", **given).stdout == "indelible\n"
    assert json.loads(run("db", "status", "--json", **given).stdout)["data"]["fsync"] == "on"
    shown = run("db", "connect-info", **given)
    assert shown.returncode == 0
    assert secret not in shown.stdout
    for refused in (("start",), ("stop",), ("connect-info", "--role", "admin")):
        assert run("db", *refused, **given).returncode == 2
    assert not home.exists()
