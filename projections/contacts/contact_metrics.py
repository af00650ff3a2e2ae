"""contact_metrics: contacts planned and made, by month and owner."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, NamedTuple

from domain.contacts.contact import punctuality_of
from domain.contacts.events import (
    ContactCalledOff,
    ContactEvent,
    ContactMade,
    ContactMissed,
    ContactPlanned,
    Initiator,
)
from domain.customers.events import CustomerVisited
from domain.kernel.event import Recorded
from domain.kernel.fields import EmployeeNo
from domain.kernel.months import first_day
from domain.kernel.rate import rate
from projections.contacts.contacts import month_of
from projections.fold.table import Key, ReadTable, Rows, changing, sums, topics


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


_visit = changing(ContactMonthRow, "made", "by_us", "by_us_rate")
_COUNTS = [name for name in ContactMonthRow._fields[2:] if not name.endswith("_rate")]


def _key(event: ContactEvent | CustomerVisited) -> tuple[date, str]:
    if isinstance(event, CustomerVisited):
        return first_day(event.effective_on), event.visitor
    return month_of(event), event.owner


def _groups(recorded: Recorded[ContactEvent | CustomerVisited]) -> tuple[Key, ...]:
    return (_key(recorded.event),)


def _rates(counts: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "on_time_rate": rate(counts["on_time"], counts["on_time"] + counts["late"] + counts["missed"]),
        "by_us_rate": rate(counts["by_us"], counts["made"]),
        "solved_rate": rate(counts["solved"], counts["solvable"]),
    }


def total(rows: Sequence[ContactMonthRow]) -> dict[str, Any]:
    """The counts of all rows together, and the rates that they give."""
    counts = sums(rows, _COUNTS)
    return {**counts, **_rates(counts)}


def _more(rows: Rows, recorded: Recorded[ContactEvent | CustomerVisited], **more: Any) -> Rows:
    row = rows[0] if rows else ContactMonthRow(*_key(recorded.event))
    row = row._replace(**{name: getattr(row, name) + count for name, count in more.items()})
    return [row._replace(**_rates(row._asdict()))]


def _planned(rows: Rows, recorded: Recorded[ContactPlanned]) -> Rows:
    return _more(rows, recorded, planned=1)


def _made(rows: Rows, recorded: Recorded[ContactMade]) -> Rows:
    event = recorded.event
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
    return _more(rows, recorded, **counts)


def _missed(rows: Rows, recorded: Recorded[ContactMissed]) -> Rows:
    return _more(rows, recorded, missed=1)


def _called_off(rows: Rows, recorded: Recorded[ContactCalledOff]) -> Rows:
    return _more(rows, recorded, called_off=1)


def _visited(rows: Rows, recorded: Recorded[CustomerVisited]) -> Rows:
    row = rows[0] if rows else ContactMonthRow(*_key(recorded.event))
    made, by_us = row.made + 1, row.by_us + 1
    return [_visit(row, made, by_us, rate(by_us, made))]


CONTACT_METRICS = ReadTable(
    name="contact_metrics",
    meaning="Contacts (留痕) by month and owner: planned against made, begun by us, solved then and there, cost",
    row=ContactMonthRow,
    key=("month", "owner"),
    group=("month", "owner"),
    groups=_groups,
    folds={
        ContactPlanned: _planned,
        ContactMade: _made,
        ContactMissed: _missed,
        ContactCalledOff: _called_off,
        CustomerVisited: _visited,
    },
    watches=("customer", "contact"),
    ignores=topics(
        "customer",
        "enrolled renamed moved phone_changed shop_remeasured reclassified trade_area_described "
        "manager_assigned licence_renewed profile_verified suspended resumed withdrawn banned "
        "compliance_scored service_classed value_graded value_grade_overridden value_grade_override_ended "
        "value_grade_appealed value_grade_corrected value_grade_appeal_rejected factor_assessed "
        "supply_tier_assigned reasonable_quantity_agreed",
    ),
    across_customers=True,
    joined=lambda rows: rows[0]._replace(**total(rows)),
)
