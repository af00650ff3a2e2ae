"""The demo plays the real city that is shipped, and a second time records nothing."""

from psycopg import Connection
from psycopg.sql import SQL

from cli.demo.story import BRANCH, NEXT
from eventlog.branches import find_branch
from eventlog.database import Database, connect
from eventlog.read.reading import head
from tests.cli.conftest import Run

FIGURES = ["36", "2323", "65511", "11660601.09"]  # as examples/iowa/README.md tells them


def _totals(connection: Connection[tuple[object, ...]]) -> list[str]:
    row = connection.execute(
        SQL(
            "SELECT count(DISTINCT o.customer_no), count(DISTINCT order_no), count(*), sum(l.amount)"
            " FROM read_demo_ames.orders o JOIN read_demo_ames.order_lines l USING (order_no)"
        )
    ).fetchone()
    return [str(value) for value in row or ()]


def test_the_demo_ends_with_the_figures_of_the_file_and_with_commands_that_work(run: Run, database: Database) -> None:
    done = run("demo", DATABASE_URL=database.admin)
    assert done.returncode == 0, done.stderr
    totals = next(line for line in done.stdout.splitlines() if line.split()[:1] == ["36"])
    assert totals.split() == FIGURES
    assert " 0 differences\n" in done.stdout
    assert "recorded 7,165 events" in done.stdout
    with connect(database.admin, autocommit=True) as connection:
        assert _totals(connection) == FIGURES
        branch = find_branch(connection, "demo_ames")
        position = head(connection, branch)

        again = run("demo", DATABASE_URL=database.admin)
        assert again.returncode == 0, again.stderr
        assert head(connection, branch) == position
    assert totals in again.stdout
    assert "recorded nothing" in again.stdout

    for arguments in NEXT:
        done = run("--branch", BRANCH, *arguments, DATABASE_URL=database.admin)
        assert (done.returncode, bool(done.stdout)) == (0, True), (arguments, done.stderr)
