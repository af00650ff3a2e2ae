"""The area of contacts: its streams, events and refusals."""

from domain.contacts import contact, events, refusals
from domain.kernel.area import Area, Stream

CONTACT = Stream("contact", contact.evolve, refusals.ContactNotFound)

AREA = Area(
    "contacts",
    streams=(CONTACT,),
    events=(events,),
    refusals=(refusals,),
)
