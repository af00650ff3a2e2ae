"""The read tables there are, by name, in the order they are shown."""

from projections.complaints import COMPLAINTS
from projections.contact_metrics import CONTACT_METRICS
from projections.contact_themes import CONTACT_THEMES
from projections.contacts import CONTACTS
from projections.customer_months import CUSTOMER_MONTHS
from projections.customer_profile_periods import CUSTOMER_PROFILE_PERIODS
from projections.customer_profiles import CUSTOMER_PROFILES
from projections.customer_timeline import CUSTOMER_TIMELINE
from projections.evaluation_scores import EVALUATION_SCORES
from projections.factor_assessments import FACTOR_ASSESSMENTS
from projections.order_lines import ORDER_LINES
from projections.orders import ORDERS
from projections.promise_metrics import PROMISE_METRICS
from projections.promise_standing import PROMISE_STANDING
from projections.promises import PROMISES
from projections.return_visits import RETURN_VISITS
from projections.returns import RETURNS
from projections.service_needs import SERVICE_NEEDS
from projections.table import ReadTable
from projections.tier_assignments import TIER_ASSIGNMENTS
from projections.tier_transitions import TIER_TRANSITIONS
from projections.value_grade_overrides import VALUE_GRADE_OVERRIDES

TABLES: dict[str, ReadTable] = {
    table.name: table
    for table in (
        CUSTOMER_PROFILES,
        CUSTOMER_PROFILE_PERIODS,
        ORDERS,
        ORDER_LINES,
        RETURNS,
        CUSTOMER_MONTHS,
        COMPLAINTS,
        TIER_ASSIGNMENTS,
        EVALUATION_SCORES,
        FACTOR_ASSESSMENTS,
        TIER_TRANSITIONS,
        VALUE_GRADE_OVERRIDES,
        PROMISES,
        PROMISE_METRICS,
        PROMISE_STANDING,
        CONTACTS,
        CONTACT_METRICS,
        CONTACT_THEMES,
        RETURN_VISITS,
        SERVICE_NEEDS,
        CUSTOMER_TIMELINE,
    )
}
