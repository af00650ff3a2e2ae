"""indelible projection: the read tables that follow from the log."""

from typing import Annotated, Any

import typer

from cli.app.exits import CHECK_FAILED
from cli.app.noun import Noun
from cli.app.opening import open_session
from cli.app.options import AsJson
from cli.app.output.envelope import print_envelope
from cli.app.output.progress import progress
from cli.app.output.tables import Part, in_zone, print_part
from domain.kernel.refusals import InvalidValue
from projections.catalogue import TABLES
from projections.fold.table import ReadTable
from projections.running.follow import follow as follow_log
from projections.running.rebuild import rebuild as rebuild_tables
from projections.running.schema import CHANGED_AT
from projections.running.status import TableStatus, read_status
from projections.running.verify import verify as verify_tables
from service.projecting import catch_up

app = Noun()

Jobs = Annotated[int, typer.Option("--jobs", metavar="N", min=1, max=16, help="Processes.")]


@app.command()
def run(
    context: typer.Context,
    follow: Annotated[
        bool, typer.Option("--follow", help="Go on with whatever is recorded, until interrupted.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Bring the read tables up to the log."""
    with open_session(context) as session:
        position = catch_up(session)
        if as_json:
            print_envelope({"branch": session.branch.slug}, position=position)
        else:
            print(f"the read tables of {session.branch.slug} stand at position {position}")
        if follow:
            follow_log(session.connection, session.branch)


@app.command()
def status(context: typer.Context, as_json: AsJson = False) -> None:
    """Show how fresh each read table is; exit 3 where an event stops them."""
    with open_session(context) as session:
        found = read_status(session.connection, session.branch)
        part = in_zone(Part(TableStatus._fields, found), session.branch.tz)
    if as_json:
        print_envelope(part.data(), position=min(table.position for table in found))
    else:
        print_part(part.only([name for name in TableStatus._fields if name != "problem"]))
        for problem in {table.problem for table in found if table.problem}:
            print(problem)
    if any(table.state == "stopped" for table in found):
        raise typer.Exit(CHECK_FAILED)


@app.command()
def rebuild(context: typer.Context, jobs: Jobs = 1, as_json: AsJson = False) -> None:
    """Make the read tables anew from the whole log; readers see the old ones until the new ones are ready."""
    with open_session(context) as session:
        position = rebuild_tables(session.database.operator, session.branch, jobs=jobs, progress=progress)
        if as_json:
            print_envelope({"branch": session.branch.slug}, position=position)
        else:
            print(f"the read tables of {session.branch.slug} were rebuilt up to position {position}")


@app.command()
def verify(context: typer.Context, jobs: Jobs = 1, as_json: AsJson = False) -> None:
    """Compare the read tables, row by row, with the log folded from its beginning; exit 3 where they differ."""
    with open_session(context) as session:
        checked = verify_tables(session.database.operator, session.branch, jobs=jobs, progress=progress)
    differences = [_plain(difference) for difference in checked.differences]
    if as_json:
        print_envelope({"rows": checked.rows, "differences": differences}, position=checked.position)
    else:
        if differences:
            columns = ("table", "key", "field", "live", "folded")
            print_part(Part(columns, [tuple(difference.values()) for difference in differences]))
        print(f"{checked.rows} rows compared at position {checked.position}, {len(differences)} differences")
    if differences:
        raise typer.Exit(CHECK_FAILED)


@app.command()
def describe(
    context: typer.Context,
    table: Annotated[str | None, typer.Argument(metavar="[TABLE]", help="Which; else all.")] = None,
    as_json: AsJson = False,
) -> None:
    """Tell what the read tables and their columns mean."""
    if table is not None and table not in TABLES:
        raise InvalidValue(field="table", value=table, why=f"there are {', '.join(TABLES)}")
    wanted = [TABLES[table]] if table else list(TABLES.values())
    if as_json:
        print_envelope([_described(one) for one in wanted])
        return
    for one in wanted:
        described = _described(one)
        columns = Part(("column", "type", "null", "meaning"), [tuple(c.values()) for c in described["columns"]])
        print_part(columns, f"{one.name}: {one.meaning}; key {', '.join(one.key)}")


def _described(table: ReadTable) -> dict[str, Any]:
    columns = [{"column": c.name, "type": c.sql_type, "null": c.nullable, "meaning": c.meaning} for c in table.columns]
    last = {"column": "changed_at_position", "type": "bigint", "null": False, "meaning": CHANGED_AT}
    return {"table": table.name, "meaning": table.meaning, "key": list(table.key), "columns": [*columns, last]}


def _plain(difference: Any) -> dict[str, Any]:
    """A missing row is told by the side that has none."""
    return {
        "table": difference.table,
        "key": ", ".join(f"{name} {value}" for name, value in difference.key.items()),
        "field": difference.field,
        **{side: None if (v := getattr(difference, side)) is None else str(v) for side in ("live", "folded")},
    }
