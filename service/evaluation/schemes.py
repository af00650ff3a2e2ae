"""Schemes of evaluation: publish, look up."""

from collections.abc import Sequence
from pathlib import Path

from domain.evaluation.area import SCHEME
from domain.evaluation.measures import JUDGED
from domain.evaluation.scheme import Scheme, publish_scheme, require_scheme, require_version
from domain.evaluation.scheme_events import SchemePublished
from domain.evaluation.scheme_rules import SchemeDraft, SchemeRules
from domain.kernel.event import Event
from domain.kernel.stamp import Stamp
from eventlog.read.reading import read_topics
from service.commands import CommandResult, record
from service.files.rule_files import read_rule
from service.queries import AsOf, reached_position, versions_known
from service.session import Envelope, Session
from service.unit_of_work import UnitOfWork


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
    found = read_topics(session.connection, session.branch, [SchemePublished.topic], up_to=position)
    events = [r.event for r in found if isinstance(r.event, SchemePublished)]
    return position, [e for e in events if bounds.as_of is None or e.effective_on <= bounds.as_of]


def factors_judged(session: Session) -> set[str]:
    """The factors that employees judge, by any version of any scheme, also one that holds no more or not yet."""
    _, published = published_schemes(session, AsOf())
    return {rule.factor for event in published for rule in event.rules.factors if rule.measure == JUDGED}


def scheme_known(session: Session, scheme_no: str, bounds: AsOf) -> tuple[int, Scheme]:
    """The position, and the scheme as known by then; raises `SchemeNotFound`."""
    position, scheme = versions_known(session, SCHEME, scheme_no, bounds)
    return position, require_scheme(scheme, scheme_no)


def rules_of(unit: UnitOfWork, scheme_no: str, version: int) -> SchemeRules:
    """The rules of that version. Raises `SchemeNotFound` or `SchemeVersionNotFound`."""
    return require_version(require_scheme(unit.get(SCHEME, scheme_no), scheme_no), version).rules
