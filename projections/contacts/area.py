"""The read tables of contacts."""

from projections.contacts.contact_metrics import CONTACT_METRICS
from projections.contacts.contact_themes import CONTACT_THEMES
from projections.contacts.contacts import CONTACTS
from projections.contacts.return_visits import RETURN_VISITS
from projections.contacts.service_needs import SERVICE_NEEDS
from projections.fold.area import ReadArea

AREA = ReadArea("contacts", tables=(CONTACTS, CONTACT_METRICS, CONTACT_THEMES, RETURN_VISITS, SERVICE_NEEDS))
