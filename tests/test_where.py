"""The page that says where a question is decided names files that are there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_every_file_that_is_named_is_there() -> None:
    page = (ROOT / "docs" / "where.md").read_text("utf-8")
    named = re.findall(r"`((?:domain|projections|eventlog|service|cli)/[\w/.]+)`", page)
    assert len(named) > 50
    assert [name for name in named if not (ROOT / name).is_file()] == []
