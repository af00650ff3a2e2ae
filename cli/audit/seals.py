"""indelible audit keygen, seal, checkpoint, verify, consistency, prove: what shows that the log was not changed."""

import sys
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.app.exits import CHECK_FAILED
from cli.app.noun import Formerly
from cli.app.opening import open_sealing_session, open_session
from cli.app.options import AsJson
from cli.app.output.envelope import print_envelope
from cli.app.output.files import Force, Out, give
from cli.app.output.progress import progress
from service.session import Session

if TYPE_CHECKING:
    from eventlog.sealing.findings import Finding
    from eventlog.sealing.sealer import Sealing

SigningKey = Annotated[
    Path | None, typer.Option("--key", metavar="FILE", help="The signing key; else keys/BRANCH.seal in the home.")
]
VerifierKey = Annotated[
    str | None,
    typer.Option(
        "--verifier-key", metavar="VKEY", help="The log's verifier key that you were given, or a file that holds it."
    ),
    Formerly("--key"),
]
Sinks = Annotated[
    list[Path] | None,
    typer.Option(
        "--sink", metavar="DIR", help="Where checkpoints go, repeatable; else checkpoints/BRANCH in the home."
    ),
    Formerly("--to"),
]
Kept = Annotated[
    list[Path] | None,
    typer.Option(
        "--checkpoint",
        metavar="FILE",
        help="A checkpoint that was kept, or a directory of them, repeatable; else checkpoints/BRANCH in the home.",
    ),
]
Jobs = Annotated[int, typer.Option("--jobs", metavar="N", min=1, max=16, help="Processes for a large log.")]


def add_to(app: typer.Typer) -> None:
    """Give the noun these commands."""
    for command in (keygen, seal, checkpoint, verify, consistency, prove):
        app.command()(command)


def keygen(
    context: typer.Context,
    key: SigningKey = None,
    name: Annotated[
        str | None,
        typer.Option("--log-name", metavar="NAME", help="The log's name in its checkpoints; else indelible/BRANCH."),
        Formerly("--name"),
    ] = None,
) -> None:
    """Make the key that signs checkpoints (0600), and print the verifier key for those who check them."""
    from service.audit.seals import make_seal_key

    with open_session(context) as session:
        path = key or _key_file(context, session)
        verifier_key = make_seal_key(session, path, name)
    print(f"the signing key is in {path}; the verifier key is for everybody:", file=sys.stderr)
    print(verifier_key)


