"""Schemes of evaluation: publish, look up."""

from collections.abc import Sequence

from domain.evaluation import scheme as decisions
from domain.evaluation.area import SCHEME
from domain.evaluation.measures import JUDGED
from domain.evaluation.scheme import Scheme, require_version
from domain.evaluation.scheme_events import SchemePublished
from domain.evaluation.scheme_rules import SchemeDraft, SchemeRules
from domain.kernel.event import Event
from domain.kernel.stamp import Stamp
from eventlog.read.reading import read_topics
from service.commands import command
from service.queries import AsOf, reached_position, versions_known
from service.session import Session
from service.unit_of_work import UnitOfWork


@command("scheme publish")
def publish_scheme(unit: UnitOfWork, stamp: Stamp, scheme_no: str, draft: SchemeDraft) -> Sequence[Event]:
    """Weigh the draft's judgements and publish it as the scheme's next version."""
    return decisions.publish_scheme(unit.get(SCHEME, scheme_no), scheme_no, draft, stamp=stamp)


def published_schemes(session: Session, bounds: AsOf) -> tuple[int, list[SchemePublished]]:
    """The position, and every version that was published by then, in the order they were."""
    position = reached_position(session, bounds)
    found = read_topics(session.connection, session.branch, [SchemePublished.topic], up_to=position)
    events = [r.event for r in found if isinstance(r.event, SchemePublished)]
    return position, [e for e in events if bounds.holds(e)]


def factors_judged(session: Session) -> set[str]:
    """The factors that employees judge, by any version of any scheme, also one that holds no more or not yet."""
    _, published = published_schemes(session, AsOf())
    return {rule.factor for event in published for rule in event.rules.factors if rule.measure == JUDGED}


def scheme_known(session: Session, scheme_no: str, bounds: AsOf) -> tuple[int, Scheme]:
    """The position, and the scheme as known by then; raises `SchemeNotFound`."""
    position, scheme = versions_known(session, SCHEME, scheme_no, bounds)
    return position, SCHEME.require(scheme_no, scheme)


def rules_of(unit: UnitOfWork, scheme_no: str, version: int) -> SchemeRules:
    """The rules of that version. Raises `SchemeNotFound` or `SchemeVersionNotFound`."""
    return require_version(unit.require(SCHEME, scheme_no), version).rules
