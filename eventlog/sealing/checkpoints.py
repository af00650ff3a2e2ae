"""Checkpoints outside the database: made, kept in directories, read back."""

import os
import re
from base64 import b64encode
from collections.abc import Iterable
from pathlib import Path

from eventlog.errors import EnvironmentProblem
from eventlog.sealing.errors import SealingRefused
from eventlog.sealing.verify_evidence import Checkpoint, NotProven, read_checkpoint

_NAME = re.compile(r"checkpoint-(\d+)\.txt")


def body_of(checkpoint: Checkpoint) -> str:
    """The text that is signed (c2sp.org/tlog-checkpoint, with two extension lines)."""
    root, heads = (b64encode(one).decode() for one in (checkpoint.root, checkpoint.customers_root))
    return (
        f"{checkpoint.origin}\n{checkpoint.size}\n{root}\n"
        f"position {checkpoint.position}\ncustomers {checkpoint.customers} {heads}\n"
    )


def read_kept(path: Path, key: str | None) -> Checkpoint:
    """The checkpoint in a file; with a key, its signature is checked. Raises NotProven naming the file."""
    try:
        return read_checkpoint(path.read_bytes().decode(), key)
    except OSError as error:
        raise EnvironmentProblem(f"{path} cannot be read: {error.strerror}") from None
    except (NotProven, ValueError) as fault:
        raise NotProven(f"{path}: {fault}") from None


def newest(directories: Iterable[Path], key: str) -> tuple[Checkpoint, str] | None:
    """The largest checkpoint that any of the directories keeps, and its note. Raises NotProven where it is false."""
    kept = [
        (int(name[1]), path)
        for directory in directories
        if directory.is_dir()
        for path in directory.iterdir()
        if (name := _NAME.fullmatch(path.name))
    ]
    if not kept:
        return None
    _, path = max(kept)
    return read_kept(path, key), path.read_text("utf-8")


def keep(directory: Path, checkpoint: Checkpoint, note: str) -> Path:
    """Write the note into the directory, whole or not at all; raises SealingRefused where another of its size is."""
    path = directory / f"checkpoint-{checkpoint.size:012}.txt"
    directory.mkdir(parents=True, exist_ok=True)
    if path.exists():
        if path.read_text("utf-8") != note:
            raise SealingRefused(f"{path} is another checkpoint of the same size: the log was forked")
        return path
    unfinished = path.with_suffix(".unfinished")
    with unfinished.open("w", encoding="utf-8") as file:
        file.write(note)
        file.flush()
        os.fsync(file.fileno())
    unfinished.rename(path)
    folder = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return path
