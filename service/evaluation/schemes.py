"""Schemes of evaluation: publish, look up."""

from collections.abc import Sequence
from pathlib import Path

from domain.evaluation.area import SCHEME
from domain.evaluation.measures import JUDGED
from domain.evaluation.scheme import PublishedScheme, evolve, publish_scheme, require_scheme
from domain.evaluation.scheme_events import SchemePublished
from domain.evaluation.scheme_rules import SchemeDraft
from domain.kernel.event import Event
from domain.kernel.stamp import Stamp
from eventlog.read.reading import read_log
from service.commands import CommandResult, record
from service.files.rule_files import read_rule
from service.queries import AsOf, reached_position
from service.session import Envelope, Session
from service.unit_of_work import UnitOfWork

MOST_VERSIONS = 10_000
"""Published versions that a branch can list."""


def publish(session: Session, path: Path, scheme_no: str, envelope: Envelope) -> CommandResult:
    """Weigh a file's judgements and publish it as the scheme's next version."""
    draft = read_rule(path, SchemeDraft)
    asked = {"command": "scheme publish", "scheme_no": scheme_no, "draft": draft.model_dump(mode="json")}

    def decide(unit: UnitOfWork, stamp: Stamp) -> Sequence[Event]:
        return publish_scheme(unit.get(SCHEME, scheme_no), scheme_no, draft, stamp=stamp)

    return record(session, envelope, asked, decide)


def published_schemes(session: Session, bounds: AsOf) -> tuple[int, list[SchemePublished]]:
    """The position, and every version that was published by then, in the order they were."""
    position = reached_position(session, bounds)
    found = read_log(
        session.connection, session.branch, limit=MOST_VERSIONS, up_to=position, topics=[SchemePublished.topic]
    )
    events = [r.event for r in found if isinstance(r.event, SchemePublished)]
    return position, [e for e in events if bounds.as_of is None or e.effective_on <= bounds.as_of]


def factors_judged(session: Session) -> set[str]:
    """The factors that employees judge, by any version of any scheme, also one that holds no more or not yet."""
    _, published = published_schemes(session, AsOf())
    return {rule.factor for event in published for rule in event.rules.factors if rule.measure == JUDGED}


def scheme_known(session: Session, scheme_no: str, bounds: AsOf) -> tuple[int, PublishedScheme]:
    """The position, and the scheme as known by then; raises `SchemeNotFound`."""
    position, events = published_schemes(session, bounds)
    scheme = None
    for event in events:
        if event.scheme_no == scheme_no:
            scheme = evolve(scheme, event)
    return position, require_scheme(scheme, scheme_no)
