"""The policy of complaints: publish it from a file, and look at its versions."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from domain.complaints import policy as decisions
from domain.complaints.area import POLICY
from domain.complaints.policy import COMPLAINTS, Policy, require_policy
from domain.kernel.event import Event
from domain.kernel.stamp import Stamp
from service.commands import Command
from service.complaints.policy_file import PolicyFile
from service.files.rule_files import read_rule
from service.queries import AsOf, versions_known
from service.session import Session
from service.unit_of_work import UnitOfWork


def publish_policy(path: Path, valid_from: date | None = None) -> Command:
    """Publish what the file says as the policy's next version, in force from a day on, which goes before the file's.

    Raises `RuleFileIsWrong` and the policy's refusals.
    """
    policy = read_rule(path, PolicyFile)
    policy = policy.model_copy(update={"in_force_from": valid_from or policy.in_force_from})

    def decide(unit: UnitOfWork, stamp: Stamp) -> Sequence[Event]:
        return decisions.publish_policy(
            unit.get(POLICY, COMPLAINTS),
            policy.allowances(),
            policy.working_hours,
            policy.calendar.calendar(),
            stamp=stamp,
            in_force_from=unit.session.branch.midnight(policy.in_force_from) if policy.in_force_from else None,
        )

    return Command("policy publish", policy.model_dump(mode="json"), decide)


def policy_versions(session: Session, bounds: AsOf) -> tuple[int, Policy]:
    """The position, and the policy with the versions published by then. Raises `PolicyNotPublished`."""
    position, policy = versions_known(session, POLICY, COMPLAINTS, bounds)
    return position, require_policy(policy)
