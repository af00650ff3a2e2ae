"""A branch for each scenario, the program to work in it, and what all features say."""

import io
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from datetime import datetime, time
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from psycopg import Connection
from psycopg.sql import SQL, Identifier
from pytest_bdd import parsers, then, when

from cli.main import main
from eventlog.branch import Branch
from eventlog.branches import create_branch
from eventlog.database import Database, connect, parameters
from eventlog.read.reading import head
from eventlog.server.default import DefaultServer
from eventlog.server.passwords import REPORT
from features.running import Outcome, Run
from service.projecting import catch_up
from service.session import Session, no_clock

_numbers = count(1)


@pytest.fixture
def in_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    """For features whose rule files are among the project's examples."""
    monkeypatch.chdir(Path(__file__).parents[1])


@pytest.fixture
def branch(shared_database: Database) -> Branch:
    """苏州: days of Shanghai, money in yuan; empty, and the scenario's own."""
    made = Branch(f"suzhou_{next(_numbers)}", "Asia/Shanghai", "CNY")
    with connect(shared_database.admin, autocommit=True) as connection:
        create_branch(connection, made)
    return made


@pytest.fixture
def session(shared_database: Database, branch: Branch) -> Iterator[Session]:
    """The branch, for looking into it beside the program."""
    with Session(shared_database, branch.slug, no_clock) as opened:
        yield opened


@pytest.fixture
def indelible(monkeypatch: pytest.MonkeyPatch, session: Session) -> Run:
    """The program in the scenario's branch, given by employee E7."""
    monkeypatch.setenv("INDELIBLE_DATABASE_URL", session.database.operator)
    monkeypatch.setenv("INDELIBLE_SEALER_URL", session.database.sealer)
    monkeypatch.setenv("INDELIBLE_BRANCH", session.branch.slug)
    monkeypatch.setenv("INDELIBLE_BY", "E7")

    def run(*arguments: object) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["indelible", *map(str, arguments)])
        before = head(session.connection, session.branch)
        out, err, code = io.StringIO(), io.StringIO(), 0
        with redirect_stdout(out), redirect_stderr(err):
            try:
                main()
            except SystemExit as end:
                code = end.code if isinstance(end.code, int) else 0
        return Outcome(code, out.getvalue(), err.getvalue(), head(session.connection, session.branch) - before)

    return run


@pytest.fixture
def reader(server: DefaultServer, session: Session) -> Iterator[Connection[Any]]:
    """A login that may only read tables."""
    name = parameters(session.database.operator)["dbname"]
    with connect(server.conninfo(REPORT, name), autocommit=True) as connection:
        yield connection


Read = Callable[..., list[list[str]]]


@pytest.fixture
def read(session: Session, reader: Connection[Any]) -> Read:
    """`read("orders", ["order_no", "status"])`: rows of a table that has taken in the whole log, as people see them."""

    def read(table: str, columns: Sequence[str]) -> list[list[str]]:
        catch_up(session)
        names = SQL(", ").join(map(Identifier, columns))
        statement = SQL("SELECT {0} FROM {1} ORDER BY {0}").format(names, Identifier(session.branch.read_schema, table))
        return [[shown(value, session.branch) for value in row] for row in reader.execute(statement)]

    return read


def shown(value: object, branch: Branch) -> str:
    """A value as a feature writes it: an instant in the branch's zone, without its time at midnight."""
    if isinstance(value, datetime):
        local = value.astimezone(branch.tz)
        return f"{local:%Y-%m-%d}" if local.time() == time() else f"{local:%Y-%m-%d %H:%M}"
    return "" if value is None else str(value)


@then(parsers.parse("it is refused as {code}"))
def refused(outcome: Outcome, code: str) -> None:
    assert (outcome.refusal, outcome.exit_code, outcome.recorded) == (code, 1, 0), outcome.err or outcome.out


@then("it is recorded")
def recorded(outcome: Outcome) -> None:
    assert outcome.exit_code == 0, outcome.err
    assert outcome.recorded > 0, outcome.out


@then("nothing is recorded")
def not_recorded(outcome: Outcome) -> None:
    assert outcome.recorded == 0, outcome.out


@then(parsers.parse("the table {table} reads"))
def table_reads(read: Read, table: str, datatable: list[list[str]]) -> None:
    columns, *rows = datatable
    assert read(table, columns) == rows


@then(parsers.parse("shop {shop}'s history tells"))
def history_tells(indelible: Run, shop: str, datatable: list[list[str]]) -> None:
    columns, *rows = datatable
    told = indelible("customer", "timeline", shop, "--json").data
    assert [[str(row[column] or "") for column in columns] for row in told] == rows


@then(parsers.parse("the file of shop {shop:S} says"))
def file_says(indelible: Run, shop: str, datatable: list[list[str]]) -> None:
    profile = indelible("customer", "show", shop, "--json").data["profile"]
    assert [[field, profile[field]] for field, _ in datatable] == datatable


@then(parsers.parse("the file of shop {shop:S} as of {day:S} says"))
def file_said(indelible: Run, shop: str, day: str, datatable: list[list[str]]) -> None:
    profile = indelible("customer", "show", shop, "--as-of", day, "--json").data["profile"]
    assert [[field, profile[field]] for field, _ in datatable] == datatable


@then(parsers.parse("the log of shop {shop:S} names"))
def log_names(indelible: Run, shop: str, datatable: list[list[str]]) -> None:
    columns, *rows = datatable
    events = indelible("audit", "replay", shop, "--json").data
    told = [{**event["payload"], **event} for event in events]
    assert [[event[column] for column in columns] for event in told] == rows


@when("the read tables are rebuilt", target_fixture="outcome")
def rebuilt(indelible: Run) -> Outcome:
    outcome = indelible("projection", "rebuild")
    assert outcome.exit_code == 0, outcome.err
    return outcome
