"""Writes `docs/refusals.md`: every refusal with its stable code and its message."""

from collections.abc import Iterator

from domain.areas import AREAS
from domain.kernel import refusals, versions
from domain.kernel.refusals import Refusal
from eventlog.sealing import refusals as of_seals
from service import question_refusals
from service.files import list_file, rule_files
from service.imports.engine import refusals as of_files

MODULES = (
    refusals,
    *(module for area in AREAS for module in area.refusals),
    question_refusals,
    of_seals,
    versions,
    rule_files,
    list_file,
    of_files,
)
"""Where refusals are defined: importing them makes the tree whole. Their order is the page's."""

_INTRODUCTION = """# Refusals

What `error: CODE: ...` on stderr and exit code 1 say: a rule of the business said no, and nothing was recorded.
Programs may rely on the codes. Written from the code by `make docs`; do not edit it.
"""


def refusals_page() -> str:
    """The whole document; a family is a class that says what its members have in common."""
    return "\n".join([_INTRODUCTION, *(line for family in _below(Refusal) for line in _family(family))])


def _family(family: type[Refusal]) -> Iterator[str]:
    yield from (f"## {family.__name__}", "", family.__doc__ or "", "", "| code | message |", "|---|---|")
    for kind in _kinds(family):
        message = kind.message.replace("|", "\\|").replace("!r}", "}")
        yield f"| `{kind.code}` | {message} |"
    yield ""


def _kinds(family: type[Refusal]) -> Iterator[type[Refusal]]:
    """Those that are raised, whatever stands between them and their family."""
    for kind in _below(family):
        if kind.message:
            yield kind
        yield from _kinds(kind)


def _below(kind: type[Refusal]) -> list[type[Refusal]]:
    """In the order in which they are written, whoever imported them first."""
    modules = [module.__name__ for module in MODULES]
    return sorted(kind.__subclasses__(), key=lambda one: modules.index(one.__module__))
