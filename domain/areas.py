"""The areas of the business. Importing this loads every event type and fills the registry of topics."""

from typing import Any

from domain.anomalies import area as anomalies
from domain.complaints import area as complaints
from domain.compliance import area as compliance
from domain.contacts import area as contacts
from domain.customers import area as customers
from domain.evaluation import area as evaluation
from domain.kernel.area import Area, Stream
from domain.kernel.event import EVENT_TYPES
from domain.orders import area as orders
from domain.products import area as products
from domain.promises import area as promises
from domain.supply import area as supply
from domain.surveys import area as surveys

__all__ = ["AREAS", "EVENT_TYPES", "STREAMS"]

AREAS: tuple[Area, ...] = (
    customers.AREA,
    orders.AREA,
    complaints.AREA,
    contacts.AREA,
    promises.AREA,
    surveys.AREA,
    products.AREA,
    supply.AREA,
    evaluation.AREA,
    compliance.AREA,
    anomalies.AREA,
)

STREAMS: dict[str, Stream[Any]] = {stream.kind: stream for area in AREAS for stream in area.streams}
"""Every kind of stream, by its name."""
