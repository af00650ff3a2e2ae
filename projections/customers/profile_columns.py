"""What a file says of a customer, as the current profile and its periods both show it."""

from collections import namedtuple
from collections.abc import Callable, Iterator
from typing import Annotated, Any, get_type_hints

from domain.customers import events
from domain.customers.profile_fields import PROFILE_FIELDS, ProfileFields

_DERIVED = {
    "name": ("status", Annotated[str, "active (营业), suspended (停业), withdrawn (退网) or banned (取缔)"]),
    "business_scale": (
        "class_code",
        Annotated[str | None, "客户分类代码, such as CZ1 (urban grocery, large); null until its three parts are known"],
    ),
}
"""Field -> the column that stands behind its own and is no field of the file."""

CORE_FIELDS = tuple(name for name, field in PROFILE_FIELDS.items() if field.core)
"""The fields a complete file has; `completeness` counts in tenths."""

STATING: tuple[type[events.CustomerEvent], ...] = (
    events.CustomerEnrolled,
    *events.CHANGE_EVENTS,
    events.CustomerSuspended,
    events.CustomerResumed,
    events.CustomerWithdrawn,
    events.CustomerBanned,
)
"""The events that state what the file shows from an instant on, and that may be told late."""


def _columns() -> Iterator[tuple[str, Any]]:
    for name, field in ProfileFields.model_fields.items():
        meaning = PROFILE_FIELDS[name].meaning
        yield name, Annotated[field.annotation, meaning] if meaning else field.annotation
        if name in _DERIVED:
            yield _DERIVED[name]


def with_file(*, behind: str) -> Callable[[type[Any]], type[Any]]:
    """Put the columns of the file into a row, a NamedTuple, behind the one of its own that is named."""

    def combined(own: type[Any]) -> type[Any]:
        hints = get_type_hints(own, include_extras=True)
        names = [*hints]
        at = names.index(behind) + 1
        columns = dict(_columns())
        names[at:at] = columns
        unstated = dict.fromkeys(columns) | {"status": ""} | own._field_defaults
        defaults = [unstated[name] for name in names if name in unstated]
        row: Any = namedtuple(own.__name__, names, defaults=defaults, module=own.__module__)  # type: ignore[misc]  # as many as the list has
        row.__annotations__, row.__doc__ = {name: (hints | columns)[name] for name in names}, own.__doc__
        return row

    return combined


def facts_of(event: events.CustomerEvent) -> dict[str, Any]:
    """The profile fields and the status that the event states."""
    status = events.status_fact(event)
    return events.profile_facts(event) | ({} if status is None else {"status": status})
