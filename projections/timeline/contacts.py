"""Sentences of the events of contacts."""

from collections.abc import Mapping

from domain.contacts import events as contact
from domain.kernel.event import Event
from projections.timeline.parameters import Joined, SentenceOf, fields

_UNNEEDED = Joined("unneeded", "needs", "{service}", having=("need", contact.Need.UNNEEDED))
_MADE = ("contact_no", "kind", "theme", "made_by", "counterpart", "outcome", "finding", "next_due_on")

KINDS: Mapping[type[Event], SentenceOf] = {
    contact.ContactPlanned: ("contact_planned", fields("contact_no", "kind", "theme", "owner", "due_on")),
    contact.ContactMade: ("contact_made", fields(*_MADE, _UNNEEDED)),
    contact.ContactMissed: ("contact_missed", fields("contact_no", "due_on")),
    contact.ContactCalledOff: ("contact_called_off", fields("contact_no", "due_on")),
}

SENTENCES = {
    "contact_planned": "Contact {contact_no} was planned for {owner} by {due_on}, {kind}: {theme}",
    "contact_made": "Contact {contact_no} was made by {made_by}[ with the {counterpart}], {kind}: {theme}"
    "[; outcome: {outcome}][; found: {finding}][; called unneeded: {unneeded}][; again by {next_due_on}]",
    "contact_missed": "Contact {contact_no} was planned by {due_on} and not made",
    "contact_called_off": "Contact {contact_no}, planned by {due_on}, was called off",
}
