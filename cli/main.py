"""The program `indelible`: finds the noun's file, runs the verb, turns failures into messages and exit codes."""

import io
import os
import sys
import traceback
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperCommand, TyperGroup

from cli.app.environment import read_environment
from cli.app.exits import INTERRUPTED, PIPE_CLOSED, REFUSED, UNUSABLE
from domain.kernel.refusals import Refusal
from domain.kernel.text import visible
from eventlog.errors import EnvironmentProblem

# Noun -> what the help says of it; the noun's commands are `app` in cli/<noun>/commands.py, loaded when it is used.
NOUNS = {
    "db": "The database: start, stop, look inside.",
    "branch": "Branches (地市公司): the city wholesalers kept in the database.",
    "customer": "Customers (零售客户), their files and their history.",
    "order": "Orders (订单) and returns (退货).",
    "complaint": "Complaints (投诉) and what became of them.",
    "supply": "Supply tiers (档位), releases (货源投放), caps and what became of them (三率一面).",
    "survey": "Surveys (调查): questionnaires, rounds of asking, answers.",
    "satisfaction": "Satisfaction (满意度): rate an order, report, and see what is behind a figure.",
    "product": "The catalogue (品规): articles, their prices, and how they sell.",
    "margin": "What customers earn on our goods (卖烟利润), and we on them.",
    "violation": "Violations (违规) of customers, and their penalties.",
    "compliance": "Keeping the law (守法): the rule, scores, and the classes that follow.",
    "anomaly": "Sales anomalies (销售异动): found, and seen to.",
    "policy": "The policy (投诉处理时限) that gives complaints their deadlines.",
    "scheme": "Schemes of evaluation (评价体系): factors, experts' judgements, grades.",
    "tier": "Value grades (客户价值等级): evaluate, simulate, explain, override, appeal.",
    "promise": "Promises (承诺) to customers and to all, and what became of them.",
    "contact": "Contacts (留痕) with customers: visits, calls and others, planned and made.",
    "day": "The end of a day (日结): what time alone makes true.",
    "import": "Take in the files you have, by a mapping.",
    "projection": "Read tables: bring them up to the log, rebuild, verify, describe.",
    "audit": "The log itself: every event with who, when and what; why values are so, and what changed.",
    "demo": "Play a real city's year, and show the commands.",
}

_ELSEWHERE = {"import": "imports.commands", "margin": "margin.queries"}
"""Nouns whose name no package can have, or that only answer."""


def commands_of(noun: str) -> typer.Typer:
    """The noun's commands, loaded now."""
    commands: typer.Typer = import_module(f"cli.{_ELSEWHERE.get(noun, f'{noun}.commands')}").app
    return commands


class _Noun(TyperCommand):
    """A line in the help that becomes the noun's commands when they are wanted."""

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        noun = commands_of(self.name or "")
        noun.info.help = self.help
        noun.rich_markup_mode = app.rich_markup_mode
        return typer.main.get_command(noun).make_context(info_name, args, parent, **extra)


class _Nouns(TyperGroup):
    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        for noun, meaning in NOUNS.items():
            self.add_command(_Noun(noun, help=meaning))

    def invoke(self, ctx: Any) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            _drop_output()  # whoever read us has enough
            raise typer.Exit(PIPE_CLOSED) from None
        return result


app = typer.Typer(
    cls=_Nouns,
    help="Customer records whose history cannot be overwritten.",
    no_args_is_help=True,
    rich_markup_mode=None,  # rich costs the help 0.1 s, and reads markup in what people typed
    pretty_exceptions_enable=False,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version  # no other command needs it

        print(version("indelible"))
        raise typer.Exit


@app.callback()
def root(
    context: typer.Context,
    branch: Annotated[
        str | None, typer.Option(help="City branch to work in; else INDELIBLE_BRANCH.", metavar="SLUG")
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Read the environment once for all commands."""
    environment = read_environment()
    context.obj = environment if branch is None else replace(environment, branch=branch)


def main() -> None:
    """Run the command line and leave with its exit code; no failure shows a traceback."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # closed by whoever started us
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 - open to the end
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that cannot show a name must not stop a command
    try:
        app()
    except Refusal as refusal:
        _leave(f"{refusal.code}: {visible(str(refusal))}", REFUSED)
    except EnvironmentProblem as problem:
        _leave(str(problem), UNUSABLE)
    except OSError as error:  # a full disk, a file that went away
        _drop_output()
        _leave(f"{error.strerror}{f' ({error.filename})' if error.filename else ''}", UNUSABLE)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except Exception as error:  # ours to mend, but a user needs a sentence
        _leave(_unexpected(error), UNUSABLE)


def _drop_output() -> None:
    """What is still buffered goes nowhere, and without a complaint at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _leave(message: str, code: int) -> NoReturn:
    print(f"error: {message}", file=sys.stderr)
    sys.exit(code)


def _unexpected(error: Exception) -> str:
    driver = sys.modules.get("psycopg")
    if driver and isinstance(error, driver.Error):
        # Only the primary message: its DETAIL quotes rows.
        return f"the database: {error.diag.message_primary or str(error).strip().splitlines()[0]}"
    place = traceback.extract_tb(error.__traceback__)[-1]
    return (
        f"a fault in indelible, please report it: {type(error).__name__} "
        f"at {Path(place.filename).name}:{place.lineno} in {place.name}"
    )
