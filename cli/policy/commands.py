"""indelible policy: how much time the steps of a complaint are allowed."""

from pathlib import Path
from typing import Annotated

import typer

from cli.app.changing import changes
from cli.app.noun import Noun
from cli.app.options import ValidFrom
from cli.app.output.tables import Part
from cli.app.reading import Reply, reads
from domain.complaints.policy import require_in_force, require_version
from domain.complaints.policy_events import PolicyPublished
from service.commands import Command
from service.complaints.policies import policy_versions, publish_policy
from service.due import asked_at
from service.queries import AsOf
from service.session import Session

app = Noun()

_VERSION = ("version", "in_force_from", "working_hours", "calendar_version", "known_years", "actor", "reason")
_DAYS = ("days_off", "working_days")


@changes(app)
def publish(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A TOML file such as examples/policies/complaints.toml.")
    ],
    valid_from: ValidFrom = None,
) -> Command:
    """Publish the policy of complaints (投诉处理时限), with public holidays as they are known now.

    Its first day may stand in the file too, as in_force_from; --valid-from goes before it.
    """
    return publish_policy(file, valid_from)


@reads(app)
def show(
    session: Session,
    bounds: AsOf,
    version: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="This version; else the one in force, at the end of --as-of.")
    ] = None,
) -> Reply:
    """Show a version of the policy: what is allowed for which complaints, and in which working time."""
    position, policy = policy_versions(session, bounds)
    at = asked_at(session, bounds)
    found = require_in_force(policy, at) if version is None else require_version(policy, version)
    allowed = [(a.severity, a.category, a.phase, a.amount, a.unit) for a in found.allowances]
    parts = {
        "policy": Part((*_VERSION, *_DAYS), [_cells(found, *_VERSION, *_DAYS)], single=True),
        "allowances": Part(("severity", "category", "phase", "amount", "unit"), allowed),
    }
    return Reply(position, parts, {"policy": _VERSION})


@reads(app, "list")
def list_versions(session: Session, bounds: AsOf) -> Reply:
    """List the versions of the policy in the order of their publication."""
    position, policy = policy_versions(session, bounds)
    return Reply(position, Part(_VERSION, [_cells(version, *_VERSION) for version in policy.versions]))


def _cells(event: PolicyPublished, *names: str) -> list[object]:
    return [getattr(event, name) for name in names]
