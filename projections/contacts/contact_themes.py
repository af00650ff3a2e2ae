"""contact_themes: what customers and we talk about, by month."""

from datetime import date
from typing import Annotated, NamedTuple

from domain.contacts.events import ContactMade, Initiator
from domain.customers.events import CustomerVisited
from domain.kernel.event import Recorded
from domain.kernel.months import first_day
from projections.contacts.contacts import month_of
from projections.fold.table import Key, ReadTable, Rows, changing, sums, topics


class ThemeRow(NamedTuple):
    """One theme's contacts of one month."""

    month: Annotated[date, "first day of the month, as in contacts"]
    theme: Annotated[str, "what the contacts were about, in the branch's own words"]
    made: Annotated[int, "contacts made about it; visits recorded on the customer too"] = 0
    by_customers: Annotated[int, "of these, begun by customers"] = 0
    with_finding: Annotated[int, "of these, where something was found or said"] = 0
    unsolved: Annotated[int, "of these, where what was wanted was not solved then and there"] = 0


_COUNTS = ("made", "by_customers", "with_finding", "unsolved")
_count = changing(ThemeRow, *_COUNTS)


def _groups(recorded: Recorded[ContactMade | CustomerVisited]) -> tuple[Key, ...]:
    event = recorded.event
    if isinstance(event, CustomerVisited):
        return ((first_day(event.effective_on), event.purpose),)
    return ((month_of(event), event.theme),)


def _made(rows: Rows, recorded: Recorded[ContactMade | CustomerVisited]) -> Rows:
    event = recorded.event
    row = rows[0] if rows else ThemeRow(*_groups(recorded)[0])
    by_customer = unsolved = False
    if isinstance(event, ContactMade):
        by_customer, unsolved = event.initiated_by is Initiator.CUSTOMER, event.solved is False
    return [
        _count(
            row,
            row.made + 1,
            row.by_customers + by_customer,
            row.with_finding + (event.finding is not None),
            row.unsolved + unsolved,
        )
    ]


CONTACT_THEMES = ReadTable(
    name="contact_themes",
    meaning="What contacts (留痕) were about, by month: a summary that opens to the contacts of that month and theme",
    row=ThemeRow,
    key=("month", "theme"),
    group=("month", "theme"),
    groups=_groups,
    folds={ContactMade: _made, CustomerVisited: _made},
    watches=("customer", "contact"),
    ignores=topics(
        "customer",
        "enrolled renamed moved phone_changed shop_remeasured reclassified trade_area_described "
        "manager_assigned licence_renewed profile_verified suspended resumed withdrawn banned "
        "compliance_scored service_classed value_graded value_grade_overridden value_grade_override_ended "
        "value_grade_appealed value_grade_corrected value_grade_appeal_rejected factor_assessed "
        "supply_tier_assigned reasonable_quantity_agreed",
    )
    | topics("contact", "planned missed called_off"),
    across_customers=True,
    joined=lambda rows: rows[0]._replace(**sums(rows, _COUNTS)),
)
