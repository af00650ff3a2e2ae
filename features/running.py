"""A command of the program as a step of a feature, and what came of it."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from pytest_bdd import given, parsers, when


@dataclass(frozen=True)
class Outcome:
    """What a command printed, how it ended, and how many events the log has more."""

    exit_code: int
    out: str
    err: str
    recorded: int

    @property
    def data(self) -> Any:
        """The answer of a command with --json."""
        return json.loads(self.out)["data"]

    @property
    def refusal(self) -> str | None:
        """The stable code of the refusal."""
        found = re.match(r"error: (\w+): ", self.err)
        return found and found[1]


Run = Callable[..., Outcome]
"""`indelible("customer", "show", "110001")`: the program as a person runs it, in the scenario's branch."""


def step(happened: str, happens: str) -> Callable[[Run], Run]:
    """A command as a past fact, which must have succeeded, and as the action whose outcome is looked at."""

    def decorate(command: Run) -> Run:
        @wraps(command)
        def past(**arguments: Any) -> None:
            outcome = command(**arguments)
            assert outcome.exit_code == 0, outcome.err

        given(parsers.parse(happened), stacklevel=2)(past)
        when(parsers.parse(happens), target_fixture="outcome", stacklevel=2)(command)
        return command

    return decorate


def options(datatable: list[list[str]]) -> list[str]:
    """A table of two columns, such as `market type | urban`, as the options `--market-type=urban`."""
    return [f"--{name.replace(' ', '-')}={value}" for name, value in datatable]
