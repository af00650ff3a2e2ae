"""Writes the documents that follow from the code: `python -m docs.generate`, or `make docs`."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from docs.commands import commands_page
from docs.events import events_page
from docs.refusals import refusals_page
from docs.rights import BRANCH, OTHER, rights_page
from docs.tables import tables_page
from eventlog.branches import create_branch
from eventlog.database import connect
from eventlog.server.default import DefaultServer
from eventlog.server.passwords import OPERATOR, SUPERUSER
from projections.running.rebuild import rebuild

FOLDER = Path(__file__).parent
PAGES: dict[str, Callable[[], str]] = {
    "cli.md": commands_page,
    "events.md": events_page,
    "refusals.md": refusals_page,
    "tables.md": tables_page,
}
"""File name -> what makes its text. A test compares the two."""


def _rights() -> str:
    """The page that a database must be asked for: one is made for it, and removed."""
    # Not under a folder that is closed to others: root's server runs as another account.
    with tempfile.TemporaryDirectory(prefix="indelible-docs-") as place:
        Path(place).chmod(0o711)
        server = DefaultServer(Path(place, "home"))
        try:
            server.start()
            with connect(server.conninfo(SUPERUSER), autocommit=True) as connection:
                for branch in (BRANCH, OTHER):
                    create_branch(connection, branch)
                    rebuild(server.conninfo(OPERATOR), branch)
                return rights_page(connection)
        finally:
            server.stop()


if __name__ == "__main__":
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), "utf-8")
    (FOLDER / "rights.md").write_text(_rights(), "utf-8")
