"""indelible import: take in the files an operator has."""

import sys
from inspect import signature
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.app.exits import CHECK_FAILED, REFUSED
from cli.app.noun import Noun
from cli.app.opening import open_session
from cli.app.options import AsJson, By, DryRun, Reason
from cli.app.output.envelope import print_envelope
from cli.app.output.progress import progress
from cli.app.output.tables import Part, print_part
from service.imports.kinds import KINDS, Kind
from service.session import Envelope

app = Noun()

File = Annotated[str, typer.Argument(metavar="FILE", help="CSV, CSV.gz or Parquet; - is standard input.")]
Mapping = Annotated[Path, typer.Option("--mapping", metavar="M.toml", help="Says which column is what; see examples/.")]
Rejects = Annotated[
    Path | None, typer.Option("--rejects", metavar="FILE", help="Where rejected lines go; else NAME.rejects.csv here.")
]
Force = Annotated[bool, typer.Option("--force", help="Let --rejects replace a file.")]
Jobs = Annotated[int | None, typer.Option("--jobs", metavar="N", min=1, help="Processes; else as many as pay.")]


def _add(kind: Kind) -> None:
    """Give the noun the command for one kind of file."""

    def run(
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
        from service.imports.engine.report import FileGiven

        importer = kind.importer()
        with open_session(context) as session:
            given = FileGiven(file, mapping, sys.stdin.buffer, Path.cwd(), rejects, force)
            envelope = Envelope(by or context.obj.by, reason, dry_run=dry_run)
            _print(importer.run(session, envelope, given, progress, jobs), as_json=as_json)

    if not kind.parallel:
        whole = signature(run)
        parameters = [parameter for name, parameter in whole.parameters.items() if name != "jobs"]
        run.__signature__ = whole.replace(parameters=parameters)  # type: ignore[attr-defined]
    paragraphs = [f"{kind.help}; the same file again adds nothing.", *filter(None, [kind.more])]
    app.command(kind.name, help="\n\n".join(paragraphs))(run)


def _print(report: Any, *, as_json: bool) -> None:
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


for _kind in KINDS:
    _add(_kind)
