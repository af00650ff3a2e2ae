"""Sentences of the events of a customer and of a licence."""

from collections.abc import Mapping
from typing import Any

from domain.customers import events as customer
from domain.customers.events import CHANGE_EVENTS
from domain.customers.profile_fields import PROFILE_FIELDS
from domain.kernel.event import Event
from projections.timeline.parameters import Field, Phrase, SentenceOf, fields


def _stated(name: str, kind: type[customer.CustomerEvent]) -> SentenceOf:
    return name, fields(*(field for field in PROFILE_FIELDS if field in kind.model_fields))


KINDS: Mapping[type[Event], SentenceOf] = {
    customer.CustomerEnrolled: _stated("enrolled", customer.CustomerEnrolled),
    **{kind: _stated("profile_changed", kind) for kind in CHANGE_EVENTS},
    customer.CustomerLicenceRenewed: _stated("licence_renewed", customer.CustomerLicenceRenewed),
    customer.CustomerProfileVerified: ("profile_verified", fields("fields", Field("note", stated=True))),
    customer.CustomerSuspended: ("suspended", fields("planned_until")),
    customer.CustomerResumed: ("resumed", fields()),
    customer.CustomerWithdrawn: ("withdrawn", fields("kind")),
    customer.CustomerBanned: ("banned", fields()),
    customer.CustomerVisited: ("visited", fields("purpose", "visitor", "finding")),
    customer.LicenceGranted: ("licence_granted", fields("licence_no")),
}

SENTENCES = {
    "enrolled": "Entered the supply network (入网)[: {facts}]",
    "profile_changed": "The file was changed[: {facts}]",
    "licence_renewed": "The licence was renewed[: {facts}]",
    "profile_verified": "The file was checked and found right[: {fields}][; {note}]",
    "suspended": "Supply was suspended (停业)[, as planned until {planned_until}]",
    "resumed": "Supply was resumed (复业)",
    "withdrawn": "Left the supply network (退网): {kind}",
    "banned": "Banned (取缔): supplied no more",
    "visited": "Visited by {visitor}: {purpose}[; found: {finding}]",
    "licence_granted": "Licence {licence_no} was found to belong to this customer",
}

_WORDS = {name: field.words for name, field in PROFILE_FIELDS.items()}


def _facts(parameters: Mapping[str, Any]) -> str:
    return ", ".join(f"{words} {parameters[f]}" for f, words in _WORDS.items() if f in parameters)


def _fields(parameters: Mapping[str, Any]) -> str:
    return ", ".join(_WORDS.get(f, f) for f in parameters.get("fields", ()))


PHRASES: Mapping[str, Phrase] = {"facts": _facts, "fields": _fields}
