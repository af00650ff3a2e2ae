"""indelible demo: a real city's year, from an empty database to a verified answer, with the commands that do it."""

import shlex
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Any

import typer
from psycopg.sql import SQL, Identifier

from cli import main
from cli.app.exits import INTERRUPTED
from cli.app.opening import open_session
from cli.app.output.tables import Part, in_zone, print_part
from cli.app.parsing.moments import parse_day
from cli.demo.story import (
    AFTER,
    BEFORE,
    BRANCH,
    ENDING,
    FOUND,
    LATE_REPORT,
    MAKE_BRANCH,
    NEXT,
    QUERIES,
    SHOP,
    SIDE_BY_SIDE,
    STARTED,
    TOTALS,
    Command,
    Query,
    beginning,
)
from eventlog.errors import EnvironmentProblem
from projections.customers.customer_profiles import CUSTOMER_PROFILES
from service.queries import AsOf, about_customer, customer_history, reached_position
from service.session import Session

app = typer.Typer(add_completion=False)


@app.callback(invoke_without_command=True)
def demo(context: typer.Context) -> None:
    """Play a real city's year: make a branch, import its orders, ask and verify. Again, it records nothing twice."""
    began = perf_counter()
    context.obj = replace(context.obj, branch=BRANCH)
    try:
        recorded = _play(context)
    except KeyboardInterrupt:
        print(f"interrupted; `{_program()} demo` goes on from here", file=sys.stderr)
        raise
    outcome = f"recorded {recorded:,} events" if recorded else "recorded nothing: all was there from an earlier demo"
    print(f"\nThe demo took {perf_counter() - began:.1f} s and {outcome}. Try next:")
    for arguments in NEXT:
        print(f"  {_typed(arguments)}")


def _play(context: typer.Context) -> int:
    """Tell the whole story; returns how many events it recorded."""
    story = beginning(_examples())
    _run(FOUND if context.obj.database_url else STARTED)
    _run(MAKE_BRANCH)
    with open_session(context) as session:
        before = reached_position(session, AsOf())
        for command in story:
            _run(command)
        for query in QUERIES:
            _show(query, session)
        _compare(session)
        for command in ENDING:
            _run(command)
        _show(TOTALS, session)
        return reached_position(session, AsOf()) - before


def _examples() -> Path:
    """The folder of the city, as short as it can be typed from here."""
    folder = Path(__file__).parents[2] / "examples" / "iowa"
    if not folder.is_dir():
        raise EnvironmentProblem(
            f"there is no {folder}: the demo's files come with the repository and not with the package; use a clone"
        )
    return folder.relative_to(Path.cwd()) if folder.is_relative_to(Path.cwd()) else folder


def _run(command: Command) -> None:
    """Do what the command line would do, in this process, so that what is printed is what it prints."""
    with _step(command.title, _typed(command.arguments)):
        code = main.app(["--branch", BRANCH, *command.arguments], standalone_mode=False)
        if code == INTERRUPTED:
            raise KeyboardInterrupt
    if code:
        raise typer.Exit(code)


def _show(query: Query, session: Session) -> None:
    schema = session.branch.read_schema
    with _step(query.title, f'{_program()} db shell -- -c "\n{query.sql.format(schema=schema)}"'):
        # Our own text, and no value in it.
        statement: Any = query.sql
        cursor = session.connection.execute(SQL(statement).format(schema=Identifier(schema)))
        print_part(Part([column.name for column in cursor.description or ()], cursor.fetchall()))


def _compare(session: Session) -> None:
    """One file thrice, only what is known; the fields that are not the same each time are marked."""
    show = ("customer", "show", SHOP, "--as-of")
    _, history = customer_history(session, SHOP, AsOf())
    before = next(recorded.position for recorded in history if recorded.event.command_id == LATE_REPORT) - 1
    questions = {
        f"{BEFORE} at {before}": AsOf(as_of=parse_day(BEFORE), at_position=before),
        BEFORE: AsOf(as_of=parse_day(BEFORE)),
        AFTER: AsOf(as_of=parse_day(AFTER)),
    }
    typed = [(*show, BEFORE, "--at-position", str(before)), (*show, BEFORE), (*show, AFTER)]
    with _step(SIDE_BY_SIDE, *map(_typed, typed)):
        files = [
            about_customer(session, SHOP, b, [CUSTOMER_PROFILES]).rows[CUSTOMER_PROFILES.name][0]
            for b in questions.values()
        ]
        rows = [
            (field, *values, "differs" if len(set(values)) > 1 else "")
            for field, *values in zip(CUSTOMER_PROFILES.row._fields, *files, strict=True)
            if field != "valid_since" and any(value is not None for value in values)
        ]
        print_part(in_zone(Part(("field", *questions, ""), rows), session.branch.tz))


@contextmanager
def _step(title: str, *typed: str) -> Iterator[None]:
    print(f"\n== {title}")
    for line in typed:
        print(f"$ {line}", flush=True)
    began = perf_counter()
    yield
    print(f"({perf_counter() - began:.1f} s)", flush=True)


def _typed(arguments: tuple[str, ...]) -> str:
    branch = () if arguments[0] in {"db", "branch"} else ("--branch", BRANCH)
    return f"{_program()} {shlex.join((*branch, *arguments))}"


def _program() -> str:
    """What to type for this program: its name if the shell finds it, else its path as it was typed."""
    return "indelible" if shutil.which("indelible") else sys.argv[0]
