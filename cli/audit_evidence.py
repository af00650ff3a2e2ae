"""indelible audit evidence."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from cli.envelope import print_envelope
from cli.exits import CHECK_FAILED
from cli.opening import open_session
from cli.options import AsJson, CustomerNo
from cli.registering import refuse_broken_text
from domain.text import visible
from eventlog.sealing.verify_evidence import NotProven
from service.evidence import make_evidence

Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="Where to: a folder that is new, or empty.")]
Kept = Annotated[
    Path | None,
    typer.Option("--checkpoint", metavar="FILE", help="A checkpoint that the auditor kept; shown to be continued."),
]
Force = Annotated[bool, typer.Option("--force", help="Replace an earlier bundle in DIR.")]


def evidence(
    context: typer.Context,
    customer_no: CustomerNo,
    out: Out,
    checkpoint: Kept = None,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Write what proves a customer's history to whoever trusts neither us nor the database; exit 3 where it cannot."""
    refuse_broken_text(customer_no)
    with open_session(context) as session:
        try:
            made = make_evidence(session, customer_no, out, kept=checkpoint, force=force)
        except NotProven as fault:
            print(f"NOT PROVEN, so nothing is written: {visible(str(fault))}", file=sys.stderr)
            print("`indelible audit verify` tells what was done to the log", file=sys.stderr)
            raise typer.Exit(CHECK_FAILED) from None
    head = made.checkpoint
    if as_json:
        found = {"folder": made.folder, "bytes": made.size, "events": made.events, "unsealed": made.unsealed}
        print_envelope({"customer_no": customer_no, **found, "log_size": head.size}, position=head.position)
        return
    reach = f"sealed at position {head.position} of {head.origin}"
    print(f"{made.events} events of customer {visible(customer_no)}, {reach}: {made.folder} ({made.size:,} bytes)")
    if made.unsealed:
        print(f"{made.unsealed} later events are not sealed yet, so not in it: `indelible audit seal` seals them")
