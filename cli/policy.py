"""indelible policy: how much time the steps of a complaint are allowed."""

from pathlib import Path
from typing import Annotated

import typer

from cli.changing import changes
from cli.moments import end_of
from cli.reading import Reply, reads
from cli.tables import Part
from domain.complaints.policy_events import PolicyPublished
from service.answering import Bounds
from service.policies import policy_versions, publish_policy
from service.recording import Answer
from service.session import Envelope, Session

app = typer.Typer(add_completion=False, no_args_is_help=True)

_VERSION = ("version", "in_force_from", "working_hours", "calendar_version", "known_years", "actor", "reason")
_DAYS = ("days_off", "working_days")


@changes(app)
def publish(
    session: Session,
    envelope: Envelope,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A TOML file such as examples/policies/complaints.toml.")
    ],
) -> Answer:
    """Publish the policy of complaints (投诉处理时限), with public holidays as they are known now."""
    return publish_policy(session, file, envelope)


@reads(app)
def show(
    session: Session,
    bounds: Bounds,
    version: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="This version; else the one in force, at the end of --as-of.")
    ] = None,
) -> Reply:
    """Show a version of the policy: what is allowed for which complaints, and in which working time."""
    position, policy = policy_versions(session, bounds)
    at = end_of(bounds.as_of, session.branch) if bounds.as_of else session.clock()
    found = (
        policy.in_force.at(at) if version is None else next((v for v in policy.versions if v.version == version), None)
    )
    if found is None:
        raise typer.BadParameter("there is no such version; `indelible policy list` shows those there are")
    allowed = [(a.severity, a.category, a.phase, a.amount, a.unit) for a in found.allowances]
    parts = {
        "policy": Part((*_VERSION, *_DAYS), [_cells(found, *_VERSION, *_DAYS)], single=True),
        "allowances": Part(("severity", "category", "phase", "amount", "unit"), allowed),
    }
    return Reply(position, parts, {"policy": _VERSION})


@reads(app, "list")
def list_versions(session: Session, bounds: Bounds) -> Reply:
    """List the versions of the policy in the order of their publication."""
    position, policy = policy_versions(session, bounds)
    return Reply(position, Part(_VERSION, [_cells(version, *_VERSION) for version in policy.versions]))


def _cells(event: PolicyPublished, *names: str) -> list[object]:
    return [getattr(event, name) for name in names]
