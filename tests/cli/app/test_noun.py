"""Options and verbs that were renamed go on working by their old spelling, unseen in the help, with a note."""

from collections.abc import Iterator
from typing import Any

import pytest
import typer

from cli.main import NOUNS, commands_of
from tests.cli.conftest import Indelible

VISIT = ("customer", "visit", "C1")


@pytest.mark.parametrize("old", [("--purpose", "访销"), ("--purpose=访销",)])
def test_an_option_goes_on_by_its_old_spelling(shop: Indelible, old: tuple[str, ...]) -> None:
    now, then = shop(*VISIT, "--theme", "访销", "--dry-run"), shop(*VISIT, *old, "--dry-run")
    assert then.out == now.out
    assert (now.err, then.err) == ("", "note: --purpose is called --theme now\n")


def test_what_follows_two_dashes_is_no_option(shop: Indelible, indelible: Indelible) -> None:
    done = indelible("customer", "show", "--", "--purpose")
    assert (done.code, done.err.startswith("error: customer_not_found: ")) == (1, True)
    assert shop("customer", "show", "--", "C1").err == "at position 2\n"


def test_a_value_that_looks_like_an_old_spelling_stays_a_value(shop: Indelible) -> None:
    done = shop(*VISIT, "--theme", "访销", "--reason", "--purpose", "--dry-run", "--json")
    (event,) = done.data["events"]
    assert (event["event"]["reason"], done.err) == ("--purpose", "")


def test_a_verb_goes_on_by_its_old_name(shop: Indelible) -> None:
    folded = ("--at-position", "2", "--json")
    now, then = shop("promise", "report", *folded), shop("promise", "metrics", *folded)
    assert then.out == now.out
    assert then.err == "note: metrics is called report now\n"


def parameters() -> Iterator[tuple[str, Any]]:
    for noun in NOUNS:
        group: Any = typer.main.get_command(commands_of(noun))
        for verb, command in group.commands.items():
            yield from ((f"{noun} {verb}", parameter) for parameter in command.params)


def test_an_old_spelling_is_no_option_of_the_same_command() -> None:
    for noun in {*NOUNS} - {"demo"}:  # which has no verbs
        group: Any = typer.main.get_command(commands_of(noun))
        assert not {*group.now} & {*group.commands}
        assert {*group.now.values()} <= {*group.commands}
        for command in group.commands.values():
            spellings = {spelling for parameter in command.params for spelling in parameter.opts}
            assert not {*command.now} & spellings
            assert {*command.now.values()} <= spellings


def test_who_does_something_is_always_by() -> None:
    by = {(parameter.name, parameter.metavar) for _, parameter in parameters() if "--by" in parameter.opts}
    assert by == {("by", "EMPLOYEE_NO")}


@pytest.mark.parametrize(
    ("option", "metavar"),
    [("--due", "DAY"), ("--key", "FILE"), ("--to", None), ("--owner", "EMPLOYEE_NO"), ("--done-by", "EMPLOYEE_NO")],
)
def test_an_option_means_one_thing(option: str, metavar: str | None) -> None:
    found = {parameter.metavar for _, parameter in parameters() if option in parameter.opts}
    assert found == ({metavar} if metavar else {"DAY", "POINT", "MOMENT"})  # where a stretch of time ends
