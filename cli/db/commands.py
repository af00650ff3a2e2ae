"""indelible db: the database itself."""

import os
import sys
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any

import typer

from cli.app.environment import Environment, child_environment, default_server, open_database
from cli.app.noun import Noun
from cli.app.options import AsJson
from cli.app.output.envelope import print_envelope
from eventlog.conninfo import as_uri, guarded
from eventlog.errors import EnvironmentProblem
from eventlog.server import passwords
from eventlog.server.binaries import wheel_programs

app = Noun()


class Role(StrEnum):
    """Whose login a shell or a connection string uses."""

    OPERATOR = "operator"
    REPORT = "report"
    SEALER = "sealer"
    ADMIN = "admin"

    @property
    def login(self) -> str:
        """Its login on the default server."""
        return {
            "operator": passwords.OPERATOR,
            "report": passwords.REPORT,
            "sealer": passwords.SEALING,
            "admin": passwords.SUPERUSER,
        }[self]


_WORDS = {"None": "-", "True": "yes", "False": "no"}

RoleOption = Annotated[
    Role,
    typer.Option(
        help="operator works, report only reads tables, sealer only seals, admin (the superuser) is for repairs."
    ),
]


@app.command()
def start(
    context: typer.Context,
    port: Annotated[
        int | None,
        typer.Option(
            min=0,
            max=65535,
            help="Open TCP on this port of 127.0.0.1, and remember it (restarts the server); 0 closes it.",
        ),
    ] = None,
) -> None:
    """Make and start the database; other commands do so by themselves."""
    server = default_server(context.obj)
    server.start(port=port)
    found = server.status()
    reach = f"127.0.0.1:{found.port}" if found.port else found.socket_directory
    print(f"PostgreSQL {found.version} runs (pid {found.pid}), reached at {reach}, kept in {found.home}")


@app.command()
def stop(context: typer.Context) -> None:
    """Stop the database server and end all its sessions."""
    server = default_server(context.obj)
    server.stop()
    print(f"The database server of {server.home} is stopped.")


@app.command()
def status(context: typer.Context, as_json: AsJson = False) -> None:
    """Say whether the database runs, where, and with which safety settings. Starts nothing."""
    facts = _facts(context.obj)
    if as_json:
        print_envelope(facts)
        return
    for name, value in facts.items():
        print(f"{name:20} {_WORDS.get(str(value), value)}")


@app.command(context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False})
def shell(
    context: typer.Context,
    role: RoleOption = Role.OPERATOR,
    psql_arguments: Annotated[list[str] | None, typer.Argument(help="Handed on to psql.")] = None,
) -> None:
    """Open psql in the database."""
    parameters = _parameters(context.obj, role)
    secret = {"PGPASSWORD": parameters.pop("password")} if "password" in parameters else {}  # else ps would show it
    psql = wheel_programs() / "psql"
    arguments = [str(psql), as_uri(parameters), *(psql_arguments or [])]
    sys.stdout.flush()
    os.execve(psql, arguments, child_environment(PGCLIENTENCODING="UTF8", **secret))


@app.command()
def connect_info(
    context: typer.Context,
    role: RoleOption = Role.OPERATOR,
    show_password: Annotated[bool, typer.Option(help="Write the password into the line.")] = False,
) -> None:
    """Print one line that psql, psycopg and other programs take as connection string."""
    parameters = _parameters(context.obj, role)
    if show_password and "passfile" in parameters:
        secrets = passwords.read_passwords(default_server(context.obj).passfile)
        del parameters["passfile"]
        parameters["password"] = secrets[parameters["user"]]
    if not show_password:
        parameters.pop("password", None)
    if not context.obj.database_url and default_server(context.obj).status().port:
        parameters["host"] = "127.0.0.1"  # opened for programs that may not enter the socket's directory
    print(as_uri(parameters))


def _parameters(environment: Environment, role: Role) -> dict[str, str]:
    from eventlog.database import parameters

    if environment.database_url:
        if role is not Role.OPERATOR:
            raise EnvironmentProblem("INDELIBLE_DATABASE_URL has one login; --role is for the default server")
        return guarded(parameters(environment.database_url))
    open_database(environment)
    return guarded(default_server(environment).parameters(role.login))


def _facts(environment: Environment) -> dict[str, Any]:
    from eventlog.database import connect, server_settings

    if environment.database_url:
        with connect(open_database(environment).operator) as connection:
            return {"running": True, **server_settings(connection)}
    found = default_server(environment).status()
    facts = {
        "home": str(found.home),
        "programs": found.version,
        "running": found.running,
        "pid": found.pid,
        "uptime_seconds": int((datetime.now(UTC) - found.started_at).total_seconds()) if found.started_at else None,
        "tcp_port": found.port,
        "socket_directory": found.socket_directory or None,
        "log": str(found.log),
    }
    if not found.running:
        return facts
    with connect(open_database(environment).operator) as connection:
        return {**facts, **server_settings(connection)}
