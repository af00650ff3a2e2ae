"""Run all benchmarks or those named, and show ours, the reference, the ratio and the target."""

import json
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from benchmarks.as_of import measure_asking
from benchmarks.commanding import measure_command
from benchmarks.figures import Figure, as_table
from benchmarks.following import measure_live
from benchmarks.grading import measure_round
from benchmarks.importing import measure_import
from benchmarks.logs import Logs
from benchmarks.measuring import Watch, tell
from benchmarks.memory import measure_memory
from benchmarks.rebuilding import measure_rebuild, measure_small_events
from benchmarks.server import Place, temporary_place
from benchmarks.sizes import SHIPPED, Sizes
from benchmarks.starting import measure_start_up
from benchmarks.verifying import measure_verify
from cli.app.output.tables import Part, print_part

BENCHMARKS: dict[str, Callable[[Place, Logs, Sizes], list[Figure]]] = {
    "start": measure_start_up,
    "command": measure_command,
    "live": measure_live,
    "import": measure_import,
    "rebuild": measure_rebuild,
    "small": measure_small_events,
    "as-of": measure_asking,
    "memory": measure_memory,
    "tier": measure_round,
    "verify": measure_verify,
}

USUAL = Sizes()


def main(
    names: Annotated[list[str] | None, typer.Argument(metavar="[NAME]...", help=", ".join(BENCHMARKS))] = None,
    repeat: Annotated[int, typer.Option(min=1, help="Rounds of import and rebuild.")] = USUAL.repeat,
    file: Annotated[Path, typer.Option(exists=True, help="Order lines in the form of the shipped file.")] = SHIPPED,
    lines: Annotated[int | None, typer.Option(min=1, help="How many of its lines to take; else all.")] = None,
    copies: Annotated[
        int | None, typer.Option(min=1, help="How often to take the file; the shipped one 6 times.")
    ] = None,
    small: Annotated[int, typer.Option(min=100, help="Small events to rebuild from.")] = USUAL.small,
    events: Annotated[int, typer.Option(min=100, help="Events in the large log of as-of and memory.")] = USUAL.many,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Measure ours and the reference side by side, on a server of their own that is gone afterwards."""
    if unknown := set(names or ()) - set(BENCHMARKS):
        raise typer.BadParameter(f"{', '.join(sorted(unknown))}: not one of {', '.join(BENCHMARKS)}")
    copies = copies or (USUAL.copies if file == SHIPPED else 1)
    sizes = Sizes(repeat=repeat, file=file, lines=lines, copies=copies, small=small, many=events)
    watch = Watch()
    with temporary_place() as place:
        described = place.described()
        logs = Logs(place, sizes)
        figures = []
        for name in names or BENCHMARKS:
            tell(f"== {name}")
            figures += (measured := BENCHMARKS[name](place, logs, sizes))
            for figure in measured:
                tell(f"{figure.what}: {figure.ours:,.4g} {figure.unit}, {figure.ratio or 0:.3g} x {figure.against}")
    described |= {"seconds of the run": round(watch.spent().wall), "sizes": {**vars(sizes), "file": file.name}}
    if as_json:
        said = {"data": {"place": described, "figures": [figure.data() for figure in figures]}}
        print(json.dumps(said, ensure_ascii=False, indent=1))
    else:
        print_part(Part(tuple(described), [tuple(described.values())], single=True))
        print_part(as_table(figures))


def run() -> None:
    """Read the options and go."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server goes, too
    typer.run(main)
