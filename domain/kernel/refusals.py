"""Refusals: a rule of the business said no. Nothing was recorded.

    Refusal
    ├── NotFound               the thing named does not exist in this branch
    ├── InvalidInput           a value that can never be right, whatever the history
    ├── CommandRefusal         the command itself: its id, its time, who gives it
    └── <Thing>Refusal         the thing's own history forbids it: `domain/<area>/refusals.py`

Every refusal has a stable `code` (its class name in snake case) that programs may rely on, and a message for people.
"""

import re
from functools import partial
from typing import Any, ClassVar


class Refusal(Exception):
    """A command that was not carried out, and why."""

    message: ClassVar[str] = ""
    code: ClassVar[str] = "refusal"

    def __init_subclass__(cls) -> None:
        cls.code = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.message.format(**facts))

    def __reduce__(self) -> tuple[Any, ...]:
        """A refusal may come from another process."""
        return partial(type(self), **self.facts), ()


class NotFound(Refusal):
    """The thing named does not exist in this branch."""


class BranchNotFound(NotFound):
    message = "there is no branch {slug!r}; `indelible branch list` shows those there are"


class InvalidInput(Refusal):
    """A value that can never be right, whatever the history says."""


class InvalidIdentifier(InvalidInput):
    message = "{field} {value} cannot be a number or code: {why}"


class InvalidText(InvalidInput):
    message = "{field} {value} cannot be kept: {why}"


class InvalidValue(InvalidInput):
    message = "{field} {value} is not right: {why}"


class InvalidBranch(InvalidInput):
    message = "{field} {value!r} of a branch is not right: {why}"


class BranchAlreadyExists(InvalidInput):
    message = "branch {slug!r} exists already with {field} {existing!r}"


class SchemaIsTaken(InvalidInput):
    message = (
        "the schema {schema}, which belongs to {owner}, was not made by us: look into it and rename it;"
        " a log that you know, give to indelible_owner"
    )


class EventTooLarge(InvalidInput):
    message = "the event {topic} of {size} bytes is over the limit of {limit}; split the document"


class CommandRefusal(Refusal):
    """The command itself: its id, its time, who gives it."""


class EffectiveInFuture(CommandRefusal):
    message = "{effective_at} is later than now; what is only planned has its own date"


class EffectiveTooEarly(CommandRefusal):
    message = "{effective_at} is before {earliest}: is the year right? Only an import may allow what is so old"


class ActorRequired(CommandRefusal):
    message = "say who does this: --by EMPLOYEE_NO (or INDELIBLE_BY)"


class ReasonRequired(CommandRefusal):
    message = "{command} takes something away, so it needs a reason: --reason TEXT"


class ApproverIsActor(CommandRefusal):
    message = "{approved_by} cannot approve what {approved_by} does"


class CommandIdReused(CommandRefusal):
    message = "command id {command_id!r} was used for something else; nothing was recorded"


class StreamMoved(CommandRefusal):
    message = "others kept changing the same records; nothing was recorded, try again"
