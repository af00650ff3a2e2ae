"""indelible day: what time alone makes true."""

from datetime import date
from typing import Annotated

import typer

from cli.app.noun import Noun
from cli.app.opening import open_session
from cli.app.options import AsJson, By, DryRun
from cli.app.output.envelope import print_envelope
from cli.app.output.tables import Part, in_zone, print_part
from cli.app.parsing.moments import instant, parse_moment
from service.day_close import FellDue, close_day
from service.session import Envelope

app = Noun()


@app.callback()
def _noun() -> None:
    """With one verb only, Typer would leave the verb out."""


@app.command()
def close(
    context: typer.Context,
    by: By = None,
    at: Annotated[
        date | None,
        typer.Option("--at", metavar="MOMENT", parser=parse_moment, help="What fell due by then; else by now."),
    ] = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Record what fell due (日结): promises, plans and deadlines that passed; each once, however often it is closed."""
    with open_session(context) as session:
        envelope = Envelope(actor=by or context.obj.by, dry_run=dry_run)
        closing = close_day(session, envelope, instant(at, session.branch) if at else None)
        closed_at = closing.at.astimezone(session.branch.tz)
        facts = in_zone(Part(FellDue._fields, closing.facts), session.branch.tz)
    if as_json:
        data = {"at": closed_at, "dry_run": dry_run, "recorded": closing.counts, "facts": facts.data()}
        print_envelope(data, position=closing.position)
        return
    if not closing.facts:
        print("nothing fell due that is not recorded already")
    elif dry_run:
        print_part(facts)
    for topic, count in closing.counts.items():
        print(f"{'dry run, would record' if dry_run else 'recorded'} {topic}: {count:,}")
