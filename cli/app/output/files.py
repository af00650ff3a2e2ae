"""Files that commands write for people: never over another one unless told so, and whole or not at all."""

from pathlib import Path
from typing import Annotated

import typer

Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Where to write it; else it is printed.")]
Force = Annotated[bool, typer.Option("--force", help="Let --out replace a file.")]


def give(text: str, out: Path | None, *, force: bool) -> None:
    """Write the text to the file, or print it."""
    if out is None:
        print(text, end="")
        return
    if out.exists() and not force:
        raise typer.BadParameter(f"{out} is there already; --force replaces it")
    unfinished = out.with_name(f".{out.name}.unfinished")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.rename(out)
