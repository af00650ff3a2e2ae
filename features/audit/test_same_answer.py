"""The feature of the same answer: every command that can be bound to a position is asked, whichever there are."""

from collections.abc import Iterator
from typing import Any

import pytest
import typer
from pytest_bdd import given, scenarios, then

from cli.main import NOUNS, commands_of
from eventlog.branch import Branch
from eventlog.branches import create_branch
from eventlog.database import connect
from eventlog.read.reading import head
from features.running import Outcome, Run
from service.session import Session

scenarios("same_answer.feature")

Question = tuple[str, ...]

ARGUMENTS = {
    "CUSTOMER_NO": "110001",
    "ORDER_NO": "A-1",
    "COMPLAINT_NO": "T-1",
    "PROMISE_NO": "P-1",
    "CONTACT_NO": "V-1",
    "SURVEY_NO": "S-1",
    "SKU": "6901028075831",
    "CASE_NO": "K-1",
    "SCHEME_NO": "value",
    "ROUND_NO": "2021Q2",
    "PERIOD": "2021Q2",
    "KIND": "value_grade",
}
"""What stands for the arguments of a command, by the name its help gives them."""

EXPLAINED = (
    ("customer_profiles", "address"),
    ("customer_profiles", "valid_since"),
    ("customer_profile_periods", "valid_to", "--row", "2020-01-01"),
    ("orders", "returned_amount"),
    ("order_lines", "returned_qty", "--row", "A-1", "--row", "1"),
    ("customer_months", "requested_qty"),
    ("complaints", "status"),
    ("compliance_scores", "score"),
    ("tier_assignments", "value", "--row", "value_grade"),
    ("evaluation_scores", "total"),
)
EXPLAINED_FOR_ALL = (
    ("contact_metrics", "made"),
    ("products", "name"),
    ("satisfaction_metrics", "value", "--row", "2021-05", "--row", "all", "--row", "csat_mean"),
    ("supply_releases", "cap", "--row", "W1"),
)
"""Values of tables whose rows are no single customer's."""

OPTIONS: dict[str, tuple[Question, ...]] = {
    "tier flows": (("--from", "2021-05-01", "--to", "2021-09-01"),),
    "contact returns": (("--due-by", "2021-12-31"),),
    "compliance due": (("--rule", "suzhou"),),
    "satisfaction drill": (("--period", "2021-05", "--measure", "csat_mean"),),
    "complaint drill": (("--month", "2021-05", "--measure", "received"),),
    "audit explain": tuple(("--table", table, "--field", field, *row) for table, field, *row in EXPLAINED),
    "audit diff": (
        ("--from", "2021-05-04", "--to", "2021-09-01"),
        ("--clock", "position", "--from", "3", "--to", "9999"),
        ("--clock", "recorded", "--from", "2020-01-01", "--to", "2999-01-01"),
    ),
    "audit changes": (
        ("--from", "2020-01-01", "--to", "2999-01-01"),
        ("--clock", "effective", "--from", "2021-01-01", "--to", "2021-06-30"),
        ("--field", "address", "--from", "2020-01-01", "--to", "2999-01-01"),
    ),
}
"""What a command needs beside its arguments; each is a question of its own."""


def questions() -> Iterator[Question]:
    """Every reading command that takes `--at-position`, with what it needs."""
    for table, field, *row in EXPLAINED_FOR_ALL:
        yield ("audit", "explain", "--table", table, "--field", field, *row)
    for noun in NOUNS:
        group: Any = typer.main.get_command(commands_of(noun))
        for verb, command in group.commands.items():
            taken = {option for parameter in command.params for option in parameter.opts}
            if "--at-position" in taken and "--dry-run" not in taken:
                arguments = (p for p in command.params if p.param_type_name == "argument")
                given = [ARGUMENTS[argument.metavar] for argument in arguments]
                for options in OPTIONS.get(f"{noun} {verb}", ((),)):
                    yield (noun, verb, *given, *options)


@pytest.fixture
def instant(session: Session) -> str:
    """An instant at which no command ran."""
    ((now,),) = session.connection.execute("SELECT clock_timestamp()").fetchall()
    return str(now.isoformat())


@given("every question was answered at this position and by this instant", target_fixture="answers")
def answers(indelible: Run, session: Session, instant: str) -> dict[Question, Outcome]:
    position = ("--at-position", str(head(session.connection, session.branch)))
    asked = [(*question, *position, *way) for question in questions() for way in (("--json",), ())]
    asked += [(*question, "--known-at", instant, "--json") for question in questions() if question[0] != "audit"]
    asked.append(("audit", "changes", "--from", "2020-01-01", "--to", instant, "--json"))
    asked.append(("audit", "diff", "110001", "--clock", "recorded", "--from", "2020-01-01", "--to", instant, "--json"))
    return {question: indelible(*question) for question in asked}


@given("the example policy for complaints was published")
def policy(indelible: Run) -> None:
    outcome = indelible("policy", "publish", "examples/policies/complaints.toml", "--effective-at", "2021-01-01")
    assert outcome.exit_code == 0, outcome.err


@given("another branch recorded shop 110001 and its order A-1, too")
def other_branch(indelible: Run, session: Session) -> None:
    other = f"{session.branch.slug}_other"
    with connect(session.database.admin, autocommit=True) as connection:
        create_branch(connection, Branch(other, "Asia/Shanghai", "CNY"))
    place = ("order", "place", "A-1", "--customer", "110001", "--line", "X:1:1.00", "--effective-at", "2021-05-01")
    for command in (("customer", "enrol", "110001", "--name", "阊门店", "--effective-at", "2021-01-01"), place):
        outcome = indelible("--branch", other, *command)
        assert outcome.exit_code == 0, outcome.err


@then("every question is answered byte for byte the same")
def same_answers(indelible: Run, answers: dict[Question, Outcome]) -> None:
    assert {question: answer.err for question, answer in answers.items() if answer.exit_code} == {}
    assert {question: indelible(*question) for question in answers} == answers


@then("asked without a position, these are answered otherwise")
def other_answers(indelible: Run, answers: dict[Question, Outcome], datatable: list[list[str]]) -> None:
    changed = set()
    for question, answer in answers.items():
        if question[-1] == "--json" and question[-3] == "--at-position":
            now = indelible(*question[:-3], "--json")
            changed |= {" ".join(question[:2])} if now.out != answer.out else set()
    assert {command for (command,) in datatable} <= changed
