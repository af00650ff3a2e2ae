"""The policy of complaints: publish it from a file, and look at its versions."""

from functools import reduce
from pathlib import Path

from domain.complaints import policy as decisions
from domain.complaints.area import POLICY
from domain.complaints.policy import COMPLAINTS, Policy, require_policy
from domain.complaints.policy_events import PolicyPublished
from eventlog.read.reading import read_stream
from service.commands import CommandResult, record
from service.complaints.policy_file import PolicyFile
from service.files.rule_files import read_rule
from service.queries import AsOf, reached_position
from service.session import Envelope, Session


def publish_policy(session: Session, path: Path, envelope: Envelope) -> CommandResult:
    """Publish what the file says as the policy's next version. Raises `RuleFileIsWrong` and the policy's refusals."""
    told = read_rule(path, PolicyFile)
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
    position = reached_position(session, bounds)
    stream = session.branch.stream("policy", COMPLAINTS)
    published = [
        recorded.event
        for recorded in read_stream(session.connection, session.branch, stream, up_to=position)
        if isinstance(recorded.event, PolicyPublished)
        and (bounds.as_of is None or recorded.event.effective_on <= bounds.as_of)
    ]
    policy: Policy | None = reduce(decisions.evolve, published, None)
    return position, require_policy(policy)
