"""The policy of complaints: publish it from a file, and look at its versions."""

from datetime import date
from pathlib import Path

from domain.complaints import policy as decisions
from domain.complaints.area import POLICY
from domain.complaints.policy import COMPLAINTS, Policy, require_policy
from service.commands import CommandResult, record
from service.complaints.policy_file import PolicyFile
from service.files.rule_files import read_rule
from service.queries import AsOf, versions_known
from service.session import Envelope, Session


def publish_policy(session: Session, path: Path, envelope: Envelope, valid_from: date | None = None) -> CommandResult:
    """Publish what the file says as the policy's next version, in force from a day on, which goes before the file's.

    Raises `RuleFileIsWrong` and the policy's refusals.
    """
    told = read_rule(path, PolicyFile)
    told = told.model_copy(update={"in_force_from": valid_from or told.in_force_from})
    calendar = told.calendar.calendar()
    since = session.branch.midnight(told.in_force_from) if told.in_force_from else None
    return record(
        session,
        envelope,
        {"command": "policy publish", **told.model_dump(mode="json")},
        lambda unit, stamp: decisions.publish_policy(
            unit.get(POLICY, COMPLAINTS),
            told.allowances(),
            told.working_hours,
            calendar,
            stamp=stamp,
            in_force_from=since,
        ),
    )


def policy_versions(session: Session, bounds: AsOf) -> tuple[int, Policy]:
    """The position, and the policy with the versions published by then. Raises `PolicyNotPublished`."""
    position, policy = versions_known(session, POLICY, COMPLAINTS, bounds)
    return position, require_policy(policy)
