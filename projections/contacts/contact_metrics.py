"""contact_metrics: contacts planned and made, by month and owner."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, NamedTuple

from domain.contacts.contact import punctuality_of
from domain.contacts.events import (
    ContactCalledOff,
    ContactMade,
    ContactMissed,
    ContactPlanned,
    Initiator,
)
from domain.customers.events import CustomerVisited
from domain.kernel.fields import EmployeeNo
from domain.kernel.months import first_day
from domain.kernel.rate import rate
from projections.contacts.contacts import month_of
from projections.fold.customer_topics import customer_topics_but
from projections.fold.tally import Added, tally


class ContactMonthRow(NamedTuple):
    """One owner's contacts of one month."""

    month: Annotated[date, "first day of the month the contacts were planned for; unplanned ones, were made in"]
    owner: Annotated[EmployeeNo, "the number of the employee who answers for them"]
    planned: Annotated[int, "contacts that were planned"] = 0
    called_off: Annotated[int, "of these, called off before their day"] = 0
    on_time: Annotated[int, "of these, made by the planned day and recorded before its closing"] = 0
    late: Annotated[int, "of these, made after the planned day"] = 0
    missed: Annotated[int, "of these, not recorded when the planned day was closed, and not made late either"] = 0
    on_time_rate: Annotated[Decimal | None, "on_time / (on_time + late + missed); null where nothing was due"] = None
    made: Annotated[int, "contacts made, planned or not; visits recorded on the customer too"] = 0
    by_us: Annotated[int, "of those made, begun by us"] = 0
    by_us_rate: Annotated[Decimal | None, "by_us / made; null where none was made"] = None
    solvable: Annotated[int, "of those made, where it was said whether it was solved then and there"] = 0
    solved: Annotated[int, "of these, solved then and there"] = 0
    solved_rate: Annotated[Decimal | None, "solved / solvable; null where nobody said"] = None
    minutes: Annotated[int, "minutes they took, where it was said"] = 0
    cost: Annotated[Decimal, "what they cost in the branch's currency, where it was said"] = Decimal(0)


_RATES: dict[str, Callable[..., Decimal | None]] = {
    "on_time_rate": lambda on_time, late, missed: rate(on_time, on_time + late + missed),
    "by_us_rate": lambda by_us, made: rate(by_us, made),
    "solved_rate": lambda solved, solvable: rate(solved, solvable),
}


def _planned(event: ContactPlanned) -> Added:
    return {(month_of(event), event.owner): {"planned": 1}}


def _made(event: ContactMade) -> Added:
    punctuality = punctuality_of(event)
    counts: dict[str, Any] = {
        "made": 1,
        "by_us": int(event.initiated_by is Initiator.US),
        "solvable": int(event.solved is not None),
        "solved": int(event.solved or 0),
        "minutes": event.minutes or 0,
        "cost": event.cost or 0,
    }
    if punctuality:
        counts |= {punctuality: 1, "missed": -int(event.was_missed)}
    return {(month_of(event), event.owner): counts}


def _missed(event: ContactMissed) -> Added:
    return {(month_of(event), event.owner): {"missed": 1}}


def _called_off(event: ContactCalledOff) -> Added:
    return {(month_of(event), event.owner): {"called_off": 1}}


_VISIT = {"made": 1, "by_us": 1}


def _visited(event: CustomerVisited) -> Added:
    return {(first_day(event.effective_on), event.visitor): _VISIT}


CONTACT_METRICS = tally(
    name="contact_metrics",
    meaning="Contacts (留痕) by month and owner: planned against made, begun by us, solved then and there, cost",
    row=ContactMonthRow,
    key=("month", "owner"),
    adds={
        ContactPlanned: _planned,
        ContactMade: _made,
        ContactMissed: _missed,
        ContactCalledOff: _called_off,
        CustomerVisited: _visited,
    },
    ignores=customer_topics_but("visited"),
    derived=_RATES,
)
