"""indelible import: take in the files an operator has."""

import sys
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.app.exits import CHECK_FAILED, REFUSED
from cli.app.opening import open_session
from cli.app.options import AsJson, By, DryRun, Reason
from cli.app.output.envelope import print_envelope
from cli.app.output.progress import progress
from cli.app.output.tables import Part, print_part
from service.session import Envelope

app = typer.Typer(add_completion=False, no_args_is_help=True)

File = Annotated[str, typer.Argument(metavar="FILE", help="CSV, CSV.gz or Parquet; - is standard input.")]
Mapping = Annotated[Path, typer.Option("--mapping", metavar="M.toml", help="Says which column is what; see examples/.")]
Rejects = Annotated[
    Path | None, typer.Option("--rejects", metavar="FILE", help="Where rejected lines go; else NAME.rejects.csv here.")
]
Force = Annotated[bool, typer.Option("--force", help="Let --rejects replace a file.")]
Jobs = Annotated[int | None, typer.Option("--jobs", metavar="N", min=1, help="Processes; else as many as pay.")]


@app.command()
def orders(
    context: typer.Context,
    file: File,
    mapping: Mapping,
    by: By = None,
    reason: Reason = None,
    dry_run: DryRun = False,
    rejects: Rejects = None,
    force: Force = False,
    jobs: Jobs = None,
    as_json: AsJson = False,
) -> None:
    """Import orders (订单) and returns (退货), each document whole or not at all; the same file again adds nothing.

    They are records of what was settled: no cap (限量) of a release cuts them, and they draw on none.
    """
    from service.imports.engine.report import FileGiven
    from service.imports.orders.order_import import import_orders

    with open_session(context) as session:
        given = FileGiven(file, mapping, sys.stdin.buffer, Path.cwd(), rejects, force)
        envelope = Envelope(by or context.obj.by, reason, dry_run=dry_run)
        _tell(import_orders(session, envelope, given, progress, jobs), as_json=as_json)


def _add(kind: str, module: str, meaning: str) -> None:
    """Give the noun the command for one kind of file; `module` is loaded when it is used."""

    def run(
        context: typer.Context,
        file: File,
        mapping: Mapping,
        by: By = None,
        reason: Reason = None,
        dry_run: DryRun = False,
        rejects: Rejects = None,
        force: Force = False,
        as_json: AsJson = False,
    ) -> None:
        from service.imports.engine.report import FileGiven

        import_file = getattr(import_module(f"service.imports.{kind}.{module}"), f"import_{kind}")
        with open_session(context) as session:
            given = FileGiven(file, mapping, sys.stdin.buffer, Path.cwd(), rejects, force)
            envelope = Envelope(by or context.obj.by, reason, dry_run=dry_run)
            _tell(import_file(session, envelope, given, progress), as_json=as_json)

    app.command(kind, help=f"{meaning}; the same file again adds nothing.")(run)


def _tell(report: Any, *, as_json: bool) -> None:
    if as_json:
        print_envelope(
            {
                **report.summary,
                "encoding": report.source.encoding,
                "dry_run": report.dry_run,
                "rejected": report.rejected,
                "reject_file": report.reject_file,
                "reconciliation": report.reconciliation,
            },
            position=report.position,
        )
    else:
        print_part(Part(("figure", "value"), [*report.summary.items()]))
        if report.reconciliation:
            sides = report.reconciliation
            figures = list(sides["file"])
            print()
            print_part(Part(("reconciled", *sides), [(f, *(sides[side][f] for side in sides)) for f in figures]))
        if report.dry_run:
            print("dry run: nothing was recorded")
        if report.reject_file:
            print(f"rejected lines and their reasons: {report.reject_file}", file=sys.stderr)
    if not report.agrees:
        raise typer.Exit(CHECK_FAILED)
    if report.rejected:
        raise typer.Exit(REFUSED)


_add("customers", "customer_import", "Import customers (零售客户): enrol them, fill their files, withdraw them")
_add("products", "product_import", "Import articles (品规): register and describe them, price them")
_add("complaints", "complaint_import", "Import complaints (投诉) and what was done with them, each whole")
_add("promises", "promise_import", "Import promises (承诺) to customers and when they were kept")
_add("surveys", "survey_import", "Import answers (答卷) to a survey that was opened")
