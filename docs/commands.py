"""Writes `docs/cli.md`: every command with its options, as the program's own help tells them."""

from collections.abc import Iterator
from typing import Any

import typer

from cli.main import NOUNS, app, commands_of

BAR = "\\|"  # else a table would take it for a new column

_INTRODUCTION = """# Commands

`indelible [--branch SLUG] NOUN VERB`. Written from the code by `make docs`; do not edit it.

**Exit codes**: 0 done; 1 refused or rejected, with a stable code ([refusals](refusals.md)) on stderr; 2 wrong usage, or
the machine, the home or the database is not as needed; 3 a check failed; 130 interrupted; 141 the reader has gone.

**`--json`** prints one document and nothing else on stdout: `{"position", "as_of", "known_at", "data"}`. Amounts are
text, instants carry the offset of the branch's zone. **`--csv`** is for programs: UTF-8, values as they are.

**Two clocks**: `--as-of DAY` asks what was true at the end of that day; `--known-at MOMENT` and `--at-position N` ask
what was recorded by then (of both, the earlier). The answer tells its position; asked again at that position it is the
same, byte for byte. Answers about one customer, order or complaint come from its events and are never stale; lists of
all come from the read tables, and say on stderr how far these are behind, unless a clock is given.
"""


def commands_page() -> str:
    """The whole document."""
    root: Any = typer.main.get_command(app)
    context = typer.Context(root, info_name="indelible")
    lines = [_INTRODUCTION, *_options(root, context)]
    for noun, meaning in NOUNS.items():
        group: Any = typer.main.get_command(commands_of(noun))
        of_noun = typer.Context(group, parent=context, info_name=noun)
        lines += ["", f"## {noun}", "", meaning]
        for verb in group.list_commands(of_noun):
            lines += _command(group.get_command(of_noun, verb), of_noun)
    return "\n".join(lines) + "\n"


def _command(command: Any, of_noun: typer.Context) -> Iterator[str]:
    context = typer.Context(command, parent=of_noun, info_name=command.name)
    usage = " ".join(command.collect_usage_pieces(context))
    yield from ("", f"### {of_noun.info_name} {command.name}", "")
    yield from (f"`{context.command_path} {usage}`", "", command.help, "")
    yield from _options(command, context)


def _options(command: Any, context: typer.Context) -> Iterator[str]:
    records = [p.get_help_record(context) for p in command.get_params(context) if p.name != "help"]
    if records:
        yield from ("| option | meaning |", "|---|---|")
    for name, meaning in records:
        yield f"| `{name.replace('|', BAR)}` | {' '.join(meaning.replace('|', BAR).split())} |"