def seal(
    context: typer.Context,
    key: SigningKey = None,
    to: Sinks = None,
    follow: Annotated[
        bool, typer.Option("--follow", help="Go on, every 1,000 events or 60 seconds, until interrupted.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Seal what is recorded and write a signed checkpoint; exit 3 where the log does not continue the last one."""
    from service.audit.seals import keep_sealing, seal_log, unsealed

    def tell(sealing: "Sealing") -> None:
        head = sealing.checkpoint
        if as_json:
            data = {"size": head.size, "sealed_now": sealing.events, "checkpoint": sealing.note}
            print_envelope(data, position=head.position)
        else:
            places = ", ".join(map(str, directories))
            print(f"sealed {sealing.events} events: {head.size} up to position {head.position}; checkpoint in {places}")
        sys.stdout.flush()

    with open_sealing_session(context) as session, _alarm():
        signing, directories = key or _key_file(context, session), to or [_checkpoints(context, session)]
        with progress("events sealed", unsealed(session)) as count:
            sealing = seal_log(session, signing, directories, count)
        if sealing:
            tell(sealing)
        elif not follow:
            print("the log is empty: nothing to seal")
        if follow:
            keep_sealing(session, signing, directories, tell)


def checkpoint(context: typer.Context, out: Out = None, force: Force = False) -> None:
    """Give the last signed checkpoint, to be kept by those who will check the log."""
    from service.audit.seals import last_checkpoint

    with open_session(context) as session:
        give(last_checkpoint(session), out, force=force)


def verify(
    context: typer.Context,
    checkpoint: Kept = None,
    key: VerifierKey = None,
    jobs: Jobs = 2,
    as_json: AsJson = False,
) -> None:
    """Compare every stored event with its seal, and the seals with kept checkpoints; exit 3 where they differ."""
    from service.audit.seals import read_checkpoints, verify_log

    with open_session(context) as session, not_proven():
        usual = _checkpoints(context, session)
        paths = checkpoint or ([usual] if any(usual.glob("*.txt")) else [])
        kept = read_checkpoints(paths, _verifier_key(key))
        verified = verify_log(session, kept, jobs, progress)
    brought_own = bool(kept and (key or checkpoint))
    if as_json:
        data = {
            "sealed": verified.sealed,
            "unsealed": verified.unsealed,
            "checkpoints": verified.checkpoints,
            "proven": not verified.findings and brought_own,
            "findings": [finding._asdict() for finding in verified.findings],
        }
        print_envelope(data, position=verified.position)
    else:
        for finding in verified.findings:
            print(_sentence(finding))
        outcome = f"{len(verified.findings)} findings" if verified.findings else "nothing was changed"
        print(
            f"{verified.sealed} events up to position {verified.position} compared with their seals and"
            f" {verified.checkpoints} checkpoints: {outcome}; {verified.unsealed} later events are not sealed yet"
        )
        if not brought_own:
            print("without --key or --checkpoint of yours it is only found consistent in itself", file=sys.stderr)
    if verified.findings:
        raise typer.Exit(CHECK_FAILED)


def consistency(
    context: typer.Context,
    old: Annotated[Path, typer.Argument(metavar="OLD", help="The earlier checkpoint.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The later one.")],
    key: VerifierKey = None,
    as_json: AsJson = False,
) -> None:
    """Prove that one checkpoint only adds to another; exit 3 where it does not."""
    from service.audit.seals import prove_consistency

    with open_session(context) as session, not_proven():
        first, second, proof = prove_consistency(session, (old, new), _verifier_key(key))
    hashes = [b64encode(one).decode() for one in proof]
    if as_json:
        print_envelope({"old": first.size, "new": second.size, "proof": hashes}, position=second.position)
    else:
        print(f"the log of {second.size} events continues that of {first.size}: nothing sealed then was changed")
        print("\n".join(hashes))


def prove(
    context: typer.Context,
    event: Annotated[str, typer.Argument(metavar="EVENT", help="Its position, or its event id.")],
    out: Out = None,
    force: Force = False,
) -> None:
    """Prove that one event is in the log, for use without the database (c2sp.org/tlog-proof)."""
    from service.audit.seals import prove_event

    with open_session(context) as session, not_proven():
        give(prove_event(session, event).text(), out, force=force)


def _sentence(finding: "Finding") -> str:
    where = "" if finding.position is not None else f" (after position {finding.after}, up to {finding.up_to})"
    return f"FOUND: {finding.what}{where}; it fits: {', '.join(finding.fits)}"


def _key_file(context: typer.Context, session: Session) -> Path:
    return Path(context.obj.home, "keys", f"{session.branch.slug}.seal")


def _checkpoints(context: typer.Context, session: Session) -> Path:
    return Path(context.obj.home, "checkpoints", session.branch.slug)


def _verifier_key(given: str | None) -> str | None:
    if given and "+" not in given:
        try:
            return Path(given).read_text("ascii").strip()
        except (OSError, ValueError):
            raise typer.BadParameter(f"{given} is neither a verifier key nor a file that holds one") from None
    return given


@contextmanager
def _alarm() -> Iterator[None]:
    from eventlog.sealing.errors import SealingRefused

    try:
        yield
    except SealingRefused as refused:
        print(f"ALARM: {refused}", file=sys.stderr)
        raise typer.Exit(CHECK_FAILED) from None


@contextmanager
def not_proven() -> Iterator[None]:
    """Exit 3 with what does not hold."""
    from eventlog.sealing.verify_evidence import NotProven

    try:
        yield
    except NotProven as fault:
        print(f"NOT PROVEN: {fault}", file=sys.stderr)
        raise typer.Exit(CHECK_FAILED) from None
