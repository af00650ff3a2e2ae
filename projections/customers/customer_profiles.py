"""customer_profiles: what the file says of each customer now."""

from datetime import UTC, datetime
from decimal import Decimal
from operator import attrgetter
from typing import Annotated, Any, NamedTuple

from domain.customers.classification import class_code
from domain.customers.events import CustomerEnrolled, CustomerEvent, CustomerProfileVerified, CustomerVisited
from domain.kernel.event import Recorded
from domain.kernel.fields import CustomerNo
from projections.customers import profile_columns as shown
from projections.customers.customer_profile_periods import PeriodRow
from projections.fold.customer_topics import customer_topics_but
from projections.fold.table import ReadTable, Rows, changing


@shown.with_file(behind="customer_no")
class ProfileRow(NamedTuple):
    """One customer."""

    customer_no: CustomerNo
    enrolled_at: Annotated[datetime | None, "when the customer entered the supply network (入网)"] = None
    verified_at: Annotated[datetime | None, "when the file, or fields of it, was last found right"] = None
    last_visited_at: Annotated[datetime | None, "when the shop was last visited"] = None
    completeness: Annotated[Decimal, "share of the ten core fields that are known, 0 to 1"] = Decimal(0)
    valid_since: Annotated[dict[str, str], "field -> the instant (UTC) from which the value shown holds"] = {}  # noqa: RUF012 - folds never alter a row


_core = attrgetter(*shown.CORE_FIELDS)
_derive = changing(ProfileRow, "class_code", "completeness")


def _stated(rows: Rows, recorded: Recorded[CustomerEvent]) -> Rows:
    """Show each fact unless the file already shows one effective later; of equal instants the later told stands."""
    event = recorded.event
    row: Any = rows[0] if rows else ProfileRow(event.customer_no, enrolled_at=event.effective_at)
    since = event.effective_at.astimezone(UTC).isoformat()  # in this form text order is time order
    facts = shown.facts_of(event)
    facts = {f: v for f, v in facts.items() if row.valid_since.get(f, "") <= since}
    if not facts:
        return rows
    row = row._replace(**facts, valid_since={**row.valid_since, **dict.fromkeys(facts, since)})
    core = _core(row)
    return [
        _derive(
            row,
            class_code(row.market_type, row.business_format, row.business_scale),
            Decimal(len(core) - core.count(None)) / len(core),
        )
    ]


_verify = changing(ProfileRow, "verified_at")
_visit = changing(ProfileRow, "last_visited_at")


def _verified(rows: Rows, recorded: Recorded[CustomerProfileVerified]) -> Rows:
    at = recorded.event.effective_at
    if not rows or (rows[0].verified_at is not None and rows[0].verified_at >= at):
        return rows
    return [_verify(rows[0], at)]


def _visited(rows: Rows, recorded: Recorded[CustomerVisited]) -> Rows:
    at = recorded.event.effective_at
    if not rows or (rows[0].last_visited_at is not None and rows[0].last_visited_at >= at):
        return rows
    return [_visit(rows[0], at)]


CUSTOMER_PROFILES = ReadTable(
    name="customer_profiles",
    meaning="What the file says of each customer now; a fact told late never hides one that holds from later on",
    row=ProfileRow,
    key=("customer_no",),
    group=("customer_no",),
    groups=lambda recorded: ((recorded.event.customer_no,),),
    folds={
        **dict.fromkeys(shown.STATING, _stated),
        CustomerProfileVerified: _verified,
        CustomerVisited: _visited,
    },
    creates=frozenset({CustomerEnrolled}),
    ignores=customer_topics_but("profile_verified visited") - {kind.topic for kind in shown.STATING},
    unlisted=frozenset({*PeriodRow._fields, "completeness"}),
    bookkeeping=frozenset({"valid_since"}),
)
