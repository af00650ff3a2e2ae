"""Rules that a branch sets and dates: published in versions, of which one is in force on a day."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any, Generic, TypeVar

from domain.kernel.event import Event
from domain.kernel.fields import Business
from domain.kernel.refusals import NotFound
from domain.kernel.stamp import Stamp
from domain.kernel.streams import stream_of
from domain.kernel.text import check_identifier


class RuleNotFound(NotFound):
    message = "there is no {kind} {rule_no!r} in force on {on}; publish it with a valid_from by then"


class RulePublished(Event):
    """A version of a rule; what it says stands in the event itself."""

    version: Annotated[int, Business("counts the rule's versions from 1; results name the one they followed")]
    valid_from: Annotated[date, Business("first day on which the version is in force; may lie ahead")]


R = TypeVar("R", bound=RulePublished)


@dataclass(frozen=True, slots=True)
class Versions(Generic[R]):
    """All versions of one rule, in the order they were published."""

    rule_no: str
    versions: tuple[R, ...] = ()

    def in_force(self, day: date) -> R | None:
        """The version of that day: the latest to begin by then, of several that begin together the last published."""
        begun = [version for version in self.versions if version.valid_from <= day]
        return max(begun, key=lambda version: (version.valid_from, version.version)) if begun else None


def publish_rule(
    book: Versions[R] | None, kind: type[R], rule_no: str, content: Mapping[str, Any], valid_from: date, *, stamp: Stamp
) -> list[R]:
    """Set down what the rule says from a day on; what it says on that day already is not published again."""
    name = f"{kind.topic.partition('.')[0]}_no"
    check_identifier(name, rule_no)
    version = len(book.versions) + 1 if book else 1
    published = kind(**stamp.fields(), **{name: rule_no}, version=version, valid_from=valid_from, **content)
    before = book.in_force(valid_from) if book else None
    return [] if before is not None and _said(before) == _said(published) else [published]


def require_rule(book: Versions[R] | None, kind: str, rule_no: str, on: date) -> R:
    """The version in force on that day; raises `RuleNotFound` where there is none."""
    found = book.in_force(on) if book else None
    if found is None:
        raise RuleNotFound(kind=kind, rule_no=rule_no, on=on)
    return found


def _said(published: RulePublished) -> dict[str, Any]:
    """What the version says, without who published it and since when."""
    return published.model_dump(exclude=set(RulePublished.model_fields))


def evolve(book: Versions[R] | None, event: R) -> Versions[R]:
    """The rule once `event` is known too."""
    book = book or Versions(stream_of(event).number)
    return replace(book, versions=(*book.versions, event))
