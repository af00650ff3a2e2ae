"""contact_themes: what customers and we talk about, by month."""

from datetime import date
from typing import Annotated, NamedTuple

from domain.contacts.events import ContactMade, Initiator
from domain.customers.events import CustomerVisited
from domain.kernel.months import first_day
from projections.contacts.contacts import month_of
from projections.fold.customer_topics import customer_topics_but
from projections.fold.table import topics
from projections.fold.tally import Added, tally


class ThemeRow(NamedTuple):
    """One theme's contacts of one month."""

    month: Annotated[date, "first day of the month, as in contacts"]
    theme: Annotated[str, "what the contacts were about, in the branch's own words"]
    made: Annotated[int, "contacts made about it; visits recorded on the customer too"] = 0
    by_customers: Annotated[int, "of these, begun by customers"] = 0
    with_finding: Annotated[int, "of these, where something was found or said"] = 0
    unsolved: Annotated[int, "of these, where what was wanted was not solved then and there"] = 0


def _made(event: ContactMade) -> Added:
    counts = {
        "made": 1,
        "by_customers": int(event.initiated_by is Initiator.CUSTOMER),
        "with_finding": int(event.finding is not None),
        "unsolved": int(event.solved is False),
    }
    return {(month_of(event), event.theme): counts}


_VISIT = {"made": 1}
_VISIT_WITH_FINDING = {"made": 1, "with_finding": 1}


def _visited(event: CustomerVisited) -> Added:
    key = (first_day(event.effective_on), event.purpose)
    return {key: _VISIT if event.finding is None else _VISIT_WITH_FINDING}


CONTACT_THEMES = tally(
    name="contact_themes",
    meaning="What contacts (留痕) were about, by month: a summary that opens to the contacts of that month and theme",
    row=ThemeRow,
    key=("month", "theme"),
    adds={ContactMade: _made, CustomerVisited: _visited},
    ignores=customer_topics_but("visited") | topics("contact", "planned missed called_off"),
)
