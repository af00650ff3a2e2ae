"""A noun of the program. Options and verbs that were renamed go on working by their old spelling, with a note."""

import sys
from collections.abc import Callable, Mapping
from inspect import Parameter, signature
from itertools import islice
from typing import Any, ClassVar, get_args

import typer
from typer.core import TyperCommand, TyperGroup
from typer.models import OptionInfo


class Formerly:
    """Beside an option in its `Annotated`: how it was spelt before, as `Formerly("--made-by")`. The help is silent."""

    def __init__(self, *spellings: str) -> None:
        self.spellings = spellings


class Noun(typer.Typer):
    """A noun, to which verbs are added. `renamed` gives for an old verb, with _ for -, the one that took its place."""

    def __init__(self, **renamed: str) -> None:
        now = {old.replace("_", "-"): new for old, new in renamed.items()}
        super().__init__(add_completion=False, no_args_is_help=True, cls=type("Verbs", (_Verbs,), {"now": now}))

    def command(self, name: str | None = None, **settings: Any) -> Callable[[Any], Any]:
        """Add a verb; `settings` are Typer's."""

        def add(function: Any) -> Any:
            parameters = signature(function, eval_str=True).parameters.values()
            now = {old: _spelling(p) for p in parameters for old in _former(p.annotation)}
            options = type("Options", (_Options,), {"now": now})
            return typer.Typer.command(self, name, cls=options, **settings)(function)

        return add


class _Options(TyperCommand):
    now: ClassVar[Mapping[str, str]]

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        # What follows an option that takes a value is that value, whatever it looks like.
        taking = {
            spelling for option in self.params if not getattr(option, "is_flag", True) for spelling in option.opts
        }
        words, renamed = iter(args), list[str]()
        for word in words:
            if word == "--":
                renamed += [word, *words]
                break
            renamed.append(self._renamed(word))
            if renamed[-1] in taking:
                renamed += islice(words, 1)
        return super().parse_args(ctx, renamed)

    def _renamed(self, argument: str) -> str:
        spelling, equals, value = argument.partition("=")
        return _note(spelling, self.now[spelling]) + equals + value if spelling in self.now else argument


class _Verbs(TyperGroup):
    now: ClassVar[Mapping[str, str]]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        return super().get_command(ctx, _note(cmd_name, self.now[cmd_name]) if cmd_name in self.now else cmd_name)


def _former(annotation: Any) -> tuple[str, ...]:
    return next((note.spellings for note in get_args(annotation) if isinstance(note, Formerly)), ())


def _spelling(parameter: Parameter) -> str:
    """How the option is spelt now: as it says itself (Typer takes the first spelling for a default), or by its name."""
    option = next(note for note in get_args(parameter.annotation) if isinstance(note, OptionInfo))
    own = (each for each in (option.default, *(option.param_decls or ())) if str(each).startswith("--"))
    return str(next(own, f"--{parameter.name.replace('_', '-')}"))


def _note(old: str, new: str) -> str:
    print(f"note: {old} is called {new} now", file=sys.stderr)
    return new
