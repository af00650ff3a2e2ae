"""Pages that people write name files, links, targets and decisions that are there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = ("README.md", "CONTRIBUTING.md", "docs/where.md", "docs/architecture.md", "docs/adr/README.md")
DECISIONS = ROOT / "docs" / "adr"


def text_of(page: str) -> str:
    return (ROOT / page).read_text("utf-8")


def is_there(name: str) -> bool:
    return (ROOT / name).is_dir() if name.endswith("/") else (ROOT / name).is_file()


@pytest.mark.parametrize(
    ("page", "at_least"), [("docs/where.md", 50), ("docs/architecture.md", 30), ("CONTRIBUTING.md", 15)]
)
def test_every_file_that_is_named_is_there(page: str, at_least: int) -> None:
    named = re.findall(r"`((?:domain|projections|eventlog|service|cli|features|tests|docs)/[\w/.]+)`", text_of(page))
    assert len(named) > at_least
    assert [name for name in named if not is_there(name)] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_to_a_file(page: str) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", text_of(page))
    assert links
    assert [link for link in links if not (ROOT / page).parent.joinpath(link).exists()] == []


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", ".pre-commit-config.yaml", ".ci/run"])
def test_every_target_of_make_that_is_named_is_there(page: str) -> None:
    targets = re.findall(r"^([a-z]+):", text_of("Makefile"), re.MULTILINE)
    commands = re.findall(r"(?:^|`|exec |entry: )make ([a-z ]+)", text_of(page), re.MULTILINE)
    named = [target for command in commands for target in command.split()]
    assert named
    assert [target for target in named if target not in targets] == []


def test_make_help_lists_every_target() -> None:
    makefile = text_of("Makefile")
    phony = re.findall(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)[0].split()
    assert re.findall(r"^([a-z]+):.* ## .+$", makefile, re.MULTILINE) == phony


def test_the_index_of_decisions_is_complete() -> None:
    listed = re.findall(r"^\| (\d+) \| \[(.+?)\]\((.+?)\) \| .+ \|$", text_of("docs/adr/README.md"), re.MULTILINE)
    files = sorted(DECISIONS.glob("0*.md"))
    headed = [re.fullmatch(r"# (\d+)\. (.+)", file.read_text("utf-8").splitlines()[0]) for file in files]
    assert listed == [(*head.groups(), file.name) for head, file in zip(headed, files, strict=True) if head]
    assert len(listed) == len(files)
