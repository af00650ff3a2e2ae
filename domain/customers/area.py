"""The area of customers and their licences: its streams, events and refusals."""

from domain.customers import customer, events, licence, refusals
from domain.kernel.area import Area, Stream

CUSTOMER = Stream("customer", customer.evolve, refusals.CustomerNotFound)
LICENCE = Stream("licence", licence.evolve)

AREA = Area(
    "customers",
    streams=(CUSTOMER, LICENCE),
    events=(events,),
    refusals=(refusals,),
)
