"""Writes `docs/refusals.md`: every refusal with its stable code and its message."""

from collections.abc import Iterator

from domain import refusals, sealing_refusals
from domain.evaluation import refusals as of_evaluation
from domain.promises import refusals as of_promises
from domain.refusals import Refusal
from service.importing import refusals as of_files

MODULES = (refusals, of_evaluation, of_promises, sealing_refusals, of_files)
"""Where refusals are defined: importing them makes the tree whole."""

_INTRODUCTION = """# Refusals

What `error: CODE: ...` on stderr and exit code 1 say: a rule of the business said no, and nothing was recorded.
Programs may rely on the codes. Written from the code by `make docs`; do not edit it.
"""


def refusals_page() -> str:
    """The whole document; a family is a class that says what its members have in common."""
    modules = [module.__name__ for module in MODULES]  # in whatever order they were imported
    families = sorted(Refusal.__subclasses__(), key=lambda family: modules.index(family.__module__))
    return "\n".join([_INTRODUCTION, *(line for family in families for line in _family(family))])


def _family(family: type[Refusal]) -> Iterator[str]:
    yield from (f"## {family.__name__}", "", family.__doc__ or "", "", "| code | message |", "|---|---|")
    for kind in _kinds(family):
        message = kind.message.replace("|", "\\|").replace("!r}", "}")
        yield f"| `{kind.code}` | {message} |"
    yield ""


def _kinds(family: type[Refusal]) -> Iterator[type[Refusal]]:
    """Those that are raised, whatever stands between them and their family."""
    for kind in family.__subclasses__():
        if kind.message:
            yield kind
        yield from _kinds(kind)
