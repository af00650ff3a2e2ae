"""What the events of contacts tell."""

from collections.abc import Mapping

from domain.contacts import events as contact
from domain.kernel.event import Event
from projections.timeline.parameters import Parameters, Telling, fields


def _made(event: contact.ContactMade) -> Parameters:
    said = fields("contact_no", "kind", "theme", "made_by", "counterpart", "outcome", "finding", "next_due_on")(event)
    unneeded = [one.service for one in event.needs if one.need is contact.Need.UNNEEDED]
    return {**said, **({"unneeded": ", ".join(unneeded)} if unneeded else {})}


KINDS: Mapping[type[Event], Telling] = {
    contact.ContactPlanned: ("contact_planned", fields("contact_no", "kind", "theme", "owner", "due_on")),
    contact.ContactMade: ("contact_made", _made),
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
