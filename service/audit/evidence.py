"""Evidence about one customer: a folder that an auditor can check without us, and read."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from domain.kernel.event import Recorded
from domain.kernel.text import visible
from eventlog.read.reading import read_customer
from eventlog.sealing import verify_evidence
from eventlog.sealing.bundle import Bundle, make_bundle
from eventlog.sealing.checkpoints import read_kept
from eventlog.sealing.refusals import EvidenceNotWritten
from eventlog.sealing.verify_evidence import Checkpoint, NotProven, check_bundle
from projections.timeline.sentences import sentence_for
from service.session import Session

_FILES = re.compile(
    r"README\.txt|timeline\.txt|checkpoint\.txt|customer\.json|events\.jsonl|consistency-\d+\.json|verify_evidence\.py"
)


class Evidence(NamedTuple):
    """Where the bundle is, how many bytes it has, how many events, and how many more wait to be sealed."""

    folder: Path
    size: int
    events: int
    unsealed: int
    checkpoint: Checkpoint


def make_evidence(
    session: Session, customer_no: str, folder: Path, *, kept: Path | None = None, force: bool = False
) -> Evidence:
    """Write what proves the customer's history up to the last checkpoint, after checking that it does.

    `kept` is the file of an earlier checkpoint that the auditor holds; `force` replaces an earlier bundle and nothing
    else. Raises NotProven where the log is not as it was sealed, what `make_bundle` raises, and EvidenceNotWritten.
    """
    with _new_folder(folder.absolute(), force=force) as made:
        known = read_kept(kept, None) if kept else None
        bundle = make_bundle(session.connection, session.branch, customer_no, known)
        sealed = bundle.checkpoint.size
        if known and known.size > sealed:
            raise NotProven(f"the log was cut: it has {sealed} sealed events, and {kept} covers {known.size}")
        _write(made, bundle.files)
        try:
            check_bundle(made, None, None)
        except NotProven as fault:
            raise NotProven(f"{fault}; `indelible audit verify` tells what was done to the log") from None
        if known:
            check_bundle(made, None, known)
        events = read_customer(session.connection, session.branch, customer_no, up_to=bundle.checkpoint.position)
        readable = {"timeline.txt": _timeline(events, session), "README.txt": _readme(customer_no, bundle)}
        program = Path(verify_evidence.__file__)
        _write(made, {**readable, program.name: program.read_text("utf-8")})
        size = sum(file.stat().st_size for file in made.iterdir())
    return Evidence(folder, size, bundle.events, bundle.unsealed, bundle.checkpoint)


@contextmanager
def _new_folder(folder: Path, *, force: bool) -> Iterator[Path]:
    """A folder to fill; it becomes `folder` in the end, or is gone. Raises EvidenceNotWritten."""
    try:
        if folder.exists():
            names = sorted(file.name for file in folder.iterdir())
            if names and not force:
                raise EvidenceNotWritten(folder=folder, why="it is not empty; --force replaces an earlier bundle")
            if foreign := [name for name in names if not _FILES.fullmatch(name)]:
                raise EvidenceNotWritten(folder=folder, why=f"{foreign[0]!r} in it is of no bundle, and stays")
        with TemporaryDirectory(dir=folder.parent, prefix=".evidence-") as scratch:
            made = Path(scratch, "made")
            made.mkdir()
            yield made
            if folder.exists():
                folder.rename(Path(scratch, "former"))
            made.rename(folder)
    except OSError as error:
        raise EvidenceNotWritten(folder=folder, why=error.strerror or type(error).__name__) from None


def _write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).write_bytes(text.encode())


def _timeline(events: list[Recorded], session: Session) -> str:
    def line(recorded: Recorded) -> str:
        event, at = recorded.event, recorded.recorded_at.astimezone(session.branch.tz)
        why = f" because {event.reason}" if event.reason else ""
        sentence = visible(f"{sentence_for(event)} [by {event.actor}{why}]")
        return f"{recorded.customer_seq:>6}  {event.effective_on}  {sentence}, recorded {at:%Y-%m-%d %H:%M:%S}\n"

    return (
        "For reading only; what is proven is events.jsonl, of which each line here gives the number.\n"
        f"Days and times are those of {session.branch.zone}.\n\n"
    ) + "".join(map(line, events))


def _readme(customer_no: str, bundle: Bundle) -> str:
    checkpoint = bundle.checkpoint
    consistency = "".join(
        f"  {name:<27} that the checkpoint you kept was continued, and nothing before it changed\n"
        for name in bundle.files
        if name.startswith("consistency-")
    )
    return _README.format(
        customer_no=visible(customer_no), events=bundle.events, consistency=consistency, **checkpoint._asdict()
    )


_README = """Evidence about customer {customer_no}: {events} events, all that the log {origin} held of this customer
when it was sealed at position {position}, after {size} events in all.

HOW TO CHECK IT
Take verify_evidence.py from a source you trust rather than from here: it is one file, short enough to read.
It needs Python 3.11 and the package cryptography (pip install cryptography), no network and nothing else of ours.

  python verify_evidence.py FOLDER --key KEY

KEY is the verifier key of the log, in the form name+id+key, that you were given when auditing began. If you kept a
checkpoint of the log, add --checkpoint FILE; then the log is also shown to continue what you saw before.
PROVEN means that every event below is, byte for byte, what was sealed; that they are in order; and that none of this
customer's events is left out, up to that position. Otherwise the first thing that is wrong is named.

WHAT IS HERE
  events.jsonl                an event on each line: the stored bytes, where they stand, and the path to the checkpoint
  customer.json               how many events the customer has, and the path to the checkpoint
  checkpoint.txt              the signed head of the log
{consistency}  timeline.txt                the same events in sentences, for reading; not proven
  verify_evidence.py          the check

WHAT IT DOES NOT PROVE
That what was first written was true. What happened between recording and the next checkpoint. Anything, if the
signing key was stolen: so keep checkpoints of your own, and compare.
"""
