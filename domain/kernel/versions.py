"""What a branch sets and dates: published in versions, of which one is in force on a day or at an instant."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Generic, TypeVar

from domain.kernel.event import Event
from domain.kernel.fields import Business
from domain.kernel.refusals import NotFound
from domain.kernel.stamp import Stamp
from domain.kernel.streams import stream_of
from domain.kernel.text import check_identifier


class RuleNotFound(NotFound):
    message = "there is no {kind} {rule_no!r} in force on {on}; publish it with a valid_from by then"


class VersionPublished(Event):
    """A version was published. Each kind has its own field for its number, counted from 1, and says what dates it."""

    if TYPE_CHECKING:
        version: int

    dated_by: ClassVar[str] = "effective_at"
    """The field from when the version is in force: a day or an instant."""

    @property
    def in_force_since(self) -> date:
        """The first day, or instant, on which the version is in force."""
        since: date = getattr(self, self.dated_by)
        return since

    def content(self) -> dict[str, Any]:
        """What the version says, without its number, who published it and from when it is in force."""
        return self.model_dump(exclude={*Event.model_fields, "version", self.dated_by})


class RulePublished(VersionPublished):
    """A version of a rule; what it says stands in the event itself."""

    dated_by: ClassVar[str] = "valid_from"
    called: ClassVar[str]
    """What people call such a rule."""
    version: Annotated[int, Business("counts the rule's versions from 1; results name the one they followed")]
    valid_from: Annotated[date, Business("first day on which the version is in force; may lie ahead")]


V = TypeVar("V", bound=VersionPublished)
R = TypeVar("R", bound=RulePublished)


@dataclass(frozen=True, slots=True)
class Versions(Generic[V]):
    """All versions of one thing, in the order they were published.

    Those dated by a day are in force on days, those dated by an instant at instants (a `datetime` is a `date`).
    """

    number: str
    versions: tuple[V, ...] = ()

    def in_force(self, at: date) -> V | None:
        """The latest to begin by then; of several that begin together the last published."""
        begun = [version for version in self.versions if version.in_force_since <= at]
        return max(begun, key=lambda version: (version.in_force_since, version.version)) if begun else None

    @property
    def by_number(self) -> dict[int, V]:
        """Each version by its number."""
        return {version.version: version for version in self.versions}

    def next_after(self, at: date) -> V | None:
        """The first to begin after then."""
        ahead = [version for version in self.versions if version.in_force_since > at]
        return min(ahead, key=lambda version: version.in_force_since) if ahead else None


def next_version(known: Versions[V] | None) -> int:
    """The number of the version to be published next."""
    return 1 + len(known.versions if known else ())


def publish(known: Versions[V] | None, version: V) -> list[V]:
    """The version, unless the one in force when it begins says the same already."""
    before = known.in_force(version.in_force_since) if known else None
    return [] if before is not None and before.content() == version.content() else [version]


def publish_rule(
    book: Versions[R] | None,
    kind: type[R],
    rule_no: str,
    content: Mapping[str, Any],
    valid_from: date | None = None,
    *,
    stamp: Stamp,
) -> list[R]:
    """Set down what the rule says from a day on, by default that of the stamp.

    What it says on that day already is not published again.
    """
    name = f"{kind.topic.partition('.')[0]}_no"
    check_identifier(name, rule_no)
    facts = {name: rule_no, "version": next_version(book), "valid_from": valid_from or stamp.effective_on, **content}
    return publish(book, kind(**stamp.fields(), **facts))


def require_rule(book: Versions[R] | None, kind: type[R], rule_no: str, on: date) -> R:
    """The version in force on that day; raises `RuleNotFound` where there is none."""
    found = book.in_force(on) if book else None
    if found is None:
        raise RuleNotFound(kind=kind.called, rule_no=rule_no, on=on)
    return found


def evolve(known: Versions[V] | None, event: V) -> Versions[V]:
    """All versions once `event` is known too."""
    known = known or Versions(stream_of(event).number)
    return replace(known, versions=(*known.versions, event))
