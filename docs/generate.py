"""Writes the documents that follow from the code: `python -m docs.generate`, or `make docs`."""

from collections.abc import Callable
from pathlib import Path

from docs.commands import commands_page
from docs.events import events_page
from docs.refusals import refusals_page
from docs.tables import tables_page

FOLDER = Path(__file__).parent
PAGES: dict[str, Callable[[], str]] = {
    "cli.md": commands_page,
    "events.md": events_page,
    "refusals.md": refusals_page,
    "tables.md": tables_page,
}
"""File name -> what makes its text. A test compares the two."""

if __name__ == "__main__":
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), "utf-8")
