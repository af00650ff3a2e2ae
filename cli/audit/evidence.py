"""indelible audit evidence."""

from pathlib import Path
from typing import Annotated

import typer

from cli.app.opening import open_session
from cli.app.options import AsJson, CustomerNo
from cli.app.output.envelope import print_envelope
from cli.app.registering import refuse_broken_text
from cli.audit.seals import not_proven
from domain.kernel.text import visible

Folder = Annotated[Path, typer.Option("--out", metavar="DIR", help="Where to write it: a new folder, or an empty one.")]
Kept = Annotated[
    Path | None,
    typer.Option("--checkpoint", metavar="FILE", help="A checkpoint that the auditor kept, which is shown to hold."),
]
Force = Annotated[bool, typer.Option("--force", help="Let --out replace an earlier bundle.")]


def evidence(
    context: typer.Context,
    customer_no: CustomerNo,
    out: Folder,
    checkpoint: Kept = None,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Write what proves a customer's history to whoever trusts neither us nor the database; exit 3 where it cannot."""
    from service.audit.evidence import make_evidence

    refuse_broken_text(customer_no)
    with open_session(context) as session, not_proven():
        made = make_evidence(session, customer_no, out, kept=checkpoint, force=force)
    head = made.checkpoint
    if as_json:
        data = {"folder": made.folder, "bytes": made.size, "events": made.events, "unsealed": made.unsealed}
        print_envelope({"customer_no": customer_no, **data}, position=head.position)
        return
    reach = f"up to position {head.position} of the log {head.origin}"
    print(f"{made.events} events of customer {visible(customer_no)}, {reach}: {made.folder} ({made.size:,} bytes)")
    if made.unsealed:
        print(f"not in it, because recorded later and not sealed yet: {made.unsealed} (`indelible audit seal`)")
