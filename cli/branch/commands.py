"""indelible branch: the city wholesalers kept in the database."""

from typing import Annotated

import typer

from cli.app.environment import open_database
from cli.app.noun import Noun
from cli.app.options import AsJson
from cli.app.output.envelope import print_envelope
from cli.app.output.tables import Part, print_part
from eventlog.branch import Branch
from eventlog.branches import create_branch, list_branches, upgrade_branches
from eventlog.database import connect

app = Noun()


@app.command()
def create(
    context: typer.Context,
    slug: Annotated[str, typer.Argument(help="Its name in commands and schemas: a-z, 0-9 and _, a letter first.")],
    zone: Annotated[
        str, typer.Option("--zone", "--time-zone", help="The IANA time zone in which it counts days.")
    ] = "Asia/Shanghai",
    currency: Annotated[str, typer.Option(help="The ISO 4217 code of its money.")] = "CNY",
) -> None:
    """Make a branch (地市公司) with a log of its own."""
    branch = Branch(slug, zone, currency)
    with connect(open_database(context.obj).admin, autocommit=True) as connection:
        is_new = create_branch(connection, branch)
    print(
        f"{'made' if is_new else 'there is already'} branch {slug}: days in {zone}, money in {currency}, "
        f"events in schema {branch.log_schema}, read tables in {branch.read_schema}"
    )


@app.command("list")
def list_them(context: typer.Context, as_json: AsJson = False) -> None:
    """List the branches (地市公司) of the database."""
    with connect(open_database(context.obj).operator, autocommit=True) as connection:
        branches = list_branches(connection)
    part = Part(("slug", "zone", "currency"), [(b.slug, b.zone, b.currency) for b in branches])
    if as_json:
        print_envelope(part.data())
    else:
        print_part(part)


@app.command()
def upgrade(context: typer.Context) -> None:
    """Bring all branches (地市公司) to this version of the program; their events stay as they are."""
    with connect(open_database(context.obj).admin, autocommit=True) as connection:
        for branch in upgrade_branches(connection):
            print(f"branch {branch.slug} is up to date")
