"""Who is owed education or an inspection (教育, 稽查): by their class, the rule, and the contacts there were."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from domain.compliance.area import COMPLIANCE_RULE
from domain.compliance.attention import due_on
from domain.compliance.events import Attention, ComplianceRulePublished
from domain.customers.events import CustomerStatus
from domain.kernel.assigning import AssignedKind
from domain.kernel.versions import require_rule
from projections.contacts.contacts import CONTACTS, ContactRow
from projections.customers.customer_profiles import CUSTOMER_PROFILES
from projections.evaluation.tier_assignments import TIER_ASSIGNMENTS, AssignmentRow
from projections.running.query import Wanted
from service.due import asked_at
from service.queries import AsOf, ListedRows, list_table, versions_known
from service.session import Session


class Owed(NamedTuple):
    """What one customer is owed about one theme; `last_on` and `planned_for` are null where there is none."""

    customer_no: str
    account_manager: str | None
    compliance_class: str
    since: date  # the day from which they have been in the class
    theme: str
    every_days: int
    last_on: date | None
    due_on: date
    planned_for: date | None  # the first contact planned about it and still to be made


class Standing(NamedTuple):
    """In which class a customer is, and since when without a break."""

    value: str | None
    since: date


def owed_attention(session: Session, rule_no: str, bounds: AsOf, due_by: date | None) -> ListedRows:
    """What is owed to those in the network under the rule of that day (`Owed`), the longest due first.

    Raises `RuleNotFound`, and what `list_table` raises.
    """
    profiles = list_table(session, CUSTOMER_PROFILES, Wanted(("customer_no",)), bounds)
    classes = Wanted(("customer_no", "valid_from"), {"kind": AssignedKind.COMPLIANCE_CLASS.value})
    assigned = list_table(session, TIER_ASSIGNMENTS, classes, bounds)
    sources = [profiles, assigned]
    day = bounds.as_of or session.branch.day(asked_at(session, bounds))
    _, versions = versions_known(session, COMPLIANCE_RULE, rule_no, AsOf(at_position=assigned.position))
    rule = require_rule(versions, ComplianceRulePublished, rule_no, day)
    contacts: dict[str, dict[str, list[ContactRow]]] = {}
    for theme in {one.theme for one in rule.attention}:
        listed = list_table(session, CONTACTS, Wanted(("day", "contact_no"), {"theme": theme}), bounds)
        sources.append(listed)
        contacts[theme] = defaultdict(list)
        for row in listed.rows:
            contacts[theme][row.customer_no].append(row)
    standings = _standings(session, assigned.rows)
    owed = [
        _owed(session, profile, standing, one, contacts[one.theme].get(profile.customer_no, ()))
        for profile in profiles.rows
        if CustomerStatus(profile.status).in_network and (standing := standings.get(profile.customer_no))
        for one in rule.attention
        if one.compliance_class == standing.value
    ]
    wanted = [one for one in owed if due_by is None or one.due_on <= due_by]
    lags = [listed.lag for listed in sources if listed.lag]
    return ListedRows(
        min(listed.position for listed in sources),
        sorted(wanted, key=lambda one: (one.due_on, one.customer_no, one.theme)),
        max(lags, key=lambda lag: lag.events, default=None),
    )


def _owed(session: Session, profile: Any, standing: Standing, one: Attention, contacts: Iterable[ContactRow]) -> Owed:
    made = [session.branch.day(row.made_at) for row in contacts if row.made_at is not None]
    last = max(made, default=None)
    return Owed(
        customer_no=profile.customer_no,
        account_manager=profile.account_manager,
        compliance_class=one.compliance_class,
        since=standing.since,
        theme=one.theme,
        every_days=one.every_days,
        last_on=last,
        due_on=due_on(standing.since, last, one.every_days),
        planned_for=min((row.due_on for row in contacts if row.is_open and row.due_on), default=None),
    )


def _standings(session: Session, rows: Iterable[AssignmentRow]) -> Mapping[str, Standing]:
    """Each customer's last class; a scoring that found the same again does not begin it anew."""
    standings: dict[str, Standing] = {}
    for row in rows:
        held = standings.get(row.customer_no)
        if held is None or held.value != row.value:
            standings[row.customer_no] = Standing(row.value, session.branch.day(row.valid_from))
    return standings
